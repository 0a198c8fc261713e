package dev.orrery.engine.compile;

import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.ValType;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.List;

/** Calls of functions, direct and through tables. The arguments are on the stack already; instance and budget follow. */
final class CallEmitter {
    private final Emission out;
    private final CodeBuilder code;
    private final int[] taken;
    private final ModuleContext context;

    CallEmitter(Emission out, FunctionShape shape, ModuleContext context) {
        this.out = out;
        this.taken = shape.stack().taken();
        this.code = out.code;
        this.context = context;
    }

    void direct(int position, int function) {
        FuncType type = context.types().function(function);
        if (Jvm.wide(type)) {
            packArguments(type.params());
        }
        loadContext(position);
        call(context.function(function), type);
    }

    void indirect(int position, int typeIndex, int table) {
        FuncType type = context.types().type(typeIndex);
        out.operands.pop(); // the table index
        if (Jvm.wide(type)) {
            int index = out.slots.scratch();
            code.istore(index);
            packArguments(type.params(), index + 1);
            code.iload(index);
        }
        loadContext(position);
        call(context.indirect(typeIndex, table), type);
    }

    /** The last two arguments: the instance, and what this activation leaves of the stack budget. */
    private void loadContext(int position) {
        code.aload(out.slots.instance)
                .iload(out.slots.stack)
                .loadConstant(taken[position])
                .isub();
    }

    private void call(Callees.Method callee, FuncType type) {
        out.call(callee.owner(), callee.name(), callee.type());
        out.operands.pop(type.params().size());
        if (type.results().size() > 1) {
            unpackResults(type.results());
        }
        out.operands.push(type.results());
    }

    private void packArguments(List<ValType> types) {
        packArguments(types, out.slots.scratch());
    }

    private void packArguments(List<ValType> types, int array) {
        code.loadConstant(types.size()).newarray(TypeKind.LONG).astore(array);
        for (int i = types.size() - 1; i >= 0; i--) {
            Jvm.putBits(code, types.get(i), array, i, out.slots.instance);
        }
        code.aload(array);
    }

    private void unpackResults(List<ValType> types) {
        int array = out.slots.scratch();
        code.aload(out.slots.instance)
                .getfield(Names.INSTANCE, "results", Names.LONGS)
                .astore(array);
        for (int i = 0; i < types.size(); i++) {
            Jvm.getBits(code, types.get(i), array, i, out.slots.instance);
        }
    }
}
