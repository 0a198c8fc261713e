package dev.orrery.javawasm.library.lang;

import dev.orrery.javawasm.library.Memory;
import dev.orrery.javawasm.library.nio.JCharset;
import dev.orrery.javawasm.library.nio.JStandardCharsets;

/**
 * Text, kept as UTF-8, which is what chains speak. Whatever counts characters counts them as Java does, in UTF-16, and has to
 * walk over the text for it. There are no lone surrogates: what would make one ends the call.
 */
public final class JString implements JComparable<JString>, JCharSequence {
    private static final int ELEMENTS = 8;

    private final byte[] utf8;

    /** Shares the bytes; the second parameter only tells it from Java's own constructors. */
    private JString(byte[] utf8, Utf8 unused) {
        this.utf8 = utf8;
    }

    public JString(byte[] bytes) {
        this(bytes, JStandardCharsets.UTF_8);
    }

    public JString(byte[] bytes, JCharset charset) {
        this(bytes, 0, bytes.length, charset);
    }

    public JString(byte[] bytes, int offset, int length, JCharset charset) {
        utf8 = copyOf(bytes, offset, length);
        Utf8.check(utf8);
    }

    /** The text of these bytes, which are UTF-8 and never change. */
    static JString sharing(byte[] utf8) {
        return new JString(utf8, (Utf8) null);
    }

    /** The bytes themselves, not to be changed. */
    public byte[] utf8() {
        return utf8;
    }

    static byte[] copyOf(byte[] bytes, int offset, int length) {
        if (offset < 0 || length < 0 || offset > bytes.length - length) {
            Memory.trap();
        }
        byte[] copy = new byte[length];
        Memory.copy(Memory.addressOf(bytes) + ELEMENTS + offset, Memory.addressOf(copy) + ELEMENTS, length);
        return copy;
    }

    public byte[] getBytes(JCharset charset) {
        return copyOf(utf8, 0, utf8.length);
    }

    @Override
    public int length() {
        return Utf8.units(utf8, utf8.length);
    }

    @Override
    public boolean isEmpty() {
        return utf8.length == 0;
    }

    @Override
    public char charAt(int index) {
        return Utf8.unitAt(utf8, index);
    }

    public JString substring(int from) {
        int start = Utf8.offset(utf8, from);
        return sharing(copyOf(utf8, start, utf8.length - start));
    }

    public JString substring(int from, int to) {
        int start = Utf8.offset(utf8, from);
        return sharing(copyOf(utf8, start, Utf8.offset(utf8, to) - start));
    }

    public boolean startsWith(JString prefix) {
        return prefix.utf8.length <= utf8.length && isAt(prefix, 0);
    }

    public boolean endsWith(JString suffix) {
        int offset = utf8.length - suffix.utf8.length;
        return offset >= 0 && isAt(suffix, offset);
    }

    public boolean contains(JCharSequence text) {
        JString other = (JString) (Object) text.toString();
        for (int offset = 0; offset <= utf8.length - other.utf8.length; offset++) {
            if (isAt(other, offset)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAt(JString text, int offset) {
        int length = text.utf8.length;
        int here = Memory.addressOf(utf8) + ELEMENTS + offset;
        int there = Memory.addressOf(text.utf8) + ELEMENTS;
        int i = 0;
        for (; i <= length - 8; i += 8) {
            if (Memory.loadLong(here + i) != Memory.loadLong(there + i)) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (Memory.loadByte(here + i) != Memory.loadByte(there + i)) {
                return false;
            }
        }
        return true;
    }

    public JString concat(JString other) {
        return (JString)
                (Object) new JStringBuilder().append(this).append(other).toString();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof JString text && text.utf8.length == utf8.length && isAt(text, 0));
    }

    @Override
    public int hashCode() {
        return Utf8.hash(utf8);
    }

    @Override
    public int compareTo(JString other) {
        return Utf8.compare(utf8, other.utf8);
    }

    @Override
    public String toString() {
        return (String) (Object) this;
    }

    public static JString valueOf(Object value) {
        return (JString) (Object) (value == null ? "null" : value.toString());
    }

    public static JString valueOf(char value) {
        return (JString) (Object) new JStringBuilder().append(value).toString();
    }

    public static JString valueOf(int value) {
        return JInteger.toString(value);
    }

    public static JString valueOf(long value) {
        return JLong.toString(value);
    }

    public static JString valueOf(boolean value) {
        return (JString) (Object) (value ? "true" : "false");
    }
}
