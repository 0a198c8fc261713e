package dev.orrery.javawasm.flow;

import dev.orrery.javawasm.tree.Node;
import dev.orrery.javawasm.wasm.Op;
import java.util.List;
import java.util.Map;

/** Conditions turned around. */
public final class Conditions {
    private static final Map<Op, Op> OPPOSITES = Map.ofEntries(
            Map.entry(Op.I32_EQ, Op.I32_NE),
            Map.entry(Op.I32_NE, Op.I32_EQ),
            Map.entry(Op.I32_LT_S, Op.I32_GE_S),
            Map.entry(Op.I32_GE_S, Op.I32_LT_S),
            Map.entry(Op.I32_GT_S, Op.I32_LE_S),
            Map.entry(Op.I32_LE_S, Op.I32_GT_S),
            Map.entry(Op.I32_LT_U, Op.I32_GE_U),
            Map.entry(Op.I32_GE_U, Op.I32_LT_U),
            Map.entry(Op.I32_GT_U, Op.I32_LE_U),
            Map.entry(Op.I32_LE_U, Op.I32_GT_U),
            Map.entry(Op.I64_EQ, Op.I64_NE),
            Map.entry(Op.I64_NE, Op.I64_EQ),
            Map.entry(Op.I64_LT_S, Op.I64_GE_S),
            Map.entry(Op.I64_GE_S, Op.I64_LT_S),
            Map.entry(Op.I64_GT_S, Op.I64_LE_S),
            Map.entry(Op.I64_LE_S, Op.I64_GT_S),
            Map.entry(Op.I64_LT_U, Op.I64_GE_U),
            Map.entry(Op.I64_GE_U, Op.I64_LT_U),
            Map.entry(Op.I64_GT_U, Op.I64_LE_U),
            Map.entry(Op.I64_LE_U, Op.I64_GT_U));

    private Conditions() {}

    /** True where the condition is 0, and the other way round. */
    public static Node negated(Node condition) {
        if (condition instanceof Node.Operation(Op op, List<Node> operands)) {
            if (OPPOSITES.containsKey(op)) {
                return new Node.Operation(OPPOSITES.get(op), operands);
            }
            // What is negated twice may be any number, but as a condition it is the same.
            if (op == Op.I32_EQZ) {
                return operands.getFirst();
            }
        }
        return Node.of(Op.I32_EQZ, condition);
    }
}
