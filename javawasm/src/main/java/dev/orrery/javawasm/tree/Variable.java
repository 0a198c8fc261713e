package dev.orrery.javawasm.tree;

import dev.orrery.javawasm.wasm.Kind;

/** A local variable, as many as are convenient: they share the locals of Wasm later. Compared by identity. */
public final class Variable {
    private final Kind kind;

    public Variable(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
