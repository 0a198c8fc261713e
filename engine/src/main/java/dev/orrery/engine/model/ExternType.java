package dev.orrery.engine.model;

/** The type of something that can be imported or exported. */
public sealed interface ExternType {
    /** A function by index into the module's types. */
    record Function(int typeIndex) implements ExternType {}

    record Table(ValType element, Limits limits) implements ExternType {}

    record Memory(Limits limits) implements ExternType {}

    record Global(ValType type, boolean mutable) implements ExternType {}
}
