package dev.orrery.chain.tx;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.chain.wire.Times;
import dev.orrery.msg.json.GoJson;
import dev.orrery.msg.json.JsonException;
import dev.orrery.proto.cosmos.crypto.multisig.LegacyAminoPubKey;
import dev.orrery.proto.options.v1.AminoForm;
import dev.orrery.proto.options.v1.AminoShape;
import dev.orrery.proto.options.v1.JsonForm;
import dev.orrery.proto.options.v1.OptionsProto;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Messages in the JSON of the old amino codec, which hardware wallets still sign: keys sorted, 64-bit numbers as strings, types
 * named. Options on the messages say where it departs from the rule. cosmossdk.io/x/tx signing/aminojson.
 */
final class AminoJson {
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final KnownTypes types;
    private final StringBuilder out = new StringBuilder();

    AminoJson(KnownTypes types) {
        this.types = types;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /** The message inside, with the name of its type. */
    void writeAny(Any any) {
        Message message = types.unpack(any);
        String name = message.getDescriptorForType().getOptions().getExtension(OptionsProto.aminoName);
        out.append("{\"type\":\"")
                .append(name.isEmpty() ? any.getTypeUrl() : name)
                .append("\",\"value\":");
        writeMessage(message);
        out.append('}');
    }

    private void writeMessage(Message message) {
        switch (message) {
            case Timestamp timestamp -> writeTimestamp(timestamp);
            case Duration duration -> quoteNumber(duration.getSeconds() * NANOS_PER_SECOND + duration.getNanos());
            case Any any -> writeAny(any);
            case LegacyAminoPubKey multisig -> writeMultisig(multisig);
            default -> {
                AminoShape shape = message.getDescriptorForType().getOptions().getExtension(OptionsProto.aminoShape);
                switch (shape) {
                    case KEY_FIELD -> writeKey(message);
                    case MODULE_ACCOUNT ->
                        throw ChainException.plain("a module account is no part of a message that is signed");
                    case FIELDS, THRESHOLD_STRING, UNRECOGNIZED -> writeFields(message);
                }
            }
        }
    }

    private void writeFields(Message message) {
        out.append('{');
        boolean first = true;
        for (FieldDescriptor field : sortedFields(message.getDescriptorForType())) {
            if (isWritten(message, field)) {
                out.append(first ? "" : ",");
                writeField(message, field);
                first = false;
            }
        }
        out.append('}');
    }

    private static List<FieldDescriptor> sortedFields(Descriptor type) {
        return type.getFields().stream()
                .sorted(Comparator.comparing(AminoJson::sortName))
                .toList();
    }

    private static String sortName(FieldDescriptor field) {
        return field.getRealContainingOneof() == null ? nameOf(field) : choiceName(field);
    }

    private static String nameOf(FieldDescriptor field) {
        String other = field.getOptions().getExtension(OptionsProto.aminoField);
        return other.isEmpty() ? field.getName() : other;
    }

    /** The oneof's name in camel case, under which the chosen member stands. */
    private static String choiceName(FieldDescriptor field) {
        StringBuilder name = new StringBuilder();
        for (String word : field.getRealContainingOneof().getName().split("_", -1)) {
            name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return name.toString();
    }

    private static boolean isWritten(Message message, FieldDescriptor field) {
        boolean present = field.isRepeated() ? message.getRepeatedFieldCount(field) > 0 : isPresent(message, field);
        if (present) {
            return true;
        }
        if (field.getRealContainingOneof() != null) {
            boolean isFirst = field.getRealContainingOneof().getField(0).equals(field);
            return isFirst && !message.hasOneof(field.getRealContainingOneof());
        }
        boolean keep = field.getOptions().getExtension(OptionsProto.aminoKeep);
        if (keep && !field.isRepeated() && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            throw ChainException.plain(
                    "not supported: dont_omit_empty=true on invalid (nil?) message field: " + nameOf(field));
        }
        return keep;
    }

    private static boolean isPresent(Message message, FieldDescriptor field) {
        return field.hasPresence()
                ? message.hasField(field)
                : !message.getField(field).equals(field.getDefaultValue());
    }

    private void writeField(Message message, FieldDescriptor field) {
        if (field.getRealContainingOneof() == null) {
            name(nameOf(field));
            writeValue(message, field);
        } else if (message.hasField(field)) {
            name(choiceName(field));
            out.append("{\"type\":")
                    .append(GoJson.quoted(field.getOptions().getExtension(OptionsProto.aminoChoice)))
                    .append(",\"value\":{");
            name(nameOf(field));
            writeValue(message, field);
            out.append("}}");
        } else {
            name(choiceName(field));
            out.append("null");
        }
    }

    private void name(String name) {
        out.append(GoJson.quoted(name)).append(':');
    }

    private void writeValue(Message message, FieldDescriptor field) {
        Object value = message.getField(field);
        AminoForm form = field.getOptions().getExtension(OptionsProto.amino);
        if (form == AminoForm.INLINE_JSON) {
            writeInline((ByteString) value);
        } else if (value instanceof List<?> list) {
            writeList(list, field, form);
        } else if (field.getOptions().getExtension(OptionsProto.json) == JsonForm.DECIMAL) {
            String digits = value instanceof ByteString bytes ? bytes.toStringUtf8() : (String) value;
            out.append(GoJson.quoted(
                    digits.isEmpty() ? "0" : Decimal.ofDigits(digits).toString()));
        } else if (field.getOptions().getExtension(OptionsProto.json) == JsonForm.INTEGER && value.equals("")) {
            out.append("\"0\"");
        } else {
            writeScalar(value, field);
        }
    }

    private void writeList(List<?> list, FieldDescriptor field, AminoForm form) {
        if (list.isEmpty()) {
            out.append(form == AminoForm.LEGACY_COINS ? "[]" : "null");
            return;
        }
        String separator = "[";
        for (Object element : list) {
            out.append(separator);
            writeScalar(element, field);
            separator = ",";
        }
        out.append(']');
    }

    private void writeScalar(Object value, FieldDescriptor field) {
        switch (value) {
            case Message nested -> writeMessage(nested);
            case String text -> out.append(GoJson.quoted(text));
            case ByteString bytes -> out.append('"').append(base64(bytes)).append('"');
            case EnumValueDescriptor constant -> out.append(constant.getNumber());
            case Boolean truth -> out.append(truth);
            case Long number
            when field.getType() == FieldDescriptor.Type.UINT64 ->
                out.append('"').append(Long.toUnsignedString(number)).append('"');
            case Long number -> quoteNumber(number);
            case Integer number
            when field.getType() == FieldDescriptor.Type.UINT32 -> out.append(Integer.toUnsignedLong(number));
            case Integer number -> out.append(number);
            default -> throw new IllegalStateException("no such field is signed: " + field.getFullName());
        }
    }

    private void writeInline(ByteString json) {
        try {
            out.append(new String(GoJson.sorted(json.toByteArray()), StandardCharsets.UTF_8));
        } catch (JsonException e) {
            throw ChainException.plain("could not normalize JSON: invalid JSON bytes");
        }
    }

    private void writeKey(Message key) {
        ByteString bytes = (ByteString) key.getField(key.getDescriptorForType().findFieldByName("key"));
        if (bytes.isEmpty()) {
            out.append("null");
        } else {
            out.append('"').append(base64(bytes)).append('"');
        }
    }

    private void writeMultisig(LegacyAminoPubKey multisig) {
        String separator = "{\"pubkeys\":[";
        for (Any key : multisig.getPublicKeysList()) {
            out.append(separator);
            writeAny(key);
            separator = ",";
        }
        out.append(multisig.getPublicKeysCount() == 0 ? "{\"pubkeys\":[]" : "]")
                .append(",\"threshold\":\"")
                .append(Integer.toUnsignedString(multisig.getThreshold()))
                .append("\"}");
    }

    void writeTimestamp(Timestamp timestamp) {
        out.append('"').append(TIME.format(Times.instant(timestamp))).append('"');
    }

    private void quoteNumber(long number) {
        out.append('"').append(number).append('"');
    }

    private static String base64(ByteString bytes) {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
