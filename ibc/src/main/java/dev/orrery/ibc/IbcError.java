package dev.orrery.ibc;

/** Failures common to all parts. ibc-go core/errors/errors.go. */
public enum IbcError implements IbcErrorCode {
    INVALID_SEQUENCE(1, "invalid sequence"),
    UNAUTHORIZED(2, "unauthorized"),
    INSUFFICIENT_FUNDS(3, "insufficient funds"),
    UNKNOWN_REQUEST(4, "unknown request"),
    INVALID_ADDRESS(5, "invalid address"),
    INVALID_COINS(6, "invalid coins"),
    OUT_OF_GAS(7, "out of gas"),
    INVALID_REQUEST(8, "invalid request"),
    INVALID_HEIGHT(9, "invalid height"),
    INVALID_VERSION(10, "invalid version"),
    INVALID_CHAIN_ID(11, "invalid chain-id"),
    INVALID_TYPE(12, "invalid type"),
    PACK_ANY(13, "failed packing protobuf message to Any"),
    UNPACK_ANY(14, "failed unpacking protobuf message from Any"),
    LOGIC(15, "internal logic error"),
    NOT_FOUND(16, "not found"),
    TOO_LARGE(17, "entity too large");

    private final int code;
    private final String text;

    IbcError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return "ibc";
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
