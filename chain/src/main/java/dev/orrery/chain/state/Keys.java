package dev.orrery.chain.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds keys out of parts. */
public final class Keys {
    private Keys() {}

    public static byte[] concat(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] key = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, key, at, part.length);
            at += part.length;
        }
        return key;
    }

    /** Eight bytes, most significant first, so that keys sort as unsigned numbers do. */
    public static byte[] uint64(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    public static long readUint64(byte[] key, int offset) {
        return ByteBuffer.wrap(key, offset, Long.BYTES).getLong();
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** What follows the first {@code length} bytes. */
    public static byte[] tail(byte[] key, int length) {
        return Arrays.copyOfRange(key, length, key.length);
    }
}
