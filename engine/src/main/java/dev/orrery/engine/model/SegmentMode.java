package dev.orrery.engine.model;

/** When a data or element segment is copied. */
public sealed interface SegmentMode {
    /** Copied at instantiation into memory or table {@code target} at {@code offset}. */
    record Active(int target, ConstExpr offset) implements SegmentMode {}

    /** Copied by {@code memory.init} or {@code table.init}. */
    record Passive() implements SegmentMode {}

    /** Never copied; only declares functions for {@code ref.func}. */
    record Declarative() implements SegmentMode {}
}
