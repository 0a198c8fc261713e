package dev.orrery.ibc.client;

import dev.orrery.ibc.IbcErrorCode;

/** What is wrong with a proof before it is looked into. ibc-go 23-commitment types/errors.go. */
public enum ProofError implements IbcErrorCode {
    INVALID_PROOF(2, "invalid proof"),
    INVALID_PREFIX(3, "invalid prefix"),
    INVALID_MERKLE_PROOF(4, "invalid merkle proof");

    private final int code;
    private final String text;

    ProofError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return "commitment";
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
