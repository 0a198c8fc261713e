package dev.orrery.chain.feegrant;

import dev.orrery.chain.error.ErrorCode;

/** cosmossdk.io/x/feegrant errors.go. */
public enum FeeGrantError implements ErrorCode {
    LIMIT_EXCEEDED(2, "fee limit exceeded"),
    LIMIT_EXPIRED(3, "fee allowance expired"),
    INVALID_DURATION(4, "invalid duration"),
    NO_ALLOWANCE(5, "no allowance"),
    NO_MESSAGES(6, "allowed messages are empty"),
    MESSAGE_NOT_ALLOWED(7, "message not allowed");

    private final int code;
    private final String text;

    FeeGrantError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return "feegrant";
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
