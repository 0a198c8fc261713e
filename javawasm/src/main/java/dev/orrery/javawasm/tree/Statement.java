package dev.orrery.javawasm.tree;

import dev.orrery.javawasm.wasm.Global;
import dev.orrery.javawasm.wasm.Op;
import java.util.List;

/** One step of a block. */
public sealed interface Statement {
    record Set(Variable variable, Node value) implements Statement {}

    record SetGlobal(Global global, Node value) implements Statement {}

    record Store(Op op, int offset, Node address, Node value) implements Statement {}

    /** For the effects alone. */
    record Evaluate(Node value) implements Statement {}

    /** Leaves the function, with any result, if the global is not 0. */
    record ReturnIf(Global global) implements Statement {}

    default List<Node> children() {
        return switch (this) {
            case Set(var _, Node value) -> List.of(value);
            case SetGlobal(var _, Node value) -> List.of(value);
            case Store(var _, var _, Node address, Node value) -> List.of(address, value);
            case Evaluate(Node value) -> List.of(value);
            case ReturnIf _ -> List.of();
        };
    }
}
