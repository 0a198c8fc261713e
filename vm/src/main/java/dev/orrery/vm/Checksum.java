package dev.orrery.vm;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Identity of uploaded Wasm: the SHA-256 of its uncompressed bytes. */
public final class Checksum {
    /** Bytes of a checksum. */
    public static final int LENGTH = 32;

    private final byte[] bytes;

    private Checksum(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The checksum of {@code wasm}. */
    public static Checksum generate(byte[] wasm) {
        try {
            return new Checksum(MessageDigest.getInstance("SHA-256").digest(wasm));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * Wraps the 32 bytes of a checksum.
     *
     * @throws IllegalArgumentException if the length is another one
     */
    public static Checksum of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("checksum must have " + LENGTH + " bytes, got " + bytes.length);
        }
        return new Checksum(bytes.clone());
    }

    /** Reads 64 hexadecimal digits. */
    public static Checksum parse(String hex) {
        return of(HexFormat.of().parseHex(hex));
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Checksum that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
