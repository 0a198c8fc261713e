package dev.orrery.testkit.wasm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Appends the primitive encodings of the binary format (Wasm spec 5.2). */
public final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Each number is one byte. */
    public Bytes raw(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    public Bytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** An unsigned LEB128 number in its shortest form. */
    public Bytes unsigned(long value) {
        long rest = value;
        for (; rest >>> 7 != 0; rest >>>= 7) {
            out.write((int) ((rest & 0x7F) | 0x80));
        }
        out.write((int) rest);
        return this;
    }

    /** A signed LEB128 number in its shortest form. */
    public Bytes signed(long value) {
        long rest = value;
        for (; rest < -0x40 || rest > 0x3F; rest >>= 7) {
            out.write((int) ((rest & 0x7F) | 0x80));
        }
        out.write((int) (rest & 0x7F));
        return this;
    }

    /** The low {@code count} bytes of {@code value}, little endian. */
    public Bytes fixed(long value, int count) {
        for (int i = 0; i < count; i++) {
            out.write((int) (value >>> (8 * i)));
        }
        return this;
    }

    /** A length and that many bytes. */
    public Bytes sized(byte[] content) {
        return unsigned(content.length).raw(content);
    }

    public Bytes name(String text) {
        return sized(text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] toArray() {
        return out.toByteArray();
    }
}
