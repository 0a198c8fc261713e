package dev.orrery.javawasm.wasm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Appends the primitive encodings of the binary format (Wasm specification 5.2). */
final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Each number is one byte. */
    Bytes raw(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    Bytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** An unsigned LEB128 number. */
    Bytes unsigned(long value) {
        long rest = value;
        for (; rest >>> 7 != 0; rest >>>= 7) {
            out.write((int) ((rest & 0x7F) | 0x80));
        }
        out.write((int) rest);
        return this;
    }

    /** A signed LEB128 number. */
    Bytes signed(long value) {
        long rest = value;
        for (; rest < -0x40 || rest > 0x3F; rest >>= 7) {
            out.write((int) ((rest & 0x7F) | 0x80));
        }
        out.write((int) (rest & 0x7F));
        return this;
    }

    /** A length and that many bytes. */
    Bytes sized(byte[] content) {
        return unsigned(content.length).raw(content);
    }

    Bytes name(String text) {
        return sized(text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] toArray() {
        return out.toByteArray();
    }
}
