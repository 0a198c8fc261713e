package dev.orrery.engine.compile;

import static dev.orrery.engine.model.Opcode.*;

import dev.orrery.engine.model.ValType;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * Numeric operators: one JVM instruction where there is one, otherwise a small static method. Comparisons here produce a
 * value; those that decide a branch are {@link ConditionEmitter}'s.
 */
final class NumericEmitter {
    private static final MethodTypeDesc II_I = MethodTypeDesc.ofDescriptor("(II)I");
    private static final MethodTypeDesc JJ_J = MethodTypeDesc.ofDescriptor("(JJ)J");
    private static final MethodTypeDesc JJ_I = MethodTypeDesc.ofDescriptor("(JJ)I");
    private static final MethodTypeDesc FF_I = MethodTypeDesc.ofDescriptor("(FF)I");
    private static final MethodTypeDesc DD_I = MethodTypeDesc.ofDescriptor("(DD)I");
    private static final MethodTypeDesc FF_F = MethodTypeDesc.ofDescriptor("(FF)F");
    private static final MethodTypeDesc DD_D = MethodTypeDesc.ofDescriptor("(DD)D");
    private static final MethodTypeDesc I_I = MethodTypeDesc.ofDescriptor("(I)I");
    private static final MethodTypeDesc J_I = MethodTypeDesc.ofDescriptor("(J)I");
    private static final MethodTypeDesc F_I = MethodTypeDesc.ofDescriptor("(F)I");
    private static final MethodTypeDesc D_I = MethodTypeDesc.ofDescriptor("(D)I");
    private static final MethodTypeDesc D_J = MethodTypeDesc.ofDescriptor("(D)J");
    private static final MethodTypeDesc I_F = MethodTypeDesc.ofDescriptor("(I)F");
    private static final MethodTypeDesc J_F = MethodTypeDesc.ofDescriptor("(J)F");
    private static final MethodTypeDesc I_D = MethodTypeDesc.ofDescriptor("(I)D");
    private static final MethodTypeDesc J_D = MethodTypeDesc.ofDescriptor("(J)D");
    private static final MethodTypeDesc F_F = MethodTypeDesc.ofDescriptor("(F)F");
    private static final MethodTypeDesc D_D = MethodTypeDesc.ofDescriptor("(D)D");
    private static final MethodTypeDesc F_D = MethodTypeDesc.ofDescriptor("(F)D");
    private static final MethodTypeDesc D_F = MethodTypeDesc.ofDescriptor("(D)F");
    private static final MethodTypeDesc JI_J = MethodTypeDesc.ofDescriptor("(JI)J");

    /** Zero-extends the low half of a long. */
    private static final long LOW_HALF = 0xFFFF_FFFFL;

    private NumericEmitter() {}

    /** Emits the operator; its operands are on the JVM's stack, its result replaces them. */
    static void emit(CodeBuilder code, int opcode) {
        if (opcode <= I32_ROTR && opcode >= I32_EQZ) {
            emitI32OrComparison(code, opcode);
        } else if (opcode <= I64_ROTR) {
            emitI64(code, opcode);
        } else if (opcode <= F64_COPYSIGN) {
            emitFloat(code, opcode);
        } else {
            emitConversion(code, opcode);
        }
    }

    private static void emitI32OrComparison(CodeBuilder code, int opcode) {
        switch (opcode) {
            case I32_EQZ -> code.invokestatic(Names.INTEGER_MATH, "eqz", I_I);
            case I64_EQZ -> code.invokestatic(Names.INTEGER_MATH, "eqz", J_I);
            case I32_CLZ -> code.invokestatic(ConstantDescs.CD_Integer, "numberOfLeadingZeros", I_I);
            case I32_CTZ -> code.invokestatic(ConstantDescs.CD_Integer, "numberOfTrailingZeros", I_I);
            case I32_POPCNT -> code.invokestatic(ConstantDescs.CD_Integer, "bitCount", I_I);
            case I32_ADD -> code.iadd();
            case I32_SUB -> code.isub();
            case I32_MUL -> code.imul();
            case I32_DIV_S -> code.invokestatic(Names.INTEGER_MATH, "divide", II_I);
            case I32_DIV_U -> code.invokestatic(ConstantDescs.CD_Integer, "divideUnsigned", II_I);
            case I32_REM_S -> code.irem();
            case I32_REM_U -> code.invokestatic(ConstantDescs.CD_Integer, "remainderUnsigned", II_I);
            case I32_AND -> code.iand();
            case I32_OR -> code.ior();
            case I32_XOR -> code.ixor();
            case I32_SHL -> code.ishl();
            case I32_SHR_S -> code.ishr();
            case I32_SHR_U -> code.iushr();
            case I32_ROTL -> code.invokestatic(ConstantDescs.CD_Integer, "rotateLeft", II_I);
            case I32_ROTR -> code.invokestatic(ConstantDescs.CD_Integer, "rotateRight", II_I);
            default -> emitComparison(code, opcode);
        }
    }

