package dev.orrery.engine.run;

import java.util.Arrays;

/**
 * What a module's own memory holds before its first instruction runs. Immutable, shared between threads.
 *
 * @param content the first bytes, up to the last one that is not zero
 */
record MemoryImage(byte[] content, int minPages, int maxPages) {

    LinearMemory fresh() {
        byte[] bytes = Arrays.copyOf(content, Math.multiplyExact(minPages, LinearMemory.PAGE_BYTES));
        return new LinearMemory(bytes, minPages, maxPages);
    }

    /** Writes the image's bytes {@code [offset, offset + length)}, zeros beyond its content, to the same place of {@code bytes}. */
    void copyTo(byte[] bytes, int offset, int length) {
        int fromContent = Math.clamp((long) content.length - offset, 0, length);
        System.arraycopy(content, Math.min(offset, content.length), bytes, offset, fromContent);
        Arrays.fill(bytes, offset + fromContent, offset + length, (byte) 0);
    }
}
