package dev.orrery.javawasm.translate;

import dev.orrery.javawasm.tree.Node;
import dev.orrery.javawasm.tree.Statement;
import dev.orrery.javawasm.wasm.Kind;
import java.lang.classfile.Opcode;
import java.util.List;

/** The instructions that only move what is on the operand stack. A long counts as two there. */
final class StackOperations {
    private StackOperations() {}

    static void apply(BlockBuilder at, Opcode opcode) {
        switch (opcode) {
            case POP -> drop(at);
            case POP2 -> {
                boolean one = at.topKind() == Kind.I64;
                drop(at);
                if (!one) {
                    drop(at);
                }
            }
            case DUP -> duplicate(at, 1, 0);
            case DUP_X1 -> duplicate(at, 1, 1);
            case DUP_X2 -> duplicate(at, 1, values(at, 1, 2));
            case DUP2 -> duplicate(at, values(at, 0, 2), 0);
            case DUP2_X1 -> duplicate(at, values(at, 0, 2), 1);
            case DUP2_X2 -> {
                int top = values(at, 0, 2);
                duplicate(at, top, values(at, top, 2));
            }
            case SWAP -> {
                List<Node> two = at.popAtoms(2);
                at.push(two.get(1));
                at.push(two.get(0));
            }
            default -> throw new IllegalArgumentException("moves nothing: " + opcode);
        }
    }

    private static void drop(BlockBuilder at) {
        Node value = at.pop();
        if (!value.isTotal()) {
            at.add(new Statement.Evaluate(value));
        }
    }

    /** How many values the given number of words below the top {@code above} values are. */
    private static int values(BlockBuilder at, int above, int words) {
        List<Kind> kinds = at.kinds();
        return kinds.get(kinds.size() - above - 1) == Kind.I64 ? words - 1 : words;
    }

    /** Puts copies of the top values below the {@code under} values beneath them. */
    private static void duplicate(BlockBuilder at, int count, int under) {
        List<Node> values = at.popAtoms(count + under);
        List<Node> copied = values.subList(under, values.size());
        copied.forEach(at::push);
        values.forEach(at::push);
    }
}
