package dev.orrery.chain.state.iavl;

import java.io.ByteArrayOutputStream;

/** Go's variable-length integers. encoding/binary: PutVarint, PutUvarint. */
final class Varint {
    private static final int MORE = 0x80;
    private static final int PAYLOAD_BITS = 7;

    private Varint() {}

    /** Zig-zag: small negative numbers are short too. */
    static void writeSigned(ByteArrayOutputStream out, long value) {
        writeUnsigned(out, (value << 1) ^ (value >> 63));
    }

    static void writeUnsigned(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & -MORE) != 0) {
            out.write(((int) rest & (MORE - 1)) | MORE);
            rest >>>= PAYLOAD_BITS;
        }
        out.write((int) rest);
    }

    /** Length, then content. */
    static void writeBytes(ByteArrayOutputStream out, byte[] bytes) {
        writeUnsigned(out, bytes.length);
        out.writeBytes(bytes);
    }
}
