package dev.orrery.javawasm.library.lang;

import dev.orrery.javawasm.library.Memory;

/** UTF-8 looked at as the UTF-16 that Java's strings are made of. */
final class Utf8 {
    private static final int ELEMENTS = 8;
    private static final long NOT_ASCII = 0x8080808080808080L;
    private static final int FIRST_SUPPLEMENTARY = 0x10000;

    private Utf8() {}

    /** Ends the call unless the bytes are well-formed. */
    static void check(byte[] utf8) {
        int length = utf8.length;
        int first = Memory.addressOf(utf8) + ELEMENTS;
        int i = 0;
        while (i < length) {
            if (i <= length - 8 && (Memory.loadLong(first + i) & NOT_ASCII) == 0) {
                i += 8;
            } else if (utf8[i] >= 0) {
                i++;
            } else {
                i += checkedSize(utf8, i);
            }
        }
    }

    private static int checkedSize(byte[] utf8, int start) {
        int size = size(utf8[start]);
        if (size == 1 || start > utf8.length - size) {
            Memory.trap();
        }
        for (int i = start + 1; i < start + size; i++) {
            if ((utf8[i] & 0xC0) != 0x80) {
                Memory.trap();
            }
        }
        int point = point(utf8, start);
        boolean shortest = point >= (size == 2 ? 0x80 : size == 3 ? 0x800 : FIRST_SUPPLEMENTARY);
        boolean surrogate = point >= 0xD800 && point < 0xE000;
        if (!shortest || surrogate || point > 0x10FFFF) {
            Memory.trap();
        }
        return size;
    }

    /** How many bytes a character takes whose first byte this is; 1 also for those that begin none. */
    private static int size(byte first) {
        int b = first & 0xFF;
        if (b < 0xC0 || b > 0xF7) {
            return 1;
        }
        return b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
    }

    private static int point(byte[] utf8, int start) {
        int size = size(utf8[start]);
        if (size == 1) {
            return utf8[start];
        }
        int point = utf8[start] & (0x7F >> size);
        for (int i = start + 1; i < start + size; i++) {
            point = point << 6 | (utf8[i] & 0x3F);
        }
        return point;
    }

    /** How many chars the bytes before {@code end} are. */
    static int units(byte[] utf8, int end) {
        int units = 0;
        for (int i = 0; i < end; i++) {
            int b = utf8[i] & 0xFF;
            units += b >= 0xF0 ? 2 : (b & 0xC0) == 0x80 ? 0 : 1;
        }
        return units;
    }

    /** Where the char with that index begins; ends the call if there is none or it is the second half of a character. */
    static int offset(byte[] utf8, int index) {
        int units = 0;
        int offset = 0;
        while (units < index && offset < utf8.length) {
            int size = size(utf8[offset]);
            units += size == 4 ? 2 : 1;
            offset += size;
        }
        if (units != index) {
            Memory.trap();
        }
        return offset;
    }

    static char unitAt(byte[] utf8, int index) {
        int units = 0;
        int offset = 0;
        while (offset < utf8.length) {
            int size = size(utf8[offset]);
            if (units == index || (size == 4 && units + 1 == index)) {
                return unit(point(utf8, offset), index - units);
            }
            units += size == 4 ? 2 : 1;
            offset += size;
        }
        Memory.trap();
        return 0;
    }

    private static char unit(int point, int half) {
        if (point < FIRST_SUPPLEMENTARY) {
            return (char) point;
        }
        int rest = point - FIRST_SUPPLEMENTARY;
        return (char) (half == 0 ? 0xD800 + (rest >> 10) : 0xDC00 + (rest & 0x3FF));
    }

    /** Java's hash, which javac has put into every switch over strings. */
    static int hash(byte[] utf8) {
        int hash = 0;
        int length = utf8.length;
        int i = 0;
        while (i < length) {
            int b = utf8[i];
            if (b >= 0) {
                hash = 31 * hash + b;
                i++;
            } else {
                int point = point(utf8, i);
                hash = 31 * hash + unit(point, 0);
                if (point >= FIRST_SUPPLEMENTARY) {
                    hash = 31 * hash + unit(point, 1);
                }
                i += size(utf8[i]);
            }
        }
        return hash;
    }

    /** Java's order: by UTF-16, in which characters of two chars come before some of one. */
    static int compare(byte[] a, byte[] b) {
        int common = a.length < b.length ? a.length : b.length;
        int i = 0;
        while (i < common && a[i] == b[i]) {
            i++;
        }
        if (i == a.length || i == b.length) {
            return units(a, a.length) - units(b, b.length);
        }
        while ((a[i] & 0xC0) == 0x80) {
            i--;
        }
        int left = point(a, i);
        int right = point(b, i);
        int first = unit(left, 0) - unit(right, 0);
        return first != 0 ? first : unit(left, 1) - unit(right, 1);
    }
}
