package dev.orrery.chain.wasm;

import dev.orrery.chain.error.ChainException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Unpacks uploaded code, never more than allowed. wasmd x/wasm/ioutils. */
final class Gunzip {
    private static final byte[] MAGIC = {0x1f, (byte) 0x8b, 0x08};

    private Gunzip() {}

    static boolean isGzip(byte[] bytes) {
        return bytes.length >= MAGIC.length && bytes[0] == MAGIC[0] && bytes[1] == MAGIC[1] && bytes[2] == MAGIC[2];
    }

    /**
     * @param limit for what comes out, and for what goes in. Quirk: exactly as much as the limit is too much
     * @throws ChainException if it is too much or damaged
     */
    static byte[] unpack(byte[] compressed, int limit) {
        if (compressed.length > limit) {
            throw tooMuch(limit);
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            byte[] unpacked = in.readNBytes(limit);
            if (unpacked.length == limit) {
                throw tooMuch(limit);
            }
            return unpacked;
        } catch (EOFException e) {
            throw ChainException.plain("unexpected EOF");
        } catch (IOException e) {
            throw ChainException.plain("gzip: invalid header");
        }
    }

    private static ChainException tooMuch(int limit) {
        return ChainException.plain("max " + limit + " bytes: exceeds limit");
    }
}
