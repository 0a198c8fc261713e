package dev.orrery.engine.compile;

import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.ValType;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.attribute.StackMapFrameInfo.SimpleVerificationTypeInfo;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Compiles a function into one method. Functions that are too large for that are {@link ChunkedCompiler}'s. */
final class FunctionCompiler {
    private static final MethodTypeDesc CHECK_STACK = MethodTypeDesc.ofDescriptor("(II)V");

    private final FunctionShape shape;
    private final Flow flow;
    private final ModuleContext context;

    FunctionCompiler(FunctionShape shape, Flow flow, ModuleContext context) {
        this.shape = shape;
        this.flow = flow;
        this.context = context;
    }

    /** Writes the method's code. */
    void write(CodeBuilder code) {
        Slots slots = parameters();
        checkStack(code, slots, shape.stack().entering());
        Emission out = prologue(code, slots);
        new BodyEmitter(out, shape, flow, context).emit();
        out.finish();
    }

    private Slots parameters() {
        FunctionBody body = shape.body();
        Slots slots = new Slots(body.localCount());
        for (int i = 0; i < body.type().params().size(); i++) {
            slots.addLocal(i, body.local(i));
        }
        slots.instance = slots.add(Names.INSTANCE_TYPE);
        slots.stack = slots.add(SimpleVerificationTypeInfo.INTEGER);
        return slots;
    }

    /** Traps unless that much of the stack budget is left. */
    static void checkStack(CodeBuilder code, Slots slots, int bytes) {
        if (bytes > 0) {
            code.iload(slots.stack).loadConstant(bytes).invokestatic(Names.ACCESS, "checkStack", CHECK_STACK);
        }
    }

    /** Gives every slot its first value. */
    private Emission prologue(CodeBuilder code, Slots slots) {
        FunctionBody body = shape.body();
        boolean metered = shape.metered();
        if (metered) {
            slots.fuel = slots.add(SimpleVerificationTypeInfo.LONG);
            code.aload(slots.instance)
                    .getfield(Names.INSTANCE, "fuel", ConstantDescs.CD_long)
                    .lstore(slots.fuel);
        }
        slots.memory = slots.add(Names.MEMORY_TYPE);
        code.aload(slots.instance)
                .getfield(Names.INSTANCE, "memory", Names.MEMORY)
                .astore(slots.memory);
        for (int i = body.type().params().size(); i < body.localCount(); i++) {
            slots.addLocal(i, body.local(i));
            zero(code, body.local(i), slots.local(i));
        }
        return new Emission(code, slots, Region.whole(body.size()), new Operands(), metered);
    }

    static void zero(CodeBuilder code, ValType type, int slot) {
        switch (type) {
            case I32 -> code.iconst_0();
            case I64 -> code.lconst_0();
            case F32 -> code.fconst_0();
            case F64 -> code.dconst_0();
            default -> code.aconst_null();
        }
        code.storeLocal(Jvm.kind(type), slot);
    }
}
