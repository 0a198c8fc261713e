package dev.orrery.chain.distribution;

import dev.orrery.chain.error.ErrorCode;

/** Cosmos SDK x/distribution/types/errors.go. */
public enum DistributionError implements ErrorCode {
    NO_DELEGATION_INFO(5, "no delegation distribution info"),
    NO_COMMISSION(7, "no validator commission to withdraw"),
    WITHDRAW_ADDRESS_DISABLED(8, "set withdraw address disabled");

    private final int code;
    private final String text;

    DistributionError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return "distribution";
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
