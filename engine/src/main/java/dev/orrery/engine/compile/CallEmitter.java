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
    private final ModuleContext context;

    CallEmitter(Emission out, ModuleContext context) {
        this.out = out;
        this.code = out.code;
        this.context = context;
    }

    void direct(int function) {
        FuncType type = context.types().function(function);
        if (Jvm.wide(type)) {
            packArguments(type.params());
        }
        code.aload(out.slots.instance).iload(out.slots.stack);
        call(context.function(function), type);
    }

    void indirect(int typeIndex, int table) {
        FuncType type = context.types().type(typeIndex);
        out.operands.pop(); // the table index
        if (Jvm.wide(type)) {
            int index = out.slots.scratch();
            code.istore(index);
            packArguments(type.params(), index + 1);
            code.iload(index);
        }
        code.aload(out.slots.instance).iload(out.slots.stack);
        call(context.indirect(typeIndex, table), type);
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
