package dev.orrery.chain.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.orrery.proto.options.v1.JsonForm;
import dev.orrery.proto.options.v1.OptionsProto;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes messages with the bytes that the reference's structs give: a struct holds values where protobuf has optional messages, so
 * those are always written, and big numbers are never empty. Gas and hashes depend on it.
 */
public final class GoWire {
    /** Seconds of 0001-01-01T00:00:00Z, the time in a struct that nobody set. */
    private static final long ZERO_TIME_SECONDS = -62_135_596_800L;

    private static final Map<Descriptor, Boolean> AFFECTED = new ConcurrentHashMap<>();

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
        if (!isAffected(message.getDescriptorForType())) {
            return message;
        }
        Message.Builder builder = message.toBuilder();
        fill(builder);
        return (M) builder.build();
    }

    private static void fill(Message.Builder builder) {
        for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
            if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
                fillNumber(builder, field);
            } else if (field.isRepeated()) {
                if (!field.isMapField() && isAffected(field.getMessageType())) {
                    for (int i = 0; i < builder.getRepeatedFieldCount(field); i++) {
                        builder.setRepeatedField(field, i, complete((Message) builder.getRepeatedField(field, i)));
                    }
                }
            } else if (builder.hasField(field)) {
                if (isAffected(field.getMessageType())) {
                    builder.setField(field, complete((Message) builder.getField(field)));
                }
            } else if (field.getOptions().getExtension(OptionsProto.neverAbsent)) {
                builder.setField(field, zero(builder.newBuilderForField(field).build()));
            }
        }
    }

    private static void fillNumber(Message.Builder builder, FieldDescriptor field) {
        if (!field.isRepeated() && isNumber(field)) {
            if (builder.getField(field) instanceof String text && text.isEmpty()) {
                builder.setField(field, "0");
            } else if (builder.getField(field) instanceof ByteString bytes && bytes.isEmpty()) {
                builder.setField(field, ByteString.copyFromUtf8("0"));
            }
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

    private static boolean isAffected(Descriptor type) {
        Boolean known = AFFECTED.get(type);
        if (known == null) {
            known = isAffected(type, new HashSet<>());
            AFFECTED.put(type, known);
        }
        return known;
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
