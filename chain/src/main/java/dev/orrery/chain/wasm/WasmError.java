package dev.orrery.chain.wasm;

import dev.orrery.chain.error.ErrorCode;

/** The failures of the wasm module. wasmd x/wasm/types/errors.go. */
public enum WasmError implements ErrorCode {
    CREATE_FAILED(2, "create wasm contract failed"),
    ACCOUNT_EXISTS(3, "contract account already exists"),
    INSTANTIATE_FAILED(4, "instantiate wasm contract failed"),
    EXECUTE_FAILED(5, "execute wasm contract failed"),
    GAS_LIMIT(6, "insufficient gas"),
    INVALID_GENESIS(7, "invalid genesis"),
    NOT_FOUND(8, "not found"),
    QUERY_FAILED(9, "query wasm contract failed"),
    INVALID_MSG(10, "invalid CosmosMsg from the contract"),
    MIGRATION_FAILED(11, "migrate wasm contract failed"),
    EMPTY(12, "empty"),
    LIMIT(13, "exceeds limit"),
    INVALID(14, "invalid"),
    DUPLICATE(15, "duplicate"),
    MAX_IBC_CHANNELS(16, "max transfer channels"),
    UNSUPPORTED_FOR_CONTRACT(17, "unsupported for this contract"),
    PIN_FAILED(18, "pinning contract failed"),
    UNPIN_FAILED(19, "unpinning contract failed"),
    UNKNOWN_MSG(20, "unknown message from the contract"),
    INVALID_EVENT(21, "invalid event"),
    /** Thrown as {@link WasmSystemError.NoSuchContract}. */
    NO_SUCH_CONTRACT(22, "no such contract"),
    MAX_QUERY_STACK_SIZE(27, "max query stack size exceeded"),
    /** Thrown as {@link WasmSystemError.NoSuchCode}. */
    NO_SUCH_CODE(28, "no such code"),
    VM(29, "wasmvm error"),
    MAX_CALL_DEPTH(30, "max call depth exceeded"),
    SYNC_PINNED_CODES_FAILED(31, "syncing pinned codes failed");

    static final String CODESPACE = "wasm";

    private final int code;
    private final String text;

    WasmError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return CODESPACE;
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
