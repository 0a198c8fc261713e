package dev.orrery.chain.trace;

import dev.orrery.msg.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How much one trace keeps; a contract decides how much there is to be kept. One thread. */
final class Keeping {
    /** Of one value. Bytes. */
    private static final int MAX_VALUE_BYTES = 64 * 1024;

    /** Of all values together. Bytes. */
    private static final int MAX_ALL_BYTES = 16 * 1024 * 1024;

    private static final int MAX_STEPS = 20_000;

    private int bytesLeft = MAX_ALL_BYTES;
    private int steps;
    private long omitted;

    Data keep(byte[] bytes) {
        int length = Math.min(bytes.length, Math.min(MAX_VALUE_BYTES, bytesLeft));
        bytesLeft -= length;
        return new Data(Bytes.of(Arrays.copyOf(bytes, length)), bytes.length);
    }

    String keep(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Data kept = keep(bytes);
        return kept.isWhole() ? text : new String(kept.kept().toArray(), StandardCharsets.UTF_8) + "…";
    }

    /** Whether there is room for another step. */
    boolean takesStep() {
        if (steps == MAX_STEPS) {
            omitted++;
            return false;
        }
        steps++;
        return true;
    }

    /** Steps there was no room for. */
    long omitted() {
        return omitted;
    }
}
