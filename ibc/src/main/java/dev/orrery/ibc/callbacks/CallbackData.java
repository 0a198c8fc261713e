package dev.orrery.ibc.callbacks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The contract that a packet's memo names. ibc-go apps/callbacks types/callbacks.go.
 *
 * @param gasLimit what the contract may use now, SDK gas, unsigned
 * @param commitGasLimit what it may use if the relayer brings enough, SDK gas, unsigned
 */
record CallbackData(String address, long gasLimit, long commitGasLimit, CallbackPacket packet) {
    static final String SOURCE = "src_callback";
    static final String DESTINATION = "dest_callback";

    /** Levels. Go encoding/json: maxNestingDepth. */
    private static final int MAX_DEPTH = 10_000;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * Reads what a memo says under a key; empty if it says nothing.
     *
     * @throws dev.orrery.ibc.IbcException if it says something that can't be meant
     */
    static Optional<CallbackData> of(CallbackPacket packet, String key, long remainingGas, long maxGas) {
        Optional<JsonNode> object = object(packet.memo(), key);
        if (object.isEmpty()) {
            return Optional.empty();
        }
        JsonNode address = object.get().path("address");
        if (!address.isTextual() || address.textValue().isBlank()) {
            throw CallbackError.INVALID_CALLBACK_DATA.failure();
        }
        long asked = gasLimit(object.get().path("gas_limit"));
        long commit = asked == 0 || Long.compareUnsigned(asked, maxGas) > 0 ? maxGas : asked;
        long now = Long.compareUnsigned(remainingGas, commit) < 0 ? remainingGas : commit;
        checkCalldata(object.get().path("calldata"));
        return Optional.of(new CallbackData(address.textValue(), now, commit, packet));
    }

    /** A memo that is no JSON object says nothing. */
    private static Optional<JsonNode> object(String memo, String key) {
        if (memo.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode value = JSON.readTree(memo).path(key);
            return value.isObject() ? Optional.of(value) : Optional.empty();
        } catch (JsonProcessingException noJson) {
            return Optional.empty();
        }
    }

    private static long gasLimit(JsonNode value) {
        if (value.isMissingNode()) {
            return 0;
        }
        if (!value.isTextual()) {
            throw CallbackError.INVALID_CALLBACK_DATA.failure("gas limit [" + value + "] must be a string");
        }
        String text = value.textValue();
        if (text.isEmpty()) {
            return 0;
        }
        try {
            if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Long.parseUnsignedLong(text);
            }
        } catch (NumberFormatException tooLarge) {
            // said below
        }
        throw CallbackError.INVALID_CALLBACK_DATA.failure(
                "gas limit must be a valid uint64: strconv.ParseUint: parsing \"" + text + "\": invalid syntax");
    }

    private static void checkCalldata(JsonNode value) {
        if (value.isMissingNode()) {
            return;
        }
        if (!value.isTextual()) {
            throw CallbackError.INVALID_CALLBACK_DATA.failure("calldata must be a string");
        }
        try {
            HexFormat.of().parseHex(value.textValue());
        } catch (IllegalArgumentException noHex) {
            throw CallbackError.INVALID_CALLBACK_DATA.failure("calldata must be a valid hex string");
        }
    }

    /** Whether the relayer brought less than was asked for, so that a failure for lack of gas may be tried again. */
    boolean mayRetry() {
        return Long.compareUnsigned(gasLimit, commitGasLimit) < 0;
    }
}
