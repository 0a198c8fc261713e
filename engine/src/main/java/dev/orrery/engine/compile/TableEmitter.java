package dev.orrery.engine.compile;

import static dev.orrery.engine.model.Opcode.*;

import dev.orrery.engine.model.ValType;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Operators on tables: each is one call. Not hot: {@code call_indirect} is {@link CallEmitter}'s. */
final class TableEmitter {
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc REFERENCE = ConstantDescs.CD_Object;

    private final Emission out;
    private final CodeBuilder code;

    TableEmitter(Emission out) {
        this.out = out;
        this.code = out.code;
    }

    void emit(int opcode, long immediate, ModuleTypes types) {
        int first = (int) immediate;
        int second = (int) (immediate >>> 32);
        Operands operands = out.operands;
        switch (opcode) {
            case TABLE_GET -> {
                access("tableGet", MethodTypeDesc.of(REFERENCE, INT, Names.INSTANCE, INT), first);
                operands.pop();
                operands.push(types.table(first));
            }
            case TABLE_SET -> {
                access(
                        "tableSet",
                        MethodTypeDesc.of(ConstantDescs.CD_void, INT, REFERENCE, Names.INSTANCE, INT),
                        first);
                operands.pop(2);
            }
            case TABLE_SIZE -> {
                access("tableSize", MethodTypeDesc.of(INT, Names.INSTANCE, INT), first);
                operands.push(ValType.I32);
            }
            case TABLE_GROW -> {
                access("tableGrow", MethodTypeDesc.of(INT, REFERENCE, INT, Names.INSTANCE, INT), first);
                operands.pop(2);
                operands.push(ValType.I32);
            }
            case TABLE_FILL -> {
                MethodTypeDesc type =
                        MethodTypeDesc.of(ConstantDescs.CD_void, INT, REFERENCE, INT, Names.INSTANCE, INT);
                access("tableFill", type, first);
                operands.pop(3);
            }
            case TABLE_COPY -> {
                access("tableCopy", THREE_AND_TWO, first, second);
                operands.pop(3);
            }
            case TABLE_INIT -> {
                access("tableInit", THREE_AND_TWO, first, second);
                operands.pop(3);
            }
            default ->
                code.aload(out.slots.instance)
                        .loadConstant(first)
                        .invokevirtual(Names.INSTANCE, "dropElements", MethodTypeDesc.of(ConstantDescs.CD_void, INT));
        }
    }

    private void access(String method, MethodTypeDesc type, int... indices) {
        code.aload(out.slots.instance);
        for (int index : indices) {
            code.loadConstant(index);
        }
        code.invokestatic(Names.ACCESS, method, type);
    }

    private static final MethodTypeDesc THREE_AND_TWO =
            MethodTypeDesc.of(ConstantDescs.CD_void, INT, INT, INT, Names.INSTANCE, INT, INT);
}
