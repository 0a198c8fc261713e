package dev.orrery.javawasm.wasm;

/** A mutable global variable; two are the same only if they are one object. */
public final class Global {
    private final String name;
    private final Kind kind;
    private long initial;

    public Global(String name, Kind kind, long initial) {
        this.name = name;
        this.kind = kind;
        this.initial = initial;
    }

    public Kind kind() {
        return kind;
    }

    /** Changes what it holds at the beginning, which may be known only when all code is there. */
    public void initial(long value) {
        initial = value;
    }

    long initial() {
        return initial;
    }

    @Override
    public String toString() {
        return name;
    }
}
