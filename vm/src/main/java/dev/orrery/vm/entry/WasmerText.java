package dev.orrery.vm.entry;

import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.Limits;
import dev.orrery.engine.model.ValType;
import dev.orrery.engine.model.WasmModule;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Types and values in the spelling of Wasmer 5.0.6, which appears in texts that contracts' users see. */
final class WasmerText {
    private WasmerText() {}

    /** {@code [I32] -> [I64]}. wasmer-types types.rs: Display of FunctionType. */
    static String signature(FuncType type) {
        return "[" + list(type.params()) + "] -> [" + list(type.results()) + "]";
    }

    /** wasmer-types types.rs: Debug of FunctionType. */
    static String functionType(FuncType type) {
        return "FunctionType { params: [" + list(type.params()) + "], results: [" + list(type.results()) + "] }";
    }

    /** wasmer-types types.rs: Debug of ExternType. */
    static String externType(WasmModule module, ExternType type) {
        return switch (type) {
            case ExternType.Function function ->
                "Function(" + functionType(module.types().get(function.typeIndex())) + ")";
            case ExternType.Table table ->
                "Table(TableType { ty: " + name(table.element()) + ", minimum: "
                        + table.limits().min() + ", maximum: " + maximum(table.limits(), "") + " })";
            case ExternType.Memory memory ->
                "Memory(MemoryType { minimum: " + memory.limits().min() + " pages, maximum: "
                        + maximum(memory.limits(), " pages") + ", shared: false })";
            case ExternType.Global global ->
                "Global(GlobalType { ty: " + name(global.type()) + ", mutability: "
                        + (global.mutable() ? "Var" : "Const") + " })";
        };
    }

    private static String maximum(Limits limits, String unit) {
        return limits.max().isPresent() ? "Some(" + limits.max().getAsLong() + unit + ")" : "None";
    }

    static String list(List<ValType> types) {
        return types.stream().map(WasmerText::name).collect(Collectors.joining(", "));
    }

    private static String name(ValType type) {
        return switch (type) {
            case I32 -> "I32";
            case I64 -> "I64";
            case F32 -> "F32";
            case F64 -> "F64";
            case V128 -> "V128";
            case FUNCREF -> "FuncRef";
            case EXTERNREF -> "ExternRef";
        };
    }

    /** The decimal digits of a value of {@code type}. */
    static String value(ValType type, long bits) {
        return switch (type) {
            case I32 -> Integer.toString((int) bits);
            case I64 -> Long.toString(bits);
            case F32 -> decimal(Float.intBitsToFloat((int) bits), Float.toString(Float.intBitsToFloat((int) bits)));
            case F64 -> decimal(Double.longBitsToDouble(bits), Double.toString(Double.longBitsToDouble(bits)));
            case V128, FUNCREF, EXTERNREF -> type.text();
        };
    }

    /** Rust writes floats without exponent, and without a fraction where there is none. */
    private static String decimal(double value, String shortest) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        String sign = Math.copySign(1, value) < 0 ? "-" : "";
        if (Double.isInfinite(value)) {
            return sign + "inf";
        }
        return value == 0
                ? sign + "0"
                : new BigDecimal(shortest).stripTrailingZeros().toPlainString();
    }
}
