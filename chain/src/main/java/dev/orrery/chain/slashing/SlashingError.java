package dev.orrery.chain.slashing;

import dev.orrery.chain.error.ErrorCode;

/** Cosmos SDK x/slashing/types/errors.go. */
public enum SlashingError implements ErrorCode {
    VALIDATOR_JAILED(4, "validator still jailed; cannot be unjailed"),
    VALIDATOR_NOT_JAILED(5, "validator not jailed; cannot be unjailed"),
    SELF_DELEGATION_TOO_LOW(7, "validator's self delegation less than minimum; cannot be unjailed"),
    NO_SIGNING_INFO(8, "no validator signing info found");

    private final int code;
    private final String text;

    SlashingError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return "slashing";
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
