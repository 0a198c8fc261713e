package dev.orrery.chain.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.orrery.proto.options.v1.JsonForm;
import dev.orrery.proto.options.v1.OptionsProto;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes messages with the bytes that the reference's structs give: a struct holds values where protobuf has optional messages, so
 * those are always written, and big numbers are never empty. Gas and hashes depend on it.
 */
public final class GoWire {
    /** Seconds of 0001-01-01T00:00:00Z, the time in a struct that nobody set. */
    private static final long ZERO_TIME_SECONDS = -62_135_596_800L;

    /** Looked for once: reading the options of a field takes longer than reading the field. */
    private static final Map<Descriptor, List<Rule>> RULES = new ConcurrentHashMap<>();

    private GoWire() {}

    public static byte[] encode(Message message) {
        return complete(message).toByteArray();
    }

    public static ByteString encodeToByteString(Message message) {
        return complete(message).toByteString();
    }

    /** The message with everything set that a struct of the reference can't leave out. */
    @SuppressWarnings("unchecked")
    public static <M extends Message> M complete(M message) {
        return completed(message).map(complete -> (M) complete).orElse(message);
    }

    /** The same; absent where nothing is missing, which is the usual case. Hot path. */
    private static Optional<Message> completed(Message message) {
        Optional<Message.Builder> changed = Optional.empty();
        for (Rule rule : rules(message.getDescriptorForType())) {
            Optional<?> value = rule.missing(message);
            if (value.isPresent()) {
                Message.Builder builder = changed.orElseGet(message::toBuilder);
                builder.setField(rule.field(), value.get());
                changed = Optional.of(builder);
            }
        }
        return changed.map(Message.Builder::build);
    }

    private enum Need {
        /** A number is never empty. */
        NUMBER,
        /** A message is never absent, nor incomplete. */
        MESSAGE,
        /** A message may be absent, but isn't incomplete. */
        OPTIONAL_MESSAGE,
        /** None of several messages is incomplete. */
        MESSAGES
    }

    /** What a field of a struct is like. */
    private record Rule(FieldDescriptor field, Need need) {
        /** What has to stand in the field instead of what does, if anything has to. */
        Optional<?> missing(Message message) {
            return switch (need) {
                case NUMBER -> missingNumber(message.getField(field));
                case MESSAGE ->
                    message.hasField(field)
                            ? completed((Message) message.getField(field))
                            : Optional.of(zero(message.newBuilderForType()
                                    .newBuilderForField(field)
                                    .build()));
                case OPTIONAL_MESSAGE ->
                    message.hasField(field) ? completed((Message) message.getField(field)) : Optional.empty();
                case MESSAGES -> completedList((List<?>) message.getField(field));
            };
        }

        private static Optional<Object> missingNumber(Object value) {
            return switch (value) {
                case String text when text.isEmpty() -> Optional.of("0");
                case ByteString bytes when bytes.isEmpty() -> Optional.of(ByteString.copyFromUtf8("0"));
                default -> Optional.empty();
            };
        }

        private static Optional<List<Message>> completedList(List<?> values) {
            boolean lacks =
                    values.stream().anyMatch(value -> completed((Message) value).isPresent());
            return lacks
                    ? Optional.of(values.stream()
                            .map(value -> complete((Message) value))
                            .toList())
                    : Optional.empty();
        }
    }

    private static Message zero(Message empty) {
        if (empty instanceof Timestamp) {
            return Timestamp.newBuilder().setSeconds(ZERO_TIME_SECONDS).build();
        }
        return complete(empty);
    }

    private static boolean isNumber(FieldDescriptor field) {
        JsonForm form = field.getOptions().getExtension(OptionsProto.json);
        return form == JsonForm.INTEGER || form == JsonForm.DECIMAL;
    }

    private static List<Rule> rules(Descriptor type) {
        List<Rule> known = RULES.get(type);
        if (known == null) {
            known = type.getFields().stream()
                    .flatMap(field -> needOf(field).map(need -> new Rule(field, need)).stream())
                    .toList();
            RULES.put(type, known);
        }
        return known;
    }

    private static Optional<Need> needOf(FieldDescriptor field) {
        if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
            return !field.isRepeated() && isNumber(field) ? Optional.of(Need.NUMBER) : Optional.empty();
        }
        if (field.isRepeated()) {
            return !field.isMapField() && isAffected(field.getMessageType(), new HashSet<>())
                    ? Optional.of(Need.MESSAGES)
                    : Optional.empty();
        }
        if (field.getOptions().getExtension(OptionsProto.neverAbsent)) {
            return Optional.of(Need.MESSAGE);
        }
        return isAffected(field.getMessageType(), new HashSet<>())
                ? Optional.of(Need.OPTIONAL_MESSAGE)
                : Optional.empty();
    }

    private static boolean isAffected(Descriptor type, Set<Descriptor> seen) {
        if (!seen.add(type)) {
            return false;
        }
        for (FieldDescriptor field : type.getFields()) {
            if (isNumber(field) || field.getOptions().getExtension(OptionsProto.neverAbsent)) {
                return true;
            }
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && isAffected(field.getMessageType(), seen)) {
                return true;
            }
        }
        return false;
    }
}
