package dev.orrery.msg.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for any input. The seed is printed so that a failure can be repeated. */
class GoJsonProperties {
    private static final int ROUNDS = 20_000;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @BeforeEach
    void printSeed() {
        System.out.println("seed " + seed);
    }

    @Test
    void textSurvivesWritingAndReading() {
        for (int i = 0; i < ROUNDS; i++) {
            String text = randomText();
            assertEquals(text, GoJson.decode(Scalars.STRING, GoJson.encode(Scalars.STRING, text)));
        }
    }

    @Test
    void ofAnyBytesTheValidTextIsKept() {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = randomBytes();
            byte[] json = GoJson.encode(Scalars.STRING, GoText.fromBytes(bytes));
            // The JDK also puts U+FFFD for what is broken, if not always as many of them.
            String jdk = new String(bytes, StandardCharsets.UTF_8).replace("\uFFFD", "");
            String ours = GoJson.decode(Scalars.STRING, json).replace("\uFFFD", "");
            assertEquals(jdk, ours, () -> HexFormat.of().formatHex(bytes));
        }
    }

    @Test
    void damagedDocumentsAreReadStablyOrRefused() {
        List<Recorded.Value> values = Recorded.values();
        int accepted = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Recorded.Value value = values.get(random.nextInt(values.size()));
            byte[] damaged = damage(value.json().getBytes(StandardCharsets.UTF_8));
            Codec<?> codec = Documents.codec(value.type());
            byte[] once;
            try {
                once = Documents.rewrite(codec, damaged);
            } catch (JsonException refused) {
                continue;
            }
            accepted++;
            if (!hasWordsThatMayBeUnset(codec)) {
                assertArrayEquals(
                        once, Documents.rewrite(codec, once), () -> new String(damaged, StandardCharsets.UTF_8));
            }
        }
        assertTrue(accepted > ROUNDS / 100, "too few damaged documents are still accepted: " + accepted);
    }

    /** What was left out of these is written as an empty word or checksum, which Go itself does not read back. */
    private static boolean hasWordsThatMayBeUnset(Codec<?> codec) {
        return List.of(
                        ContractResultJson.CONTRACT_RESULT,
                        ContractResultJson.SUB_MSG,
                        ContractResultJson.IBC_BASIC_RESULT,
                        ContractResultJson.IBC_RECEIVE_RESULT,
                        QueryResponseJson.CODE_INFO)
                .contains(codec);
    }

    private byte[] damage(byte[] document) {
        byte[] replacements = "{}[]\",:0n\\ \u007f".getBytes(StandardCharsets.UTF_8);
        byte[] damaged = document.clone();
        damaged[random.nextInt(damaged.length)] =
                random.nextBoolean() ? (byte) random.nextInt() : replacements[random.nextInt(replacements.length)];
        return damaged;
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[random.nextInt(12)];
        random.nextBytes(bytes);
        return bytes;
    }

    private String randomText() {
        StringBuilder text = new StringBuilder();
        int[] planes = {0x80, 0x3000, Character.MAX_CODE_POINT + 1};
        for (int n = random.nextInt(12); n > 0; n--) {
            int c = random.nextInt(planes[random.nextInt(planes.length)]);
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                text.appendCodePoint(c);
            }
        }
        return text.toString();
    }
}