    private static void emitComparison(CodeBuilder code, int opcode) {
        if (opcode <= I32_GE_U) {
            code.invokestatic(Names.INTEGER_MATH, integerComparison(opcode - I32_EQ), II_I);
        } else if (opcode <= I64_GE_U) {
            code.invokestatic(Names.INTEGER_MATH, integerComparison(opcode - I64_EQ), JJ_I);
        } else if (opcode <= F32_GE) {
            code.invokestatic(Names.FLOAT_MATH, floatComparison(opcode - F32_EQ), FF_I);
        } else {
            code.invokestatic(Names.FLOAT_MATH, floatComparison(opcode - F64_EQ), DD_I);
        }
    }

    /** In the order of the opcodes. */
    private static String integerComparison(int number) {
        return switch (number) {
            case 0 -> "eq";
            case 1 -> "ne";
            case 2 -> "lt";
            case 3 -> "ltU";
            case 4 -> "gt";
            case 5 -> "gtU";
            case 6 -> "le";
            case 7 -> "leU";
            case 8 -> "ge";
            default -> "geU";
        };
    }

    private static String floatComparison(int number) {
        return switch (number) {
            case 0 -> "eq";
            case 1 -> "ne";
            case 2 -> "lt";
            case 3 -> "gt";
            case 4 -> "le";
            default -> "ge";
        };
    }

    private static void emitI64(CodeBuilder code, int opcode) {
        switch (opcode) {
            case I64_CLZ ->
                code.invokestatic(ConstantDescs.CD_Long, "numberOfLeadingZeros", J_I)
                        .i2l();
            case I64_CTZ ->
                code.invokestatic(ConstantDescs.CD_Long, "numberOfTrailingZeros", J_I)
                        .i2l();
            case I64_POPCNT ->
                code.invokestatic(ConstantDescs.CD_Long, "bitCount", J_I).i2l();
            case I64_ADD -> code.ladd();
            case I64_SUB -> code.lsub();
            case I64_MUL -> code.lmul();
            case I64_DIV_S -> code.invokestatic(Names.INTEGER_MATH, "divide", JJ_J);
            case I64_DIV_U -> code.invokestatic(ConstantDescs.CD_Long, "divideUnsigned", JJ_J);
            case I64_REM_S -> code.lrem();
            case I64_REM_U -> code.invokestatic(ConstantDescs.CD_Long, "remainderUnsigned", JJ_J);
            case I64_AND -> code.land();
            case I64_OR -> code.lor();
            case I64_XOR -> code.lxor();
            case I64_SHL -> code.l2i().lshl();
            case I64_SHR_S -> code.l2i().lshr();
            case I64_SHR_U -> code.l2i().lushr();
            case I64_ROTL -> code.l2i().invokestatic(ConstantDescs.CD_Long, "rotateLeft", JI_J);
            case I64_ROTR -> code.l2i().invokestatic(ConstantDescs.CD_Long, "rotateRight", JI_J);
            default -> throw unknown(opcode);
        }
    }

    private static void emitFloat(CodeBuilder code, int opcode) {
        switch (opcode) {
            case F32_ADD -> code.fadd();
            case F32_SUB -> code.fsub();
            case F32_MUL -> code.fmul();
            case F32_DIV -> code.fdiv();
            case F64_ADD -> code.dadd();
            case F64_SUB -> code.dsub();
            case F64_MUL -> code.dmul();
            case F64_DIV -> code.ddiv();
            default -> {
                boolean single = opcode < F64_ABS;
                int number = opcode - (single ? F32_ABS : F64_ABS);
                boolean binary = number >= F32_ADD - F32_ABS;
                MethodTypeDesc type = single ? binary ? FF_F : F_F : binary ? DD_D : D_D;
                code.invokestatic(Names.FLOAT_MATH, floatFunction(number), type);
            }
        }
    }

    /** In the order of the opcodes from {@code f32.abs} on. */
    private static String floatFunction(int number) {
        return switch (number) {
            case 0 -> "abs";
            case 1 -> "neg";
            case 2 -> "ceil";
            case 3 -> "floor";
            case 4 -> "trunc";
            case 5 -> "nearest";
            case 6 -> "sqrt";
            case F32_MIN - F32_ABS -> "min";
            case F32_MAX - F32_ABS -> "max";
            default -> "copysign";
        };
    }

