package dev.orrery.chain.bank;

import dev.orrery.chain.error.ErrorCode;

/** Cosmos SDK x/bank/types/errors.go. */
public enum BankError implements ErrorCode {
    NO_INPUTS(2, "no inputs to send transaction"),
    NO_OUTPUTS(3, "no outputs to send transaction"),
    INPUT_OUTPUT_MISMATCH(4, "sum inputs != sum outputs"),
    SEND_DISABLED(5, "send transactions are disabled"),
    DUPLICATE_ENTRY(8, "duplicate entry"),
    MULTIPLE_SENDERS(9, "multiple senders not allowed");

    private final int code;
    private final String text;

    BankError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return "bank";
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
