package dev.orrery.engine.compile;

/** Upper bounds of what operators become, in bytes of JVM code. */
final class CodeSize {
    /** A {@code br_table} with more labels becomes an array beside the code: 4 bytes per label would fill a method. */
    static final int MAX_SWITCH_LABELS = 400;

    private CodeSize() {}
}
