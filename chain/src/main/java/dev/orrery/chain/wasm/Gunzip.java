package dev.orrery.chain.wasm;

import dev.orrery.chain.error.ChainException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks uploaded code, never more than allowed. wasmd x/wasm/ioutils, Go compress/gzip: one member is read, and what follows it
 * ignored, where the JDK's own stream would go on reading.
 */
final class Gunzip {
    private static final byte[] MAGIC = {0x1f, (byte) 0x8b, 0x08};
    private static final int HEADER_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final int FLAGS_AT = 3;

    private static final int HEADER_CHECKSUM = 1 << 1;
    private static final int EXTRA = 1 << 2;
    private static final int NAME = 1 << 3;
    private static final int COMMENT = 1 << 4;

    /** Bytes of a name or comment. Go compress/gzip: Reader.buf. */
    private static final int MAX_TEXT_BYTES = 512;

    private final byte[] input;
    private int at;

    private Gunzip(byte[] input) {
        this.input = input;
    }

    static boolean isGzip(byte[] bytes) {
        return bytes.length >= MAGIC.length && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * @param limit for what comes out, and for what goes in. Quirk: exactly as much as the limit is too much, because the
     *     reference asks once more to see the end (and its window of 32 KiB divides the limit)
     * @throws ChainException if it is too much or damaged
     */
    static byte[] unpack(byte[] compressed, int limit) {
        if (compressed.length > limit) {
            throw tooMuch(limit);
        }
        return new Gunzip(compressed).unpack(limit);
    }

    private byte[] unpack(int limit) {
        skipHeader();
        byte[] output = new byte[limit];
        int length = 0;
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(input, at, input.length - at);
            while (!inflater.finished()) {
                int more = inflater.inflate(output, length, limit - length);
                length += more;
                if (length == limit) {
                    throw tooMuch(limit);
                }
                if (more == 0 && !inflater.finished()) {
                    throw truncated();
                }
            }
            at += (int) inflater.getBytesRead();
        } catch (DataFormatException e) {
            throw ChainException.plain("flate: corrupt input before offset " + at);
        }
        byte[] unpacked = Arrays.copyOf(output, length);
        checkTrailer(unpacked);
        return unpacked;
    }

    private void skipHeader() {
        need(HEADER_BYTES);
        int flags = input[FLAGS_AT];
        at = HEADER_BYTES;
        if ((flags & EXTRA) != 0) {
            need(Short.BYTES);
            int length = littleEndian(at, Short.BYTES).getShort() & 0xffff;
            at += Short.BYTES;
            need(length);
            at += length;
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            need(Short.BYTES);
            if ((short) checksum(input, at) != littleEndian(at, Short.BYTES).getShort()) {
                throw badHeader();
            }
            at += Short.BYTES;
        }
    }

    private void skipText() {
        int start = at;
        do {
            need(1);
            if (at - start == MAX_TEXT_BYTES) {
                throw badHeader();
            }
        } while (input[at++] != 0);
    }

    private void checkTrailer(byte[] unpacked) {
        need(TRAILER_BYTES);
        ByteBuffer trailer = littleEndian(at, TRAILER_BYTES);
        if (trailer.getInt() != (int) checksum(unpacked, unpacked.length) || trailer.getInt() != unpacked.length) {
            throw ChainException.plain("gzip: invalid checksum");
        }
    }

    private void need(int bytes) {
        if (input.length - at < bytes) {
            throw truncated();
        }
    }

    private ByteBuffer littleEndian(int from, int length) {
        return ByteBuffer.wrap(input, from, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }

    private static ChainException truncated() {
        return ChainException.plain("unexpected EOF");
    }

    private static ChainException badHeader() {
        return ChainException.plain("gzip: invalid header");
    }

    private static ChainException tooMuch(int limit) {
        return ChainException.plain("max " + limit + " bytes: exceeds limit");
    }
}
