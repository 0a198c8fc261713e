package dev.orrery.vm.check;

import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.ValType;

/** Operators as Rust's Debug writes them, those that the {@link Gatekeeper} refuses. wasmparser lib.rs: for_each_operator. */
final class RustOperator {
    private RustOperator() {}

    static String debug(FunctionBody body, int index) {
        int first = (int) body.immediate(index);
        int second = (int) (body.immediate(index) >>> 32);
        return switch (body.opcode(index)) {
            case Opcode.SELECT_T -> "TypedSelect { ty: " + valType(first) + " }";
            case Opcode.TABLE_GET -> operator("TableGet", "table", first);
            case Opcode.TABLE_SET -> operator("TableSet", "table", first);
            case Opcode.TABLE_GROW -> operator("TableGrow", "table", first);
            case Opcode.TABLE_SIZE -> operator("TableSize", "table", first);
            case Opcode.TABLE_FILL -> operator("TableFill", "table", first);
            case Opcode.REF_NULL ->
                "RefNull { hty: Abstract { shared: false, ty: " + (first == ValType.FUNCREF.code() ? "Func" : "Extern")
                        + " } }";
            case Opcode.REF_IS_NULL -> "RefIsNull";
            case Opcode.REF_FUNC -> operator("RefFunc", "function_index", first);
            case Opcode.MEMORY_INIT -> operator("MemoryInit", "data_index", first, "mem", second);
            case Opcode.DATA_DROP -> operator("DataDrop", "data_index", first);
            case Opcode.MEMORY_COPY -> operator("MemoryCopy", "dst_mem", first, "src_mem", second);
            case Opcode.MEMORY_FILL -> operator("MemoryFill", "mem", first);
            case Opcode.TABLE_INIT -> operator("TableInit", "elem_index", first, "table", second);
            case Opcode.ELEM_DROP -> operator("ElemDrop", "elem_index", first);
            case Opcode.TABLE_COPY -> operator("TableCopy", "dst_table", first, "src_table", second);
            default -> throw new IllegalArgumentException(Opcode.text(body.opcode(index)));
        };
    }

    private static String operator(String name, String field, int value) {
        return name + " { " + field + ": " + Integer.toUnsignedString(value) + " }";
    }

    private static String operator(String name, String field, int value, String other, int otherValue) {
        return name + " { " + field + ": " + Integer.toUnsignedString(value) + ", " + other + ": "
                + Integer.toUnsignedString(otherValue) + " }";
    }

    private static String valType(int code) {
        for (ValType type : ValType.values()) {
            if (type.code() == code) {
                return type.isReference() ? "Ref(" + type.text() + ")" : type.name();
            }
        }
        throw new IllegalArgumentException("type " + code);
    }
}
