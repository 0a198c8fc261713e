package dev.orrery.javawasm.tree;

import dev.orrery.javawasm.wasm.Function;
import dev.orrery.javawasm.wasm.Global;
import dev.orrery.javawasm.wasm.Op;
import java.util.List;

/** An expression. Operands are evaluated from left to right. */
public sealed interface Node {
    record Const32(int value) implements Node {}

    record Const64(long value) implements Node {}

    record Read(Variable variable) implements Node {}

    record ReadGlobal(Global global) implements Node {}

    record Load(Op op, int offset, Node address) implements Node {}

    record Operation(Op op, List<Node> operands) implements Node {
        public Operation {
            operands = List.copyOf(operands);
        }
    }

    record Call(Function function, List<Node> arguments) implements Node {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    static Node of(int value) {
        return new Const32(value);
    }

    static Node of(Op op, Node... operands) {
        return new Operation(op, List.of(operands));
    }

    static Node call(Function function, Node... arguments) {
        return new Call(function, List.of(arguments));
    }

    default List<Node> children() {
        return switch (this) {
            case Const32 _, Const64 _, Read _, ReadGlobal _ -> List.of();
            case Load(var _, var _, Node address) -> List.of(address);
            case Operation(var _, List<Node> operands) -> operands;
            case Call(var _, List<Node> arguments) -> arguments;
        };
    }

    /** Whether evaluating it again, or not at all, or at another place gives the same: constants and variables. */
    default boolean isAtom() {
        return this instanceof Const32 || this instanceof Const64 || this instanceof Read;
    }

    /** Whether it is certain to have no effect but its value: no call, and nothing that could trap. */
    default boolean isTotal() {
        boolean own = switch (this) {
            case Load _, Call _ -> false;
            case Operation(Op op, var _) -> !op.mayTrap();
            case Const32 _, Const64 _, Read _, ReadGlobal _ -> true;
        };
        return own && children().stream().allMatch(Node::isTotal);
    }
}
