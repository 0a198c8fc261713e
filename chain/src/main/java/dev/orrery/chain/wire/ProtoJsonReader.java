package dev.orrery.chain.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.proto.options.v1.JsonForm;
import dev.orrery.proto.options.v1.OptionsProto;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;

/** The JSON of {@link ProtoJson} → messages, for genesis files and REST bodies. Refuses fields that don't exist. Any thread. */
public record ProtoJsonReader(KnownTypes types) {
    private static final int MAX_DEPTH = 100;

    /** A document that isn't the message it should be; the text names the field. */
    public static final class BadJsonException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadJsonException(String text) {
            super(text);
        }
    }

    /**
     * @throws BadJsonException if the JSON isn't one
     */
    @SuppressWarnings("unchecked")
    public <M extends Message> M read(JsonNode json, M prototype) {
        Message.Builder builder = prototype.newBuilderForType();
        readMessage(json, builder, prototype.getDescriptorForType().getName(), MAX_DEPTH);
        return (M) builder.build();
    }

    private void readMessage(JsonNode json, Message.Builder into, String path, int depth) {
        if (depth == 0) {
            throw new BadJsonException(path + ": nested too deeply");
        }
        switch (into) {
            case Timestamp.Builder timestamp -> readTimestamp(text(json, path), timestamp, path);
            case Duration.Builder duration -> readDuration(text(json, path), duration, path);
            case Any.Builder any -> readAny(json, any, path, depth);
            default -> readFields(json, into, path, depth);
        }
    }

    private void readFields(JsonNode json, Message.Builder into, String path, int depth) {
        if (!json.isObject()) {
            throw new BadJsonException(path + ": not an object");
        }
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            String name = member.getKey();
            if (!name.equals("@type")) {
                FieldDescriptor field = field(into, name, path);
                if (!member.getValue().isNull()) {
                    readField(member.getValue(), field, into, path + "." + name, depth);
                }
            }
        }
    }

    private static FieldDescriptor field(Message.Builder into, String name, String path) {
        for (FieldDescriptor field : into.getDescriptorForType().getFields()) {
            if (field.getName().equals(name) || field.getJsonName().equals(name)) {
                return field;
            }
        }
        throw new BadJsonException(path + ": unknown field \"" + name + "\"");
    }

    private void readField(JsonNode json, FieldDescriptor field, Message.Builder into, String path, int depth) {
        if (field.isRepeated()) {
            if (!json.isArray()) {
                throw new BadJsonException(path + ": not an array");
            }
            Iterator<JsonNode> elements = json.elements();
            while (elements.hasNext()) {
                into.addRepeatedField(field, value(elements.next(), field, into, path, depth));
            }
        } else {
            into.setField(field, value(json, field, into, path, depth));
        }
    }

    private Object value(JsonNode json, FieldDescriptor field, Message.Builder parent, String path, int depth) {
        try {
            return switch (field.getJavaType()) {
                case MESSAGE -> {
                    Message.Builder nested = parent.newBuilderForField(field);
                    readMessage(json, nested, path, depth - 1);
                    yield nested.build();
                }
                case STRING -> string(json, field, path);
                case BYTE_STRING -> bytes(json, field, path);
                case ENUM -> constant(json, field, path);
                case BOOLEAN -> truth(json, path);
                case INT -> number(json, path).intValueExact();
                case LONG -> integer(json, field, path);
                case FLOAT, DOUBLE -> throw new BadJsonException(path + ": no fractions here");
            };
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new BadJsonException(path + ": " + e.getMessage());
        }
    }

    private static long integer(JsonNode json, FieldDescriptor field, String path) {
        BigInteger number = number(json, path);
        boolean unsigned = field.getType() == FieldDescriptor.Type.UINT64;
        if (unsigned ? number.signum() < 0 || number.bitLength() > Long.SIZE : number.bitLength() >= Long.SIZE) {
            throw new BadJsonException(path + ": out of range");
        }
        return number.longValue();
    }

    private static BigInteger number(JsonNode json, String path) {
        String text = json.isTextual() || json.isNumber() ? json.asText() : "";
        if (text.isEmpty() || text.length() > 30) {
            throw new BadJsonException(path + ": not a number");
        }
        return new BigDecimal(text).toBigIntegerExact();
    }

    private static String string(JsonNode json, FieldDescriptor field, String path) {
        JsonForm form = field.getOptions().getExtension(OptionsProto.json);
        String text = text(json, path);
        return switch (form) {
            case DECIMAL -> Decimal.parse(text).wireText();
            case INTEGER -> GoInteger.parse(text).toString();
            case PLAIN, HEX, INLINE, UNRECOGNIZED -> text;
        };
    }

    private static ByteString bytes(JsonNode json, FieldDescriptor field, String path) {
        JsonForm form = field.getOptions().getExtension(OptionsProto.json);
        return switch (form) {
            case HEX -> ByteString.copyFrom(HexFormat.of().parseHex(text(json, path)));
            case INLINE -> ByteString.copyFromUtf8(json.toString());
            case DECIMAL ->
                ByteString.copyFromUtf8(Decimal.parse(text(json, path)).wireText());
            case INTEGER ->
                ByteString.copyFromUtf8(GoInteger.parse(text(json, path)).toString());
            case PLAIN, UNRECOGNIZED -> ByteString.copyFrom(base64(text(json, path)));
        };
    }

    private static byte[] base64(String text) {
        boolean urlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
        return (urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
    }

    private static EnumValueDescriptor constant(JsonNode json, FieldDescriptor field, String path) {
        EnumValueDescriptor constant = json.isNumber()
                ? field.getEnumType().findValueByNumber(json.asInt())
                : named(field.getEnumType(), text(json, path));
        if (constant == null) {
            throw new BadJsonException(path + ": no such value: " + json);
        }
        return constant;
    }

    /** A value by its name, or by the word that stands for it; words that nobody knows mean the first value. */
    private static EnumValueDescriptor named(EnumDescriptor type, String text) {
        EnumValueDescriptor first = type.getValues().getFirst();
        if (ProtoJson.word(first).equals(first.getName())) {
            return type.findValueByName(text);
        }
        return type.getValues().stream()
                .filter(value -> ProtoJson.word(value).equals(text))
                .findFirst()
                .orElse(first);
    }

    private static boolean truth(JsonNode json, String path) {
        if (!json.isBoolean()) {
            throw new BadJsonException(path + ": neither true nor false");
        }
        return json.asBoolean();
    }

    private static String text(JsonNode json, String path) {
        if (!json.isTextual()) {
            throw new BadJsonException(path + ": not a string");
        }
        return json.asText();
    }

    private void readAny(JsonNode json, Any.Builder into, String path, int depth) {
        String typeUrl = json.path("@type").asText();
        Message prototype = types.prototype(typeUrl)
                .orElseThrow(() -> new BadJsonException(path + ": unable to resolve type URL " + typeUrl));
        Message.Builder nested = prototype.newBuilderForType();
        readFields(json, nested, path, depth - 1);
        into.setTypeUrl(typeUrl).setValue(GoWire.encodeToByteString(nested.build()));
    }

    private static void readTimestamp(String text, Timestamp.Builder into, String path) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            into.setSeconds(time.getEpochSecond()).setNanos(time.getNano());
        } catch (DateTimeException e) {
            throw new BadJsonException(path + ": not a time: " + text);
        }
    }

    private static void readDuration(String text, Duration.Builder into, String path) {
        if (!text.endsWith("s") || text.length() > 40) {
            throw new BadJsonException(path + ": not a duration: " + text);
        }
        try {
            BigDecimal seconds = new BigDecimal(text.substring(0, text.length() - 1));
            BigDecimal whole = new BigDecimal(seconds.toBigInteger());
            into.setSeconds(whole.longValueExact())
                    .setNanos(seconds.subtract(whole).movePointRight(9).intValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw new BadJsonException(path + ": not a duration: " + text);
        }
    }
}
