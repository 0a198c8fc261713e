package dev.orrery.engine.run;

import java.util.Arrays;

/**
 * A linear memory. Hot: generated code reads the fields directly, through {@link MemoryAccess}. Confined to its instance's
 * thread.
 *
 * <p>The array may be longer than the memory, so that growing page by page copies a logarithmic number of times; every access
 * checks against {@link #size}. Every write marks the cards it begins in or covers, so that a pool restores only those.
 */
public final class LinearMemory {
    /** Bytes of one page. Wasm spec 4.2.8. */
    public static final int PAGE_BYTES = 65_536;

    /** A card is 2^12 bytes: the page of the machine, so that restoring one is a single short copy. */
    static final int CARD_SHIFT = 12;

    /** How far a store may reach beyond the card in which it begins, which is the only one that it marks. Bytes. */
    private static final int OVERHANG = Long.BYTES - 1;

    private static final byte[] NOTHING = {};

    /** Backing bytes; at least {@link #size}; zero beyond it. Replaced when the memory grows. */
    public byte[] bytes;

    /** Bytes that the guest may address. */
    public int size;

    /** One entry per card of {@link #bytes}, 1 where something was written since the image was last in place. */
    byte[] cards;

    private final int maxPages;

    public LinearMemory(int minPages, int maxPages) {
        this(new byte[Math.multiplyExact(minPages, PAGE_BYTES)], minPages, maxPages);
    }

    /** Over an array that already holds the initial content, zero beyond {@code minPages}. */
    LinearMemory(byte[] bytes, int minPages, int maxPages) {
        this.bytes = bytes;
        this.size = Math.multiplyExact(minPages, PAGE_BYTES);
        this.cards = new byte[cardCount(bytes.length)];
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
        mark(offset, data.length);
    }

    /** {@code memory.grow}: the pages before, or −1 if the memory can't grow by that many. */
    public int grow(int morePages) {
        int before = pages();
        long after = before + Integer.toUnsignedLong(morePages);
        if (after > maxPages) {
            return -1;
        }
        int wanted = Math.toIntExact(after * PAGE_BYTES);
        if (wanted > bytes.length) {
            long doubled = Math.min(2L * bytes.length, (long) maxPages * PAGE_BYTES);
            int capacity = (int) Math.max(wanted, doubled);
            bytes = Arrays.copyOf(bytes, capacity);
            cards = Arrays.copyOf(cards, cardCount(capacity));
        }
        size = wanted;
        return before;
    }

    /** {@code memory.fill}; operands unsigned. */
    public void fill(int offset, int value, int length) {
        int at = range(offset, length, size);
        Arrays.fill(bytes, at, at + length, (byte) value);
        mark(at, length);
    }

    /** {@code memory.copy} within or between memories; operands unsigned. */
    public void copy(int to, LinearMemory source, int from, int length) {
        int read = range(from, length, source.size);
        int at = range(to, length, size);
        System.arraycopy(source.bytes, read, bytes, at, length);
        mark(at, length);
    }

    /** {@code memory.init}: copies from a segment of {@code available} bytes that starts at {@code start} of {@code module}. */
    public void init(int to, byte[] module, int start, int available, int from, int length) {
        int read = range(from, length, available);
        int at = range(to, length, size);
        System.arraycopy(module, start + read, bytes, at, length);
        mark(at, length);
    }

    /** Puts the image back where something was written since. */
    void restore(MemoryImage image) {
        for (int card = 0; card < cards.length; card++) {
            if (cards[card] != 0) {
                cards[card] = 0;
                int from = card << CARD_SHIFT;
                image.copyTo(bytes, from, Math.min((1 << CARD_SHIFT) + OVERHANG, bytes.length - from));
            }
        }
    }

    /** Takes the arrays away; a later access through this object finds an empty memory. */
    byte[] surrender() {
        byte[] taken = bytes;
        bytes = NOTHING;
        cards = NOTHING;
        size = 0;
        return taken;
    }

    private void mark(int offset, int length) {
        if (length > 0) {
            Arrays.fill(cards, offset >>> CARD_SHIFT, ((offset + length - 1) >>> CARD_SHIFT) + 1, (byte) 1);
        }
    }

    private static int range(int offset, int length, int size) {
        if (Integer.toUnsignedLong(offset) + Integer.toUnsignedLong(length) > size) {
            throw Traps.memoryOutOfBounds();
        }
        return offset;
    }

    private static int cardCount(int bytes) {
        return bytes >>> CARD_SHIFT;
    }
}
