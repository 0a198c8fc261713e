package dev.orrery.chain.protocolpool;

import dev.orrery.chain.error.ErrorCode;

/** Cosmos SDK x/protocolpool/types/errors.go. */
public enum PoolError implements ErrorCode {
    INVALID_SIGNER(2, "expected authority account as only signer for community pool spend message");

    private final int code;
    private final String text;

    PoolError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return "protocolpool";
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
