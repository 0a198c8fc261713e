package dev.orrery.engine.spec;

import dev.orrery.engine.Extern;
import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.ValType;
import dev.orrery.engine.run.GlobalCell;
import dev.orrery.engine.run.LinearMemory;
import dev.orrery.engine.run.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The host module {@code spectest} that scripts import from. Its values are fixed by the suite (test/core/README.md). */
final class Spectest {
    private static final int INTEGER = 666;
    private static final float F32 = 666.6f;
    private static final double F64 = 666.6;

    private Spectest() {}

    static Map<String, Extern> exports() {
        Map<String, Extern> exports = new HashMap<>();
        exports.put("print", print());
        exports.put("print_i32", print(ValType.I32));
        exports.put("print_i64", print(ValType.I64));
        exports.put("print_f32", print(ValType.F32));
        exports.put("print_f64", print(ValType.F64));
        exports.put("print_i32_f32", print(ValType.I32, ValType.F32));
        exports.put("print_f64_f64", print(ValType.F64, ValType.F64));
        exports.put("global_i32", global(ValType.I32, INTEGER));
        exports.put("global_i64", global(ValType.I64, INTEGER));
        exports.put("global_f32", global(ValType.F32, Float.floatToRawIntBits(F32)));
        exports.put("global_f64", global(ValType.F64, Double.doubleToRawLongBits(F64)));
        exports.put("table", new Extern.OfTable(new Table(ValType.FUNCREF, 10, 20)));
        exports.put("memory", new Extern.Memory(new LinearMemory(1, 2)));
        return exports;
    }

    private static Extern print(ValType... params) {
        return new Extern.Host(new FuncType(List.of(params), List.of()), (caller, args) -> 0);
    }

    private static Extern global(ValType type, long bits) {
        GlobalCell cell = new GlobalCell();
        cell.bits = bits;
        return new Extern.Global(new ExternType.Global(type, false), cell);
    }
}
