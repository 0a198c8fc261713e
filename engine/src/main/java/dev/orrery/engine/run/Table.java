package dev.orrery.engine.run;

/** A table of references; a null entry is the null reference. Hot: generated code reads the array. */
public final class Table {
    public Object[] elements;

    private final long max;

    public Table(int min, long max) {
        this.elements = new Object[min];
        this.max = max;
    }

    /** The most elements this table may ever have, unsigned 32 bit. */
    public long max() {
        return max;
    }
}
