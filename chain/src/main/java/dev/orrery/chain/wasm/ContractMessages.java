package dev.orrery.chain.wasm;

import dev.orrery.chain.error.ChainException;
import dev.orrery.msg.json.GoJson;

/** What must hold for messages about contracts before anything is done. wasmd x/wasm/types/tx.go, validation.go. */
public final class ContractMessages {
    /** Bytes. wasmd x/wasm/types/validation.go: MaxLabelSize. */
    private static final int MAX_LABEL_BYTES = 128;

    /** Bytes. wasmd x/wasm/types/validation.go: MaxSaltSize. */
    private static final int MAX_SALT_BYTES = 64;

    private ContractMessages() {}

    static boolean isJson(byte[] msg) {
        return GoJson.isValid(msg);
    }

    /**
     * @throws ChainException if it is not JSON
     */
    public static void requireJson(byte[] msg) {
        if (!isJson(msg)) {
            throw WasmError.INVALID.failure("payload msg");
        }
    }

    /**
     * @throws ChainException if it is not fit for a label
     */
    public static void requireLabel(String label) {
        if (label.isEmpty()) {
            throw WasmError.EMPTY.failure("is required").in("label");
        }
        if (GoStrings.bytes(label) > MAX_LABEL_BYTES) {
            throw WasmError.LIMIT
                    .failure("cannot be longer than " + MAX_LABEL_BYTES + " characters")
                    .in("label");
        }
        if (!label.equals(GoStrings.trim(label))) {
            throw WasmError.INVALID
                    .failure("label must not start/end with whitespaces")
                    .in("label");
        }
        if (!label.codePoints().allMatch(GoStrings::isPrintable)) {
            throw WasmError.INVALID
                    .failure("label must have printable characters only")
                    .in("label");
        }
    }

    /**
     * @throws ChainException if it is not fit for a salt
     */
    public static void requireSalt(byte[] salt) {
        if (salt.length == 0) {
            throw WasmError.EMPTY.failure("is required").in("salt");
        }
        if (salt.length > MAX_SALT_BYTES) {
            throw WasmError.LIMIT
                    .failure("cannot be longer than " + MAX_SALT_BYTES + " characters")
                    .in("salt");
        }
    }
}
