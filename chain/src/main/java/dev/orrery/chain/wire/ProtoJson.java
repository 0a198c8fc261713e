package dev.orrery.chain.wire;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.wire.StreamedMessage.Elements;
import dev.orrery.msg.json.GoJson;
import dev.orrery.proto.options.v1.JsonForm;
import dev.orrery.proto.options.v1.OptionsProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Messages as the JSON of the reference's REST gateway and genesis: names as in the .proto file, everything written, 64-bit numbers
 * and big numbers as strings. Any thread. gogoproto jsonpb with OrigName and EmitDefaults.
 */
public record ProtoJson(KnownTypes types) {
    public String print(Message message) {
        StringBuilder out = new StringBuilder();
        writeMessage(GoWire.complete(message), out);
        return out.toString();
    }

    /**
     * The same for what is too long to be held, in pieces as long as a message.
     *
     * @throws UncheckedIOException if it can't be written
     */
    public void print(StreamedMessage message, Appendable out) {
        Message complete = GoWire.complete(message.outline());
        String separator = "{";
        for (FieldDescriptor field : complete.getDescriptorForType().getFields()) {
            Elements elements = message.lists().get(field.getName());
            if (elements != null) {
                append(separator + "\"" + field.getName() + "\":", out);
                print(elements, out);
            } else if (isWritten(complete, field)) {
                StringBuilder text = new StringBuilder(separator);
                writeNamed(complete, field, text);
                append(text, out);
            } else {
                continue;
            }
            separator = ",";
        }
        append(separator.equals("{") ? "{}" : "}", out);
    }

    private void print(Elements elements, Appendable out) {
        append("[", out);
        String[] separator = {""};
        elements.forEach(element -> {
            append(separator[0], out);
            separator[0] = ",";
            if (element.lists().isEmpty()) {
                append(print(element.outline()), out);
            } else {
                print(element, out);
            }
        });
        append("]", out);
    }

    /** @throws UncheckedIOException if it can't be written */
    public static void append(CharSequence text, Appendable out) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeMessage(Message message, StringBuilder out) {
        switch (message) {
            case Timestamp timestamp ->
                out.append('"')
                        .append(DateTimeFormatter.ISO_INSTANT.format(Times.instant(timestamp)))
                        .append('"');
            case Duration duration -> out.append(durationText(duration));
            case Any any -> writeAny(any, out);
            default -> {
                out.append('{');
                writeFields(message, out, false);
                out.append('}');
            }
        }
    }

    /** As java.time prints fractions: in groups of three digits, as many as needed. */
    private static String durationText(Duration duration) {
        long seconds = duration.getSeconds();
        int nanos = duration.getNanos();
        String fraction = String.valueOf(1_000_000_000L + Math.abs(nanos)).substring(1);
        String text = (seconds < 0 || nanos < 0 ? "-" : "") + Math.abs(seconds) + "." + fraction;
        for (String zeros : List.of("000", "000", ".000")) {
            if (text.endsWith(zeros)) {
                text = text.substring(0, text.length() - zeros.length());
            }
        }
        return "\"" + text + "s\"";
    }

    private void writeAny(Any any, StringBuilder out) {
        if (any.getTypeUrl().isEmpty()) {
            out.append("null");
            return;
        }
        out.append("{\"@type\":").append(GoJson.quoted(any.getTypeUrl()));
        writeFields(GoWire.complete(types.unpack(any)), out, true);
        out.append('}');
    }

    private void writeFields(Message message, StringBuilder out, boolean separated) {
        boolean separate = separated;
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (isWritten(message, field)) {
                out.append(separate ? "," : "");
                writeNamed(message, field, out);
                separate = true;
            }
        }
    }

    private static boolean isWritten(Message message, FieldDescriptor field) {
        return field.getRealContainingOneof() == null || message.hasField(field);
    }

    private void writeNamed(Message message, FieldDescriptor field, StringBuilder out) {
        out.append('"').append(field.getName()).append("\":");
        writeField(message, field, out);
    }

    private void writeField(Message message, FieldDescriptor field, StringBuilder out) {
        if (field.isRepeated()) {
            writeList(message, field, out);
        } else if (field.hasPresence() ? !message.hasField(field) : isNil(message, field)) {
            out.append("null");
        } else {
            writeValue(message.getField(field), field, out);
        }
    }

    /** Bytes that are not on the wire are nil in Go; where a type of their own writes them they are empty text instead. */
    private static boolean isNil(Message message, FieldDescriptor field) {
        return field.getType() == FieldDescriptor.Type.BYTES
                && field.getOptions().getExtension(OptionsProto.json) == JsonForm.PLAIN
                && ((ByteString) message.getField(field)).isEmpty();
    }

    private void writeList(Message message, FieldDescriptor field, StringBuilder out) {
        out.append('[');
        for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
            out.append(i == 0 ? "" : ",");
            writeValue(message.getRepeatedField(field, i), field, out);
        }
        out.append(']');
    }

    private void writeValue(Object value, FieldDescriptor field, StringBuilder out) {
        JsonForm form = field.getOptions().getExtension(OptionsProto.json);
        switch (value) {
            case Message nested -> writeMessage(nested, out);
            case String text
            when form == JsonForm.DECIMAL ->
                out.append('"').append(Decimal.ofDigits(text)).append('"');
            case String text
            when form == JsonForm.INTEGER ->
                out.append('"').append(GoInteger.parse(text)).append('"');
            case String text -> out.append(GoJson.quoted(text));
            case ByteString bytes -> writeBytes(bytes, form, out);
            case EnumValueDescriptor constant when constant.getIndex() < 0 -> out.append(constant.getNumber());
            case EnumValueDescriptor constant ->
                out.append('"').append(word(constant)).append('"');
            case Long number
            when field.getType() == FieldDescriptor.Type.UINT64 ->
                out.append('"').append(Long.toUnsignedString(number)).append('"');
            case Long number -> out.append('"').append(number).append('"');
            case Integer number
            when field.getType() == FieldDescriptor.Type.UINT32 -> out.append(Integer.toUnsignedLong(number));
            default -> out.append(value);
        }
    }

    /** What stands for a value of an enum. */
    static String word(EnumValueDescriptor constant) {
        String word = constant.getOptions().getExtension(OptionsProto.jsonWord);
        return word.isEmpty() ? constant.getName() : word;
    }

    private static void writeBytes(ByteString bytes, JsonForm form, StringBuilder out) {
        switch (form) {
            case HEX ->
                out.append('"')
                        .append(HexFormat.of().withUpperCase().formatHex(bytes.toByteArray()))
                        .append('"');
            case INLINE -> out.append(bytes.isEmpty() ? "null" : bytes.toStringUtf8());
            case DECIMAL ->
                out.append('"').append(Decimal.ofDigits(bytes.toStringUtf8())).append('"');
            case INTEGER ->
                out.append('"').append(GoInteger.parse(bytes.toStringUtf8())).append('"');
            case PLAIN, UNRECOGNIZED ->
                out.append('"')
                        .append(Base64.getEncoder().encodeToString(bytes.toByteArray()))
                        .append('"');
        }
    }
}
