package dev.orrery.ibc.port;

import dev.orrery.ibc.IbcErrorCode;

/** Why a port is refused. ibc-go 05-port types/errors.go. */
public enum PortError implements IbcErrorCode {
    PORT_EXISTS(2, "port is already binded"),
    PORT_NOT_FOUND(3, "port not found"),
    INVALID_PORT(4, "invalid port"),
    INVALID_ROUTE(5, "route not found");

    private final int code;
    private final String text;

    PortError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return "port";
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String text() {
        return text;
    }
}
