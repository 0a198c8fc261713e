package dev.orrery.server.rest;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.orrery.chain.error.QueryStatus;
import java.util.Base64;

/** Sets fields of a request from the texts in a URL. grpc-gateway v1 runtime/query.go. */
final class FieldBinder {
    /** Deepest field, as in {@code pagination.key}. */
    private static final int MAX_DEPTH = 8;

    private FieldBinder() {}

    /**
     * Sets a field; unknown names are ignored.
     *
     * @param name with dots between fields of fields
     * @throws dev.orrery.chain.error.QueryException if the text is no value of the field
     */
    static void set(Message.Builder request, String name, String text) {
        Message.Builder into = request;
        String[] path = name.split("\\.", MAX_DEPTH);
        for (int i = 0; i < path.length; i++) {
            FieldDescriptor field = field(into, path[i]);
            if (field == null) {
                return;
            }
            if (i == path.length - 1) {
                setValue(into, field, name, text);
            } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isRepeated()) {
                into = into.getFieldBuilder(field);
            } else {
                return;
            }
        }
    }

    /** By the name in the .proto file, or that of JSON. */
    private static FieldDescriptor field(Message.Builder message, String name) {
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
        if (field != null) {
            return field;
        }
        return message.getDescriptorForType().getFields().stream()
                .filter(each -> each.getJsonName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static void setValue(Message.Builder into, FieldDescriptor field, String name, String text) {
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            return;
        }
        Object value;
        try {
            value = value(field, text);
        } catch (IllegalArgumentException e) {
            throw QueryStatus.INVALID_ARGUMENT.failure(
                    "type mismatch, parameter: " + name + ", error: " + e.getMessage());
        }
        if (field.isRepeated()) {
            into.addRepeatedField(field, value);
        } else {
            into.setField(field, value);
        }
    }

    private static Object value(FieldDescriptor field, String text) {
        return switch (field.getType()) {
            case INT32, SINT32, SFIXED32 -> Integer.parseInt(text);
            case UINT32, FIXED32 -> Integer.parseUnsignedInt(text);
            case INT64, SINT64, SFIXED64 -> Long.parseLong(text);
            case UINT64, FIXED64 -> Long.parseUnsignedLong(text);
            case BOOL -> flag(text);
            case STRING -> text;
            case BYTES -> bytes(text);
            case ENUM -> choice(field, text);
            case DOUBLE -> Double.parseDouble(text);
            case FLOAT -> Float.parseFloat(text);
            case MESSAGE, GROUP -> throw new IllegalArgumentException("not a scalar");
        };
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true", "1", "t", "T", "TRUE", "True" -> true;
            case "false", "0", "f", "F", "FALSE", "False" -> false;
            default ->
                throw new IllegalArgumentException("strconv.ParseBool: parsing \"" + text + "\": invalid syntax");
        };
    }

    /** Base64 in either alphabet. */
    private static ByteString bytes(String text) {
        String standard = text.replace('-', '+').replace('_', '/');
        return ByteString.copyFrom(Base64.getDecoder().decode(standard));
    }

    private static EnumValueDescriptor choice(FieldDescriptor field, String text) {
        EnumValueDescriptor byName = field.getEnumType().findValueByName(text);
        if (byName != null) {
            return byName;
        }
        EnumValueDescriptor byNumber = field.getEnumType().findValueByNumber(Integer.parseInt(text));
        if (byNumber == null) {
            throw new IllegalArgumentException(
                    text + " is not a valid " + field.getEnumType().getName());
        }
        return byNumber;
    }
}
