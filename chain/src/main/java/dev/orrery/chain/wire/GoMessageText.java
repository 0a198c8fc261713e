package dev.orrery.chain.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Messages as Go prints them in error texts: on one line, fields that are set. gogoproto proto/text.go: CompactTextString. */
public final class GoMessageText {
    private GoMessageText() {}

    public static String of(Message message) {
        StringBuilder out = new StringBuilder();
        write(GoWire.complete(message), out);
        return out.toString();
    }

    private static void write(Message message, StringBuilder out) {
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.isRepeated()) {
                for (Object value : (List<?>) message.getField(field)) {
                    write(field, value, out);
                }
            } else if (message.hasField(field)) {
                write(field, message.getField(field), out);
            }
        }
    }

    private static void write(FieldDescriptor field, Object value, StringBuilder out) {
        out.append(field.getName()).append(':');
        switch (value) {
            case Message nested -> {
                out.append('<');
                write(nested, out);
                out.append('>');
            }
            case String text -> quote(text.getBytes(StandardCharsets.UTF_8), out);
            case ByteString bytes -> quote(bytes.toByteArray(), out);
            case EnumValueDescriptor constant when constant.getIndex() < 0 -> out.append(constant.getNumber());
            case EnumValueDescriptor constant -> out.append(constant.getName());
            case Long number
            when field.getType() == FieldDescriptor.Type.UINT64 -> out.append(Long.toUnsignedString(number));
            case Integer number
            when field.getType() == FieldDescriptor.Type.UINT32 -> out.append(Integer.toUnsignedLong(number));
            default -> out.append(value);
        }
        out.append(' ');
    }

    private static void quote(byte[] bytes, StringBuilder out) {
        out.append('"');
        for (byte b : bytes) {
            switch (b) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (b >= 0x20 && b < 0x7f) {
                        out.append((char) b);
                    } else {
                        octal(b & 0xff, out);
                    }
                }
            }
        }
        out.append('"');
    }

    private static void octal(int value, StringBuilder out) {
        out.append('\\').append(value >> 6).append(value >> 3 & 7).append(value & 7);
    }
}
