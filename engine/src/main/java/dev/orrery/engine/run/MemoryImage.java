package dev.orrery.engine.run;

import java.util.Arrays;

/**
 * What a module's own memory holds before its first instruction runs. Immutable, shared between threads.
 *
 * @param start where the content goes; contracts leave their first megabyte to the stack, as zeros
 * @param content bytes around which all is zero
 */
record MemoryImage(int start, byte[] content, int minPages, int maxPages) {
    /**
     * Most room that is made for a guest to grow into. Contracts grow by a few pages in their first call, and growing beyond the
     * array copies all of it: a tenth of such a call.
     */
    private static final int MAX_SPARE_PAGES = 8;

    LinearMemory fresh() {
        int spare = Math.clamp((long) maxPages - minPages, 0, Math.min(MAX_SPARE_PAGES, minPages / 2));
        byte[] bytes = new byte[Math.multiplyExact(minPages + spare, LinearMemory.PAGE_BYTES)];
        System.arraycopy(content, 0, bytes, start, content.length);
        return new LinearMemory(bytes, minPages, maxPages);
    }

    /** Writes the image's bytes {@code [offset, offset + length)}, zeros outside its content, to the same place of {@code bytes}. */
    void copyTo(byte[] bytes, int offset, int length) {
        int from = Math.clamp(start, offset, offset + length);
        int to = Math.clamp((long) start + content.length, from, offset + length);
        Arrays.fill(bytes, offset, from, (byte) 0);
        System.arraycopy(content, Math.clamp((long) from - start, 0, content.length), bytes, from, to - from);
        Arrays.fill(bytes, to, offset + length, (byte) 0);
    }
}
