package dev.orrery.chain.wasm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.msg.json.GoJson;
import dev.orrery.proto.cosmwasm.wasm.v1.AcceptedMessageKeysFilter;
import dev.orrery.proto.cosmwasm.wasm.v1.AcceptedMessagesFilter;
import dev.orrery.proto.cosmwasm.wasm.v1.AllowAllMessagesFilter;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which messages a contract may be sent for somebody. wasmd x/wasm/types/authz.go: ContractAuthzFilterX. */
sealed interface ContractFilter {
    boolean accepts(Context context, ByteString message);

    /**
     * @throws ChainException if it can't be meant
     */
    void validate();

    /** All kinds, for {@link KnownTypes}. */
    static List<Message> prototypes() {
        return List.of(
                AllowAllMessagesFilter.getDefaultInstance(),
                AcceptedMessageKeysFilter.getDefaultInstance(),
                AcceptedMessagesFilter.getDefaultInstance());
    }

    /**
     * @throws ChainException if it is of another kind
     */
    static ContractFilter of(Any any) {
        try {
            return switch (any.getTypeUrl()) {
                case "/cosmwasm.wasm.v1.AllowAllMessagesFilter" -> new All();
                case "/cosmwasm.wasm.v1.AcceptedMessageKeysFilter" ->
                    new Keys(AcceptedMessageKeysFilter.parseFrom(any.getValue()));
                case "/cosmwasm.wasm.v1.AcceptedMessagesFilter" ->
                    new Messages(AcceptedMessagesFilter.parseFrom(any.getValue()));
                case "" -> new Undefined();
                default ->
                    throw SdkError.TX_DECODE.failure("no concrete type registered for type URL " + any.getTypeUrl()
                            + " against interface *types.ContractAuthzFilterX");
            };
        } catch (InvalidProtocolBufferException e) {
            throw SdkError.TX_DECODE.failure("unexpected EOF");
        }
    }

    /** Any message. */
    record All() implements ContractFilter {
        @Override
        public boolean accepts(Context context, ByteString message) {
            ContractMessages.requireJson(message.toByteArray());
            return true;
        }

        @Override
        public void validate() {}
    }

    /** Messages that are an object with just one key, one of these. */
    record Keys(AcceptedMessageKeysFilter filter) implements ContractFilter {
        /** SDK gas. authz.go: gasDeserializationCostPerByte. */
        private static final long GAS_PER_BYTE = 1;

        /** Deepest message that Go's encoding/json reads. */
        private static final int MAX_DEPTH = 10_000;

        private static final JsonFactory JSON = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(GoJson.MAX_DOCUMENT_BYTES)
                        .maxStringLength(GoJson.MAX_DOCUMENT_BYTES)
                        .build())
                .build();

        @Override
        public boolean accepts(Context context, ByteString message) {
            context.gas().consume(GAS_PER_BYTE * message.size(), "contract authorization");
            byte[] bytes = message.toByteArray();
            try {
                ContractMessages.requireJson(bytes);
                return onlyKey(bytes).filter(filter.getKeysList()::contains).isPresent();
            } catch (ChainException e) {
                throw SdkError.UNAUTHORIZED.failure("not an allowed msg: " + e.text());
            } catch (IOException e) {
                throw SdkError.UNAUTHORIZED.failure("not an allowed msg: invalid");
            }
        }

        private static Optional<String> onlyKey(byte[] json) throws IOException {
            Set<String> keys = new HashSet<>();
            try (JsonParser parser = JSON.createParser(json)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    return Optional.empty();
                }
                for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                    keys.add(key);
                    parser.nextToken();
                    parser.skipChildren();
                }
            }
            return keys.size() == 1 ? keys.stream().findFirst() : Optional.empty();
        }

        @Override
        public void validate() {
            if (filter.getKeysCount() == 0) {
                throw WasmError.EMPTY.failure("keys");
            }
            Set<String> seen = new HashSet<>();
            for (String key : filter.getKeysList()) {
                if (key.isEmpty()) {
                    throw WasmError.EMPTY.failure("key");
                }
                if (!key.equals(key.strip())) {
                    throw WasmError.INVALID.failure("key " + GoJson.quoted(key) + " contains whitespaces");
                }
                if (!seen.add(key)) {
                    throw WasmError.DUPLICATE.failure("key " + GoJson.quoted(key));
                }
            }
        }
    }

    /** These messages, byte for byte. */
    record Messages(AcceptedMessagesFilter filter) implements ContractFilter {
        @Override
        public boolean accepts(Context context, ByteString message) {
            return filter.getMessagesList().contains(message);
        }

        @Override
        public void validate() {
            if (filter.getMessagesCount() == 0) {
                throw WasmError.EMPTY.failure("messages");
            }
            Set<ByteString> seen = new HashSet<>();
            for (ByteString message : filter.getMessagesList()) {
                if (message.isEmpty()) {
                    throw WasmError.EMPTY.failure("message");
                }
                ContractMessages.requireJson(message.toByteArray());
                if (!seen.add(message)) {
                    throw WasmError.DUPLICATE.failure("message");
                }
            }
        }
    }

    /** None was given, so nothing is allowed. */
    record Undefined() implements ContractFilter {
        @Override
        public boolean accepts(Context context, ByteString message) {
            throw SdkError.NOT_FOUND.failure("undefined filter");
        }

        @Override
        public void validate() {
            throw SdkError.INVALID_TYPE.failure("undefined filter");
        }
    }
}
