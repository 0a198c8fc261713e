package dev.orrery.chain.error;

/** Failures that any module may have. Cosmos SDK types/errors, and the reserved codes of cosmossdk.io/errors. */
public enum SdkError implements ErrorCode {
    /** A failure without a code of its own; its text is that of the failure alone. */
    INTERNAL("undefined", 1, "internal"),
    /** A defect of the machine, caught at the border of a transaction. */
    PANIC("undefined", 111_222, "panic"),
    TX_DECODE(2, "tx parse error"),
    INVALID_SEQUENCE(3, "invalid sequence"),
    UNAUTHORIZED(4, "unauthorized"),
    INSUFFICIENT_FUNDS(5, "insufficient funds"),
    UNKNOWN_REQUEST(6, "unknown request"),
    INVALID_ADDRESS(7, "invalid address"),
    INVALID_PUB_KEY(8, "invalid pubkey"),
    UNKNOWN_ADDRESS(9, "unknown address"),
    INVALID_COINS(10, "invalid coins"),
    OUT_OF_GAS(11, "out of gas"),
    MEMO_TOO_LARGE(12, "memo too large"),
    INSUFFICIENT_FEE(13, "insufficient fee"),
    TOO_MANY_SIGNATURES(14, "maximum number of signatures exceeded"),
    NO_SIGNATURES(15, "no signatures supplied"),
    JSON_MARSHAL(16, "failed to marshal JSON bytes"),
    JSON_UNMARSHAL(17, "failed to unmarshal JSON bytes"),
    INVALID_REQUEST(18, "invalid request"),
    TX_IN_MEMPOOL_CACHE(19, "tx already in mempool"),
    MEMPOOL_IS_FULL(20, "mempool is full"),
    TX_TOO_LARGE(21, "tx too large"),
    KEY_NOT_FOUND(22, "key not found"),
    INVALID_SIGNER(24, "tx intended signer does not match the given signer"),
    INVALID_HEIGHT(26, "invalid height"),
    INVALID_CHAIN_ID(28, "invalid chain-id"),
    INVALID_TYPE(29, "invalid type"),
    TX_TIMEOUT_HEIGHT(30, "tx timeout height"),
    UNKNOWN_EXTENSION_OPTIONS(31, "unknown extension options"),
    WRONG_SEQUENCE(32, "incorrect account sequence"),
    PACK_ANY(33, "failed packing protobuf message to Any"),
    UNPACK_ANY(34, "failed unpacking protobuf message from Any"),
    LOGIC(35, "internal logic error"),
    CONFLICT(36, "conflict"),
    NOT_SUPPORTED(37, "feature not supported"),
    NOT_FOUND(38, "not found"),
    IO(39, "internal IO error"),
    INVALID_GAS_LIMIT(41, "invalid gas limit"),
    TX_TIMEOUT(42, "tx timeout");

    private final String codespace;
    private final int code;
    private final String text;

    SdkError(int code, String text) {
        this("sdk", code, text);
    }

    SdkError(String codespace, int code, String text) {
        this.codespace = codespace;
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return codespace;
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
