package dev.orrery.ibc;

/** Failures of the host's framework that IBC speaks of itself. cosmossdk.io/errors, Cosmos SDK types/errors. */
public enum SdkError implements IbcErrorCode {
    /** What has no code of its own. cosmossdk.io/errors: ABCIInfo. */
    INTERNAL(1, "internal"),
    UNAUTHORIZED(4, "unauthorized"),
    /** What the reference panics at: it fails the transaction, whoever would have caught a failure. */
    PANIC(111_222, "panic");

    private final int code;
    private final String text;

    SdkError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return this == UNAUTHORIZED ? "sdk" : "undefined";
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
