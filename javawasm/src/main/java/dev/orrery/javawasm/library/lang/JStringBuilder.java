package dev.orrery.javawasm.library.lang;

import dev.orrery.javawasm.library.Memory;

/** Puts text together; also what {@code +} between strings becomes. */
public final class JStringBuilder {
    private static final int ELEMENTS = 8;
    private static final int FIRST_ROOM = 48;

    private byte[] bytes = new byte[FIRST_ROOM];
    private int length;

    public JStringBuilder append(JString text) {
        return appendBytes(text == null ? ((JString) (Object) "null").utf8() : text.utf8());
    }

    public JStringBuilder append(Object value) {
        return append(JString.valueOf(value));
    }

    public JStringBuilder append(boolean value) {
        return append(JString.valueOf(value));
    }

    public JStringBuilder append(int value) {
        return append((long) value);
    }

    public JStringBuilder append(long value) {
        return appendBytes(JLong.digits(value < 0 ? -value : value, value < 0));
    }

    /** A char that is half a character cannot be kept. */
    public JStringBuilder append(char value) {
        if (value >= 0xD800 && value < 0xE000) {
            Memory.trap();
        }
        require(3);
        if (value < 0x80) {
            bytes[length++] = (byte) value;
        } else {
            if (value < 0x800) {
                bytes[length++] = (byte) (0xC0 | value >> 6);
            } else {
                bytes[length++] = (byte) (0xE0 | value >> 12);
                bytes[length++] = (byte) (0x80 | (value >> 6 & 0x3F));
            }
            bytes[length++] = (byte) (0x80 | (value & 0x3F));
        }
        return this;
    }

    private JStringBuilder appendBytes(byte[] text) {
        require(text.length);
        Memory.copy(Memory.addressOf(text) + ELEMENTS, Memory.addressOf(bytes) + ELEMENTS + length, text.length);
        length += text.length;
        return this;
    }

    private void require(int more) {
        if (length + more > bytes.length) {
            byte[] larger = new byte[(length + more) * 2];
            Memory.copy(Memory.addressOf(bytes) + ELEMENTS, Memory.addressOf(larger) + ELEMENTS, length);
            bytes = larger;
        }
    }

    public int length() {
        return Utf8.units(bytes, length);
    }

    public boolean isEmpty() {
        return length == 0;
    }

    @Override
    public String toString() {
        return (String) (Object) JString.sharing(JString.copyOf(bytes, 0, length));
    }
}
