package dev.orrery.engine.compile;

import static dev.orrery.engine.model.Opcode.*;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * What decides a branch: a comparison whose operands are still on the stack, so that the JVM compares and jumps in one
 * instruction, or any other number on top of the stack.
 *
 * @param opcode the Wasm comparison, or {@link #VALUE}
 */
record Condition(int opcode) {
    /** The number on top of the stack, true if not 0. */
    static final int VALUE = -1;

    private static final MethodTypeDesc II_I = MethodTypeDesc.ofDescriptor("(II)I");
    private static final MethodTypeDesc JJ_I = MethodTypeDesc.ofDescriptor("(JJ)I");

    /** Whether an operator can be held back to be part of the branch behind it. */
    static boolean canDecide(int opcode) {
        return opcode >= I32_EQZ && opcode <= F64_GE;
    }

    /** Jumps to {@code target} if the condition is {@code outcome}; takes its operands in either case. */
    void jump(CodeBuilder code, boolean outcome, Label target) {
        Opcode whenTrue = compare(code);
        code.branch(outcome ? whenTrue : opposite(whenTrue), target);
    }

    /** Emits the comparison up to the jump; which jump is taken if the condition holds. */
    private Opcode compare(CodeBuilder code) {
        return switch (opcode) {
            case VALUE -> Opcode.IFNE;
            case I32_EQZ -> Opcode.IFEQ;
            case I32_EQ -> Opcode.IF_ICMPEQ;
            case I32_NE -> Opcode.IF_ICMPNE;
            case I32_LT_S -> Opcode.IF_ICMPLT;
            case I32_GT_S -> Opcode.IF_ICMPGT;
            case I32_LE_S -> Opcode.IF_ICMPLE;
            case I32_GE_S -> Opcode.IF_ICMPGE;
            case I32_LT_U -> unsignedInts(code, Opcode.IFLT);
            case I32_GT_U -> unsignedInts(code, Opcode.IFGT);
            case I32_LE_U -> unsignedInts(code, Opcode.IFLE);
            case I32_GE_U -> unsignedInts(code, Opcode.IFGE);
            case I64_EQZ -> {
                code.lconst_0().lcmp();
                yield Opcode.IFEQ;
            }
            case I64_EQ -> longs(code, Opcode.IFEQ);
            case I64_NE -> longs(code, Opcode.IFNE);
            case I64_LT_S -> longs(code, Opcode.IFLT);
            case I64_GT_S -> longs(code, Opcode.IFGT);
            case I64_LE_S -> longs(code, Opcode.IFLE);
            case I64_GE_S -> longs(code, Opcode.IFGE);
            case I64_LT_U -> unsignedLongs(code, Opcode.IFLT);
            case I64_GT_U -> unsignedLongs(code, Opcode.IFGT);
            case I64_LE_U -> unsignedLongs(code, Opcode.IFLE);
            case I64_GE_U -> unsignedLongs(code, Opcode.IFGE);
            default -> floats(code);
        };
    }

    private static Opcode unsignedInts(CodeBuilder code, Opcode jump) {
        code.invokestatic(ConstantDescs.CD_Integer, "compareUnsigned", II_I);
        return jump;
    }

    private static Opcode longs(CodeBuilder code, Opcode jump) {
        code.lcmp();
        return jump;
    }

    private static Opcode unsignedLongs(CodeBuilder code, Opcode jump) {
        code.invokestatic(ConstantDescs.CD_Long, "compareUnsigned", JJ_I);
        return jump;
    }

    /** With a NaN every comparison but {@code ne} must fail, whichever way the jump is written. */
    private Opcode floats(CodeBuilder code) {
        boolean single = opcode <= F32_GE;
        return switch (opcode - (single ? F32_EQ : F64_EQ)) {
            case 0 -> nanIsLess(code, single, Opcode.IFEQ);
            case 1 -> nanIsLess(code, single, Opcode.IFNE);
            case 2 -> nanIsGreater(code, single, Opcode.IFLT);
            case 3 -> nanIsLess(code, single, Opcode.IFGT);
            case 4 -> nanIsGreater(code, single, Opcode.IFLE);
            default -> nanIsLess(code, single, Opcode.IFGE);
        };
    }

    private static Opcode nanIsLess(CodeBuilder code, boolean single, Opcode jump) {
        if (single) {
            code.fcmpl();
        } else {
            code.dcmpl();
        }
        return jump;
    }

    private static Opcode nanIsGreater(CodeBuilder code, boolean single, Opcode jump) {
        if (single) {
            code.fcmpg();
        } else {
            code.dcmpg();
        }
        return jump;
    }

    private static Opcode opposite(Opcode jump) {
        return switch (jump) {
            case IFEQ -> Opcode.IFNE;
            case IFNE -> Opcode.IFEQ;
            case IFLT -> Opcode.IFGE;
            case IFGE -> Opcode.IFLT;
            case IFGT -> Opcode.IFLE;
            case IFLE -> Opcode.IFGT;
            case IF_ICMPEQ -> Opcode.IF_ICMPNE;
            case IF_ICMPNE -> Opcode.IF_ICMPEQ;
            case IF_ICMPLT -> Opcode.IF_ICMPGE;
            case IF_ICMPGE -> Opcode.IF_ICMPLT;
            case IF_ICMPGT -> Opcode.IF_ICMPLE;
            default -> Opcode.IF_ICMPGT;
        };
    }
}
