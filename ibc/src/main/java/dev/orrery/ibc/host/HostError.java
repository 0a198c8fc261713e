package dev.orrery.ibc.host;

import dev.orrery.ibc.IbcErrorCode;

/** Identifiers and paths that can't be. ibc-go 24-host errors.go. */
public enum HostError implements IbcErrorCode {
    INVALID_ID(2, "invalid identifier"),
    INVALID_PATH(3, "invalid path"),
    INVALID_PACKET(4, "invalid packet");

    private final int code;
    private final String text;

    HostError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return "host";
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
