package dev.orrery.engine.compile;

import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.ValType;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/** Methods that look like those of functions, and call something the general way, by arrays of raw bits. */
final class ImportStubs {
    private static final MethodTypeDesc CALL =
            MethodTypeDesc.of(Names.LONGS, Names.LONGS, Names.INSTANCE, ConstantDescs.CD_int, ConstantDescs.CD_int);
    private static final MethodTypeDesc CALL_INDIRECT = MethodTypeDesc.of(
            Names.LONGS,
            Names.LONGS,
            ConstantDescs.CD_int,
            Names.INSTANCE,
            ConstantDescs.CD_int,
            ConstantDescs.CD_int,
            ConstantDescs.CD_int);

    private ImportStubs() {}

    /** The body of the method that stands for imported function {@code index}. */
    static void writeImport(CodeBuilder code, FuncType type, int index) {
        writeCall(code, type, index, "callImport");
    }

    /** The body of a continuation's method that stands for function {@code index}. */
    static void writeGuest(CodeBuilder code, FuncType type, int index) {
        writeCall(code, type, index, "callGuest");
    }

    private static void writeCall(CodeBuilder code, FuncType type, int index, String name) {
        int instance = parameterSlots(type);
        loadArguments(code, type, instance);
        code.aload(instance).iload(instance + 1).loadConstant(index).invokestatic(Names.ACCESS, name, CALL);
        returnResults(code, type, instance + 2, instance);
    }

    /** The slow path of a {@code call_indirect} dispatcher, whose parameters are the type's, the table index, instance, budget. */
    static void writeIndirect(CodeBuilder code, FuncType type, int typeIndex, int table) {
        int index = parameterSlots(type);
        int instance = index + 1;
        loadArguments(code, type, instance);
        code.iload(index)
                .aload(instance)
                .iload(instance + 1)
                .loadConstant(typeIndex)
                .loadConstant(table)
                .invokestatic(Names.ACCESS, "callIndirect", CALL_INDIRECT);
        returnResults(code, type, instance + 3, instance);
    }

    /** Slots of the type's own parameters in a method of {@link Jvm#method} form. */
    static int parameterSlots(FuncType type) {
        return Jvm.wide(type) ? 1 : Jvm.slots(type.params());
    }

    /** Pushes the method's parameters as one array of raw bits. */
    private static void loadArguments(CodeBuilder code, FuncType type, int instance) {
        if (Jvm.wide(type)) {
            code.aload(0);
            return;
        }
        List<ValType> params = type.params();
        int array = instance + 2;
        code.loadConstant(params.size()).newarray(TypeKind.LONG).astore(array);
        int slot = 0;
        for (int i = 0; i < params.size(); i++) {
            code.loadLocal(Jvm.kind(params.get(i)), slot);
            Jvm.putBits(code, params.get(i), array, i, instance);
            slot += Jvm.slots(params.get(i));
        }
        code.aload(array);
    }

    /** Returns what the array of raw bits on the stack holds. */
    private static void returnResults(CodeBuilder code, FuncType type, int array, int instance) {
        List<ValType> results = type.results();
        if (results.size() == 1) {
            code.astore(array);
            Jvm.getBits(code, results.getFirst(), array, 0, instance);
            code.return_(Jvm.kind(results.getFirst()));
            return;
        }
        if (results.isEmpty()) {
            code.pop();
        } else {
            code.astore(array).aload(instance).aload(array).putfield(Names.INSTANCE, "results", Names.LONGS);
        }
        code.return_();
    }
}
