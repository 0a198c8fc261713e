package dev.orrery.engine.run;

/**
 * A linear memory. Hot: generated code reads the fields directly.
 *
 * <p>The array may be longer than the memory, so that growing page by page copies a logarithmic number of times; every access
 * checks against {@link #size}.
 */
public final class LinearMemory {
    /** Bytes of one page. Wasm spec 4.2.8. */
    public static final int PAGE_BYTES = 65_536;

    /** Backing bytes; at least {@link #size}. Replaced when the memory grows. */
    public byte[] bytes;

    /** Bytes that the guest may address. */
    public int size;

    private final int maxPages;

    public LinearMemory(int minPages, int maxPages) {
        this.bytes = new byte[Math.multiplyExact(minPages, PAGE_BYTES)];
        this.size = bytes.length;
        this.maxPages = maxPages;
    }

    public int pages() {
        return size / PAGE_BYTES;
    }

    /** The most pages this memory may ever have. */
    public int maxPages() {
        return maxPages;
    }

    /** Whether {@code length} bytes from {@code offset} are inside. Both unsigned 32-bit values widened to long. */
    public boolean contains(long offset, long length) {
        return offset + length <= size;
    }

    /** A copy of {@code length} bytes; the caller has checked {@link #contains}. */
    public byte[] read(int offset, int length) {
        byte[] copy = new byte[length];
        System.arraycopy(bytes, offset, copy, 0, length);
        return copy;
    }

    /** Writes all of {@code data}; the caller has checked {@link #contains}. */
    public void write(int offset, byte[] data) {
        System.arraycopy(data, 0, bytes, offset, data.length);
    }
}
