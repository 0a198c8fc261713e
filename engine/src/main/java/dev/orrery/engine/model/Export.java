package dev.orrery.engine.model;

/** One entry of the export section; {@code index} counts in the index space of {@code kind}, imports included. */
public record Export(String name, Kind kind, int index) {
    public enum Kind {
        FUNCTION,
        TABLE,
        MEMORY,
        GLOBAL
    }
}
