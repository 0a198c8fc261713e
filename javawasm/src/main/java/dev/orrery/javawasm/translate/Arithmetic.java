package dev.orrery.javawasm.translate;

import dev.orrery.javawasm.Unsupported;
import dev.orrery.javawasm.tree.Node;
import dev.orrery.javawasm.wasm.Kind;
import dev.orrery.javawasm.wasm.Op;
import java.lang.classfile.Opcode;
import java.util.List;

/** Java's operators in Wasm's. They differ in division: Java has no overflow there. */
final class Arithmetic {
    private Arithmetic() {}

    /** How many operands, all of which must be atoms if {@link #needsAtoms} says so. */
    static int arity(Opcode opcode) {
        return switch (opcode) {
            case INEG, LNEG, I2L, L2I, I2B, I2C, I2S -> 1;
            default -> 2;
        };
    }

    static boolean needsAtoms(Opcode opcode) {
        return opcode == Opcode.LDIV || opcode == Opcode.LCMP;
    }

    static Node of(Opcode opcode, List<Node> operands) {
        Node a = operands.getFirst();
        Node b = operands.getLast();
        return switch (opcode) {
            case IADD -> Node.of(Op.I32_ADD, a, b);
            case ISUB -> Node.of(Op.I32_SUB, a, b);
            case IMUL -> Node.of(Op.I32_MUL, a, b);
            case IDIV -> divide(a, b);
            case IREM -> Node.of(Op.I32_REM_S, a, b);
            case INEG -> Node.of(Op.I32_SUB, Node.of(0), a);
            case IAND -> Node.of(Op.I32_AND, a, b);
            case IOR -> Node.of(Op.I32_OR, a, b);
            case IXOR -> Node.of(Op.I32_XOR, a, b);
            case ISHL -> Node.of(Op.I32_SHL, a, b);
            case ISHR -> Node.of(Op.I32_SHR_S, a, b);
            case IUSHR -> Node.of(Op.I32_SHR_U, a, b);
            case LADD -> Node.of(Op.I64_ADD, a, b);
            case LSUB -> Node.of(Op.I64_SUB, a, b);
            case LMUL -> Node.of(Op.I64_MUL, a, b);
            case LDIV -> divideLong(a, b);
            case LREM -> Node.of(Op.I64_REM_S, a, b);
            case LNEG -> Node.of(Op.I64_SUB, new Node.Const64(0), a);
            case LAND -> Node.of(Op.I64_AND, a, b);
            case LOR -> Node.of(Op.I64_OR, a, b);
            case LXOR -> Node.of(Op.I64_XOR, a, b);
            case LSHL -> Node.of(Op.I64_SHL, a, wide(b));
            case LSHR -> Node.of(Op.I64_SHR_S, a, wide(b));
            case LUSHR -> Node.of(Op.I64_SHR_U, a, wide(b));
            case LCMP -> Node.of(Op.I32_SUB, Node.of(Op.I64_GT_S, a, b), Node.of(Op.I64_LT_S, a, b));
            case I2L -> Node.of(Op.I64_EXTEND_I32_S, a);
            case L2I -> Node.of(Op.I32_WRAP_I64, a);
            case I2B -> Node.of(Op.I32_EXTEND8_S, a);
            case I2S -> Node.of(Op.I32_EXTEND16_S, a);
            case I2C -> Node.of(Op.I32_AND, a, Node.of(0xFFFF));
            default -> throw Unsupported.floatingPoint();
        };
    }

    private static Node wide(Node shift) {
        return shift instanceof Node.Const32(int value) ? new Node.Const64(value) : Node.of(Op.I64_EXTEND_I32_U, shift);
    }

    /** The smallest int divided by -1 is itself in Java and a trap in Wasm: 64 bits have room for it. */
    private static Node divide(Node a, Node b) {
        if (b instanceof Node.Const32(int divisor) && divisor != -1) {
            return Node.of(Op.I32_DIV_S, a, b);
        }
        return Node.of(
                Op.I32_WRAP_I64,
                Node.of(Op.I64_DIV_S, Node.of(Op.I64_EXTEND_I32_S, a), Node.of(Op.I64_EXTEND_I32_S, b)));
    }

    /** By -1: the negative. By anything else: what Wasm does, which is a trap for 0. */
    private static Node divideLong(Node a, Node b) {
        if (b instanceof Node.Const64(long divisor) && divisor != -1) {
            return Node.of(Op.I64_DIV_S, a, b);
        }
        Node byMinusOne = Node.of(Op.I64_EQ, b, new Node.Const64(-1));
        Node harmless = Node.of(Op.SELECT, new Node.Const64(1), b, byMinusOne);
        return Node.of(
                Op.SELECT, Node.of(Op.I64_SUB, new Node.Const64(0), a), Node.of(Op.I64_DIV_S, a, harmless), byMinusOne);
    }

    /** The comparison of two ints or references that a branch makes; for those with 0, {@code b} is 0. */
    static Node condition(Opcode branch, Node a, Node b) {
        boolean wide = BlockBuilder.kindOf(a) == Kind.I64;
        Op op = switch (branch) {
            case IFEQ, IF_ICMPEQ, IF_ACMPEQ, IFNULL -> wide ? Op.I64_EQ : Op.I32_EQ;
            case IFNE, IF_ICMPNE, IF_ACMPNE, IFNONNULL -> wide ? Op.I64_NE : Op.I32_NE;
            case IFLT, IF_ICMPLT -> wide ? Op.I64_LT_S : Op.I32_LT_S;
            case IFGE, IF_ICMPGE -> wide ? Op.I64_GE_S : Op.I32_GE_S;
            case IFGT, IF_ICMPGT -> wide ? Op.I64_GT_S : Op.I32_GT_S;
            case IFLE, IF_ICMPLE -> wide ? Op.I64_LE_S : Op.I32_LE_S;
            default -> throw new Unsupported("the instruction " + branch);
        };
        if (b instanceof Node.Const32(int zero) && zero == 0) {
            if (op == Op.I32_NE) {
                return a;
            }
            if (op == Op.I32_EQ) {
                return Node.of(Op.I32_EQZ, a);
            }
        }
        return Node.of(op, a, b);
    }
}
