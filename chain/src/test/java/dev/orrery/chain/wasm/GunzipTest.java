package dev.orrery.chain.wasm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.state.Keys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GunzipTest {
    private static final int LIMIT = CodeRegistry.MAX_CODE_BYTES;

    /** With a name, a comment, extra data and a checksum of the header, as Python's gzip and zlib read it. */
    private static final String ALL_FIELDS =
            "1f8b081e00000000000303006162636e616d6500636f6d6d656e74007971cb48cdc9c9070086a6103605000000";

    @Test
    void whatWasPackedComesOutAgain() {
        byte[] wasm = random(100_000);
        assertTrue(Gunzip.isGzip(packed(wasm)));
        assertFalse(Gunzip.isGzip(new byte[] {0x1f, (byte) 0x8b}));
        assertArrayEquals(wasm, Gunzip.unpack(packed(wasm), LIMIT));
        assertArrayEquals(new byte[0], Gunzip.unpack(packed(new byte[0]), LIMIT));
    }

    @Test
    void allFieldsOfTheHeaderAreSkipped() {
        byte[] packed = HexFormat.of().parseHex(ALL_FIELDS);
        assertArrayEquals(Keys.utf8("hello"), Gunzip.unpack(packed, LIMIT));
        packed[20] ^= 1;
        assertRefused("gzip: invalid header", packed);
    }

    @Test
    void asMuchAsTheLimitIsTooMuch() {
        assertEquals(LIMIT - 1, Gunzip.unpack(packed(new byte[LIMIT - 1]), LIMIT).length);
        assertRefused("max 819200 bytes: exceeds limit", packed(new byte[LIMIT]));
        assertRefused("max 819200 bytes: exceeds limit", packed(new byte[100 * LIMIT]));
        assertRefused("max 819200 bytes: exceeds limit", new byte[LIMIT + 1]);
    }

    @Test
    void whatFollowsTheFirstMemberIsIgnored() {
        byte[] first = Keys.utf8("first");
        assertArrayEquals(first, Gunzip.unpack(Keys.concat(packed(first), packed(Keys.utf8("second"))), LIMIT));
        assertArrayEquals(first, Gunzip.unpack(Keys.concat(packed(first), new byte[] {1, 2, 3}), LIMIT));
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] packed = packed(Keys.utf8("some text that is packed"));
        for (int length = 3; length < packed.length; length++) {
            assertRefused("unexpected EOF", Arrays.copyOf(packed, length));
        }
    }

    @Test
    void damageIsNoticed() {
        byte[] packed = packed(Keys.utf8("some text that is packed"));
        packed[packed.length - 5] ^= 1;
        assertRefused("gzip: invalid checksum", packed);
    }

    @Test
    void randomBytesBehindTheMagicNumberDoNoHarm() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[3 + random.nextInt(60)];
            random.nextBytes(bytes);
            bytes[0] = 0x1f;
            bytes[1] = (byte) 0x8b;
            bytes[2] = 0x08;
            try {
                Gunzip.unpack(bytes, LIMIT);
            } catch (ChainException e) {
                assertFalse(e.text().isEmpty(), () -> "seed " + seed);
            }
        }
    }

    private static void assertRefused(String text, byte[] packed) {
        assertEquals(
                text,
                assertThrows(ChainException.class, () -> Gunzip.unpack(packed, LIMIT))
                        .text());
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random().nextBytes(bytes);
        return bytes;
    }

    private static byte[] packed(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }
}
