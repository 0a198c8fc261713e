package dev.orrery.ibc.connection;

import dev.orrery.ibc.IbcErrorCode;

/** Why a connection is refused. ibc-go 03-connection types/errors.go. */
public enum ConnectionError implements IbcErrorCode {
    CONNECTION_EXISTS(2, "connection already exists"),
    CONNECTION_NOT_FOUND(3, "connection not found"),
    CLIENT_CONNECTION_PATHS_NOT_FOUND(4, "light client connection paths not found"),
    CONNECTION_PATH(5, "connection path is not associated to the given light client"),
    INVALID_CONNECTION_STATE(6, "invalid connection state"),
    INVALID_COUNTERPARTY(7, "invalid counterparty connection"),
    INVALID_CONNECTION(8, "invalid connection"),
    INVALID_VERSION(9, "invalid connection version"),
    VERSION_NEGOTIATION_FAILED(10, "connection version negotiation failed"),
    INVALID_CONNECTION_IDENTIFIER(11, "invalid connection identifier");

    private final int code;
    private final String text;

    ConnectionError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return "connection";
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
