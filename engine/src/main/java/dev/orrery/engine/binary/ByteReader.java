package dev.orrery.engine.binary;

import dev.orrery.engine.ModuleError;
import dev.orrery.engine.ModuleException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the primitive encodings of the binary format (Wasm spec 5.2) from a range of a module. Not for sharing. */
public final class ByteReader {
    /** Bytes of the longest name. wasmparser limits.rs: MAX_WASM_STRING_SIZE. */
    private static final int MAX_STRING_BYTES = 100_000;

    private final byte[] bytes;
    private final int start;
    private final int end;
    private int position;

    public ByteReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.position = start;
        this.end = end;
    }

    public int position() {
        return position;
    }

    /** Where the range starts. */
    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    public boolean atEnd() {
        return position >= end;
    }

    /** A reader of the next {@code length} bytes, which this one steps over. */
    public ByteReader range(int length) throws ModuleException {
        need(length);
        ByteReader range = new ByteReader(bytes, position, position + length);
        position += length;
        return range;
    }

    /** A reader of what stands between two offsets of the module, both within this one's range. */
    ByteReader between(int from, int to) {
        return new ByteReader(bytes, from, to);
    }

    public int u8() throws ModuleException {
        need(1);
        return Byte.toUnsignedInt(bytes[position++]);
    }

    /** The next byte, not consumed. */
    public int peek() throws ModuleException {
        need(1);
        return Byte.toUnsignedInt(bytes[position]);
    }

    /** Four bytes, little endian. */
    public int fixed32() throws ModuleException {
        need(4);
        int value = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(position);
        position += 4;
        return value;
    }

    /** Eight bytes, little endian. */
    public long fixed64() throws ModuleException {
        need(8);
        long value = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(position);
        position += 8;
        return value;
    }

    /** An unsigned 32-bit LEB128, as an int whose bits are the number. */
    public int u32() throws ModuleException {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int at = position;
            int next = u8();
            value |= (next & 0x7F) << shift;
            if (shift == 28 && (next & 0xF0) != 0) {
                throw malformed(leb("var_u32", (next & 0x80) != 0), at);
            }
            if ((next & 0x80) == 0) {
                return value;
            }
        }
    }

    /** An unsigned 64-bit LEB128. */
    public long u64() throws ModuleException {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int at = position;
            int next = u8();
            value |= (long) (next & 0x7F) << shift;
            if (shift == 63 && (next & 0xFE) != 0) {
                throw malformed(leb("var_u64", (next & 0x80) != 0), at);
            }
            if ((next & 0x80) == 0) {
                return value;
            }
        }
    }

    /** How many things follow; never trusted for an allocation. */
    public int count(String what, int limit) throws ModuleException {
        int at = position;
        int count = u32();
        if (Integer.compareUnsigned(count, limit) > 0) {
            throw malformed(what + " is out of bounds", at);
        }
        return count;
    }

    public int s32() throws ModuleException {
        return (int) signed(32, "var_i32");
    }

    /** Quirk: whatever is wrong with it, wasmparser calls it too long. */
    public long s33() throws ModuleException {
        return signed(33, "var_s33");
    }

    public long s64() throws ModuleException {
        return signed(64, "var_i64");
    }

    /** A name: its length, then that many bytes of UTF-8. */
    public String name() throws ModuleException {
        int length = u32();
        if (Integer.compareUnsigned(length, MAX_STRING_BYTES) > 0) {
            throw malformed("string size out of bounds", position - 1);
        }
        need(length);
        int at = position;
        position += length;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, at, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("malformed UTF-8 encoding", position - 1);
        }
    }

    public static ModuleException malformed(String text, int offset) {
        return new ModuleException(new ModuleError.Malformed(text, offset));
    }

    private long signed(int bits, String name) throws ModuleException {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int at = position;
            int next = u8();
            value |= (long) (next & 0x7F) << shift;
            int left = bits - shift;
            if (left <= 7) {
                // Of the last byte only the bits up to the sign count; those above must repeat it.
                boolean more = (next & 0x80) != 0;
                int sign = (byte) (next << 1) >> left;
                if (more || (sign != 0 && sign != -1)) {
                    throw malformed(leb(name, more || bits == 33), at);
                }
                return value << (64 - bits) >> (64 - bits);
            }
            if ((next & 0x80) == 0) {
                int unused = 64 - (shift + 7);
                return value << unused >> unused;
            }
        }
    }

    private static String leb(String name, boolean tooLong) {
        return "invalid " + name + (tooLong ? ": integer representation too long" : ": integer too large");
    }

    private void need(int length) throws ModuleException {
        if (length < 0 || length > end - position) {
            throw malformed("unexpected end-of-file", position);
        }
    }
}
