package dev.orrery.chain.error;

/** Failures of reading stores directly. cosmossdk.io/store types/errors.go. */
public enum StoreError implements ErrorCode {
    TX_DECODE(3, "tx parse error"),
    UNKNOWN_REQUEST(4, "unknown request"),
    INVALID_REQUEST(7, "invalid request");

    private final int code;
    private final String text;

    StoreError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return "store";
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