    private static void emitConversion(CodeBuilder code, int opcode) {
        ClassDesc floats = Names.FLOAT_MATH;
        switch (opcode) {
            case I32_WRAP_I64 -> code.l2i();
            case I32_TRUNC_F32_S -> code.f2d().invokestatic(Names.TRUNCATION, "toI32", D_I);
            case I32_TRUNC_F32_U -> code.f2d().invokestatic(Names.TRUNCATION, "toU32", D_I);
            case I32_TRUNC_F64_S -> code.invokestatic(Names.TRUNCATION, "toI32", D_I);
            case I32_TRUNC_F64_U -> code.invokestatic(Names.TRUNCATION, "toU32", D_I);
            case I64_EXTEND_I32_S -> code.i2l();
            case I64_EXTEND_I32_U -> code.i2l().loadConstant(LOW_HALF).land();
            case I64_TRUNC_F32_S -> code.f2d().invokestatic(Names.TRUNCATION, "toI64", D_J);
            case I64_TRUNC_F32_U -> code.f2d().invokestatic(Names.TRUNCATION, "toU64", D_J);
            case I64_TRUNC_F64_S -> code.invokestatic(Names.TRUNCATION, "toI64", D_J);
            case I64_TRUNC_F64_U -> code.invokestatic(Names.TRUNCATION, "toU64", D_J);
            case F32_CONVERT_I32_S -> code.i2f();
            case F32_CONVERT_I32_U -> code.invokestatic(floats, "convertUnsignedToF32", I_F);
            case F32_CONVERT_I64_S -> code.l2f();
            case F32_CONVERT_I64_U -> code.invokestatic(floats, "convertUnsignedToF32", J_F);
            case F32_DEMOTE_F64 -> code.invokestatic(floats, "demote", D_F);
            case F64_CONVERT_I32_S -> code.i2d();
            case F64_CONVERT_I32_U -> code.invokestatic(floats, "convertUnsignedToF64", I_D);
            case F64_CONVERT_I64_S -> code.l2d();
            case F64_CONVERT_I64_U -> code.invokestatic(floats, "convertUnsignedToF64", J_D);
            case F64_PROMOTE_F32 -> code.invokestatic(floats, "promote", F_D);
            case I32_REINTERPRET_F32 -> code.invokestatic(ConstantDescs.CD_Float, "floatToRawIntBits", F_I);
            case I64_REINTERPRET_F64 -> code.invokestatic(ConstantDescs.CD_Double, "doubleToRawLongBits", D_J);
            case F32_REINTERPRET_I32 -> code.invokestatic(ConstantDescs.CD_Float, "intBitsToFloat", I_F);
            case F64_REINTERPRET_I64 -> code.invokestatic(ConstantDescs.CD_Double, "longBitsToDouble", J_D);
            case I32_EXTEND8_S -> code.i2b();
            case I32_EXTEND16_S -> code.i2s();
            case I64_EXTEND8_S -> code.l2i().i2b().i2l();
            case I64_EXTEND16_S -> code.l2i().i2s().i2l();
            case I64_EXTEND32_S -> code.l2i().i2l();
            case I32_TRUNC_SAT_F32_S -> code.f2i();
            case I32_TRUNC_SAT_F32_U -> code.f2d().invokestatic(Names.TRUNCATION, "toU32Saturating", D_I);
            case I32_TRUNC_SAT_F64_S -> code.d2i();
            case I32_TRUNC_SAT_F64_U -> code.invokestatic(Names.TRUNCATION, "toU32Saturating", D_I);
            case I64_TRUNC_SAT_F32_S -> code.f2l();
            case I64_TRUNC_SAT_F32_U -> code.f2d().invokestatic(Names.TRUNCATION, "toU64Saturating", D_J);
            case I64_TRUNC_SAT_F64_S -> code.d2l();
            case I64_TRUNC_SAT_F64_U -> code.invokestatic(Names.TRUNCATION, "toU64Saturating", D_J);
            default -> throw unknown(opcode);
        }
    }

    /** Constants; a NaN goes through its bits, since class files don't promise to keep a payload. */
    static void constant(CodeBuilder code, int opcode, long bits) {
        switch (opcode) {
            case I32_CONST -> code.loadConstant((int) bits);
            case I64_CONST -> code.loadConstant(bits);
            case F32_CONST -> {
                float value = Float.intBitsToFloat((int) bits);
                if (Float.isNaN(value)) {
                    code.loadConstant((int) bits).invokestatic(ConstantDescs.CD_Float, "intBitsToFloat", I_F);
                } else {
                    code.loadConstant(value);
                }
            }
            default -> {
                double value = Double.longBitsToDouble(bits);
                if (Double.isNaN(value)) {
                    code.loadConstant(bits).invokestatic(ConstantDescs.CD_Double, "longBitsToDouble", J_D);
                } else {
                    code.loadConstant(value);
                }
            }
        }
    }

    /** Makes a NaN on top of the stack canonical. */
    static void canonicalise(CodeBuilder code, ValType type) {
        code.invokestatic(Names.FLOAT_MATH, "canonical", type == ValType.F32 ? F_F : D_D);
    }

    private static IllegalArgumentException unknown(int opcode) {
        return new IllegalArgumentException("operator 0x" + Integer.toHexString(opcode) + " is not supported");
    }
}
