package dev.orrery.engine.run;

import dev.orrery.engine.model.ValType;
import java.util.Arrays;

/**
 * A table of references; a null entry is the null reference, as in the Wasm spec. Hot: generated code reads the array.
 * Indices and lengths are unsigned 32-bit operands of the guest.
 */
public final class Table {
    /**
     * A table never grows beyond this many elements, whatever its declared maximum: {@code table.grow} answers −1. Our own
     * limit, that of wasmparser for a table's initial size.
     */
    public static final int MAX_ELEMENTS = 10_000_000;

    public Object[] elements;

    private final ValType type;
    private final long max;

    public Table(int min, long max) {
        this(ValType.FUNCREF, min, max);
    }

    public Table(ValType type, int min, long max) {
        this.type = type;
        this.elements = new Object[min];
        this.max = max;
    }

    public ValType type() {
        return type;
    }

    /** The most elements this table may ever have, unsigned 32 bit. */
    public long max() {
        return max;
    }

    public int size() {
        return elements.length;
    }

    public Object get(int index) {
        return elements[range(index, 1, elements.length)];
    }

    public void set(int index, Object reference) {
        elements[range(index, 1, elements.length)] = reference;
    }

    /** {@code table.grow}: the size before, or −1 if the table can't grow by that many. */
    public int grow(Object reference, int more) {
        int before = elements.length;
        long after = before + Integer.toUnsignedLong(more);
        if (after > Math.min(max, MAX_ELEMENTS)) {
            return -1;
        }
        elements = Arrays.copyOf(elements, (int) after);
        Arrays.fill(elements, before, (int) after, reference);
        return before;
    }

    public void fill(int index, Object reference, int length) {
        int at = range(index, length, elements.length);
        Arrays.fill(elements, at, at + length, reference);
    }

    public void copy(int to, Table source, int from, int length) {
        int read = range(from, length, source.elements.length);
        int at = range(to, length, elements.length);
        System.arraycopy(source.elements, read, elements, at, length);
    }

    public void init(int to, Object[] segment, int from, int length) {
        int read = range(from, length, segment.length);
        int at = range(to, length, elements.length);
        System.arraycopy(segment, read, elements, at, length);
    }

    private static int range(int index, int length, int size) {
        if (Integer.toUnsignedLong(index) + Integer.toUnsignedLong(length) > size) {
            throw Traps.tableOutOfBounds();
        }
        return index;
    }
}
