package dev.orrery.vm.check;

import dev.orrery.engine.ModuleException;
import dev.orrery.engine.binary.ByteReader;
import dev.orrery.engine.binary.ForeignOperator;
import dev.orrery.engine.binary.OperatorReader;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.ValType;
import dev.orrery.engine.model.WasmModule;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** Operators as Rust's Debug writes them, those that the {@link Gatekeeper} refuses. wasmparser lib.rs: for_each_operator. */
final class RustOperator {
    private RustOperator() {}

    /** An operator that the engine runs. */
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

    /** The operator at that offset, if it is one that the engine does not run. */
    static Optional<Foreign> foreign(WasmModule module, int offset) {
        ByteReader bytes = new ByteReader(module.bytes(), offset, module.bytes().length);
        OperatorReader reader = new OperatorReader(bytes);
        try {
            reader.read();
        } catch (ModuleException e) {
            throw new IllegalStateException("was read before", e);
        }
        return reader.foreign()
                .map(operator -> new Foreign(
                        operator.proposal(),
                        debug(operator, reader.foreignImmediates().numbers())));
    }

    /** @param debug the operator with its immediates */
    record Foreign(String proposal, String debug) {}

    private static String debug(ForeignOperator operator, List<Long> numbers) {
        StringJoiner fields = new StringJoiner(", ", operator.variant() + " { ", " }");
        fields.setEmptyValue(operator.variant());
        if (operator.immediates().size() == 16) {
            return fields.add("lanes: " + numbers).toString();
        }
        Iterator<Long> number = numbers.iterator();
        for (String kind : operator.immediates()) {
            switch (kind.charAt(0)) {
                case 'm' ->
                    fields.add("memarg: MemArg { align: " + number.next() + ", max_align: " + kind.substring(1)
                            + ", offset: " + number.next() + ", memory: 0 }");
                case 'l' -> fields.add("lane: " + number.next());
                case 'v' -> fields.add("value: V128(" + numbers + ")");
                default -> {}
            }
        }
        return fields.toString();
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
