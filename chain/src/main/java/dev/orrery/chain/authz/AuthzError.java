package dev.orrery.chain.authz;

import dev.orrery.chain.error.ErrorCode;

/** Cosmos SDK x/authz/errors.go. */
public enum AuthzError implements ErrorCode {
    NOT_FOUND(2, "authorization not found"),
    INVALID_EXPIRATION(3, "expiration time of authorization should be more than current time"),
    UNKNOWN_TYPE(4, "unknown authorization type"),
    NO_GRANT_KEY(5, "grant key not found"),
    EXPIRED(6, "authorization expired"),
    GRANTEE_IS_GRANTER(7, "grantee and granter should be different"),
    NUMBER_OF_SIGNERS(9, "authorization can be given to msg with only one signer"),
    NEGATIVE_MAX_TOKENS(12, "max tokens should be positive");

    private final int code;
    private final String text;

    AuthzError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return "authz";
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
