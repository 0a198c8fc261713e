package dev.orrery.engine.compile;

import static dev.orrery.engine.model.Opcode.*;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Loads, stores and whole-memory operators. */
final class MemoryEmitter {
    private static final MethodTypeDesc LOAD8 = MethodTypeDesc.ofDescriptor(access("I", "B"));
    private static final MethodTypeDesc LOAD16 = MethodTypeDesc.ofDescriptor(access("I", "S"));
    private static final MethodTypeDesc LOAD32 = MethodTypeDesc.ofDescriptor(access("I", "I"));
    private static final MethodTypeDesc LOAD64 = MethodTypeDesc.ofDescriptor(access("I", "J"));
    private static final MethodTypeDesc STORE32 = MethodTypeDesc.ofDescriptor(access("II", "V"));
    private static final MethodTypeDesc STORE64 = MethodTypeDesc.ofDescriptor(access("IJ", "V"));
    private static final MethodTypeDesc I_F = MethodTypeDesc.ofDescriptor("(I)F");
    private static final MethodTypeDesc J_D = MethodTypeDesc.ofDescriptor("(J)D");
    private static final MethodTypeDesc F_I = MethodTypeDesc.ofDescriptor("(F)I");
    private static final MethodTypeDesc D_J = MethodTypeDesc.ofDescriptor("(D)J");
    private static final MethodTypeDesc PAGES = MethodTypeDesc.ofDescriptor("()I");
    private static final MethodTypeDesc BULK = MethodTypeDesc.of(
            ConstantDescs.CD_void, ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int, Names.INSTANCE);
    private static final MethodTypeDesc INIT = MethodTypeDesc.of(
            ConstantDescs.CD_void,
            ConstantDescs.CD_int,
            ConstantDescs.CD_int,
            ConstantDescs.CD_int,
            Names.INSTANCE,
            ConstantDescs.CD_int);
    private static final MethodTypeDesc SEGMENT = MethodTypeDesc.ofDescriptor("(I)V");

    private final Emission out;
    private final CodeBuilder code;
    private final ClassDesc accesses;

    /** @param accesses the class that loads and stores */
    MemoryEmitter(Emission out, ClassDesc accesses) {
        this.accesses = accesses;
        this.out = out;
        this.code = out.code;
    }

    private static String access(String operands, String result) {
        return "(" + operands + Names.MEMORY.descriptorString() + "I)" + result;
    }

    void load(int opcode, long offset) {
        switch (opcode) {
            case I32_LOAD -> access("load32", LOAD32, offset);
            case I64_LOAD -> access("load64", LOAD64, offset);
            case F32_LOAD -> {
                access("load32", LOAD32, offset);
                code.invokestatic(ConstantDescs.CD_Float, "intBitsToFloat", I_F);
            }
            case F64_LOAD -> {
                access("load64", LOAD64, offset);
                code.invokestatic(ConstantDescs.CD_Double, "longBitsToDouble", J_D);
            }
            case I32_LOAD8_S -> access("load8", LOAD8, offset);
            case I32_LOAD8_U -> {
                access("load8", LOAD8, offset);
                code.sipush(0xFF).iand();
            }
            case I32_LOAD16_S -> access("load16", LOAD16, offset);
            case I32_LOAD16_U -> {
                access("load16", LOAD16, offset);
                code.i2c();
            }
            case I64_LOAD8_S -> {
                access("load8", LOAD8, offset);
                code.i2l();
            }
            case I64_LOAD8_U -> {
                access("load8", LOAD8, offset);
                code.sipush(0xFF).iand().i2l();
            }
            case I64_LOAD16_S -> {
                access("load16", LOAD16, offset);
                code.i2l();
            }
            case I64_LOAD16_U -> {
                access("load16", LOAD16, offset);
                code.i2c().i2l();
            }
            case I64_LOAD32_S -> {
                access("load32", LOAD32, offset);
                code.i2l();
            }
            default -> {
                access("load32", LOAD32, offset);
                code.i2l().loadConstant(0xFFFF_FFFFL).land();
            }
        }
    }

    void store(int opcode, long offset) {
        switch (opcode) {
            case I32_STORE -> access("store32", STORE32, offset);
            case I64_STORE -> access("store64", STORE64, offset);
            case F32_STORE -> {
                code.invokestatic(ConstantDescs.CD_Float, "floatToRawIntBits", F_I);
                access("store32", STORE32, offset);
            }
            case F64_STORE -> {
                code.invokestatic(ConstantDescs.CD_Double, "doubleToRawLongBits", D_J);
                access("store64", STORE64, offset);
            }
            case I32_STORE8 -> access("store8", STORE32, offset);
            case I32_STORE16 -> access("store16", STORE32, offset);
            case I64_STORE8 -> {
                code.l2i();
                access("store8", STORE32, offset);
            }
            case I64_STORE16 -> {
                code.l2i();
                access("store16", STORE32, offset);
            }
            default -> {
                code.l2i();
                access("store32", STORE32, offset);
            }
        }
    }

    private void access(String method, MethodTypeDesc type, long offset) {
        // From 2^31 on no address is inside; with this constant every sum is negative, which is refused.
        int constant = offset > Integer.MAX_VALUE ? Integer.MIN_VALUE : (int) offset;
        code.aload(out.slots.memory).loadConstant(constant).invokestatic(accesses, method, type);
    }

    /** {@code memory.size}, {@code memory.grow} and the bulk operators on memory. */
    void whole(int opcode, long immediate) {
        switch (opcode) {
            case MEMORY_SIZE -> code.aload(out.slots.memory).invokevirtual(Names.MEMORY, "pages", PAGES);
            case MEMORY_GROW -> code.aload(out.slots.instance).invokestatic(Names.ACCESS, "grow", GROW);
            case MEMORY_FILL -> code.aload(out.slots.instance).invokestatic(Names.ACCESS, "fill", BULK);
            case MEMORY_COPY -> code.aload(out.slots.instance).invokestatic(Names.ACCESS, "copy", BULK);
            case MEMORY_INIT ->
                code.aload(out.slots.instance).loadConstant((int) immediate).invokestatic(Names.ACCESS, "init", INIT);
            default ->
                code.aload(out.slots.instance)
                        .loadConstant((int) immediate)
                        .invokevirtual(Names.INSTANCE, "dropData", SEGMENT);
        }
    }

    private static final MethodTypeDesc GROW =
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, Names.INSTANCE);
}
