package dev.orrery.engine.compile;

import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.ValType;
import java.util.List;

/**
 * Operand and result types of the operators for which they don't depend on an immediate: numeric operators, constants, loads,
 * stores, memory operators. Wasm spec 3.3. Bodies are validated before they come here, so this is a table, not a check.
 */
record OperatorTypes(List<ValType> operands, List<ValType> results) {
    private static final OperatorTypes[] PLAIN = new OperatorTypes[256];
    private static final OperatorTypes[] PREFIXED = new OperatorTypes[32];
    private static final int PREFIX = 0xFC00;

    static {
        set(Opcode.I32_LOAD, Opcode.I32_LOAD, "i", "i");
        set(Opcode.I64_LOAD, Opcode.I64_LOAD, "i", "l");
        set(Opcode.F32_LOAD, Opcode.F32_LOAD, "i", "f");
        set(Opcode.F64_LOAD, Opcode.F64_LOAD, "i", "d");
        set(Opcode.I32_LOAD8_S, Opcode.I32_LOAD16_U, "i", "i");
        set(Opcode.I64_LOAD8_S, Opcode.I64_LOAD32_U, "i", "l");
        set(Opcode.I32_STORE, Opcode.I32_STORE, "ii", "");
        set(Opcode.I64_STORE, Opcode.I64_STORE, "il", "");
        set(Opcode.F32_STORE, Opcode.F32_STORE, "if", "");
        set(Opcode.F64_STORE, Opcode.F64_STORE, "id", "");
        set(Opcode.I32_STORE8, Opcode.I32_STORE16, "ii", "");
        set(Opcode.I64_STORE8, Opcode.I64_STORE32, "il", "");
        set(Opcode.MEMORY_SIZE, Opcode.MEMORY_SIZE, "", "i");
        set(Opcode.MEMORY_GROW, Opcode.MEMORY_GROW, "i", "i");
        set(Opcode.I32_CONST, Opcode.I32_CONST, "", "i");
        set(Opcode.I64_CONST, Opcode.I64_CONST, "", "l");
        set(Opcode.F32_CONST, Opcode.F32_CONST, "", "f");
        set(Opcode.F64_CONST, Opcode.F64_CONST, "", "d");
        set(Opcode.I32_EQZ, Opcode.I32_EQZ, "i", "i");
        set(Opcode.I32_EQ, Opcode.I32_GE_U, "ii", "i");
        set(Opcode.I64_EQZ, Opcode.I64_EQZ, "l", "i");
        set(Opcode.I64_EQ, Opcode.I64_GE_U, "ll", "i");
        set(Opcode.F32_EQ, Opcode.F32_GE, "ff", "i");
        set(Opcode.F64_EQ, Opcode.F64_GE, "dd", "i");
        set(Opcode.I32_CLZ, Opcode.I32_POPCNT, "i", "i");
        set(Opcode.I32_ADD, Opcode.I32_ROTR, "ii", "i");
        set(Opcode.I64_CLZ, Opcode.I64_POPCNT, "l", "l");
        set(Opcode.I64_ADD, Opcode.I64_ROTR, "ll", "l");
        set(Opcode.F32_ABS, Opcode.F32_SQRT, "f", "f");
        set(Opcode.F32_ADD, Opcode.F32_COPYSIGN, "ff", "f");
        set(Opcode.F64_ABS, Opcode.F64_SQRT, "d", "d");
        set(Opcode.F64_ADD, Opcode.F64_COPYSIGN, "dd", "d");
        set(Opcode.I32_WRAP_I64, Opcode.I32_WRAP_I64, "l", "i");
        set(Opcode.I32_TRUNC_F32_S, Opcode.I32_TRUNC_F32_U, "f", "i");
        set(Opcode.I32_TRUNC_F64_S, Opcode.I32_TRUNC_F64_U, "d", "i");
        set(Opcode.I64_EXTEND_I32_S, Opcode.I64_EXTEND_I32_U, "i", "l");
        set(Opcode.I64_TRUNC_F32_S, Opcode.I64_TRUNC_F32_U, "f", "l");
        set(Opcode.I64_TRUNC_F64_S, Opcode.I64_TRUNC_F64_U, "d", "l");
        set(Opcode.F32_CONVERT_I32_S, Opcode.F32_CONVERT_I32_U, "i", "f");
        set(Opcode.F32_CONVERT_I64_S, Opcode.F32_CONVERT_I64_U, "l", "f");
        set(Opcode.F32_DEMOTE_F64, Opcode.F32_DEMOTE_F64, "d", "f");
        set(Opcode.F64_CONVERT_I32_S, Opcode.F64_CONVERT_I32_U, "i", "d");
        set(Opcode.F64_CONVERT_I64_S, Opcode.F64_CONVERT_I64_U, "l", "d");
        set(Opcode.F64_PROMOTE_F32, Opcode.F64_PROMOTE_F32, "f", "d");
        set(Opcode.I32_REINTERPRET_F32, Opcode.I32_REINTERPRET_F32, "f", "i");
        set(Opcode.I64_REINTERPRET_F64, Opcode.I64_REINTERPRET_F64, "d", "l");
        set(Opcode.F32_REINTERPRET_I32, Opcode.F32_REINTERPRET_I32, "i", "f");
        set(Opcode.F64_REINTERPRET_I64, Opcode.F64_REINTERPRET_I64, "l", "d");
        set(Opcode.I32_EXTEND8_S, Opcode.I32_EXTEND16_S, "i", "i");
        set(Opcode.I64_EXTEND8_S, Opcode.I64_EXTEND32_S, "l", "l");
        set(Opcode.I32_TRUNC_SAT_F32_S, Opcode.I32_TRUNC_SAT_F32_U, "f", "i");
        set(Opcode.I32_TRUNC_SAT_F64_S, Opcode.I32_TRUNC_SAT_F64_U, "d", "i");
        set(Opcode.I64_TRUNC_SAT_F32_S, Opcode.I64_TRUNC_SAT_F32_U, "f", "l");
        set(Opcode.I64_TRUNC_SAT_F64_S, Opcode.I64_TRUNC_SAT_F64_U, "d", "l");
        set(Opcode.MEMORY_INIT, Opcode.MEMORY_INIT, "iii", "");
        set(Opcode.DATA_DROP, Opcode.DATA_DROP, "", "");
        set(Opcode.MEMORY_COPY, Opcode.MEMORY_FILL, "iii", "");
        set(Opcode.TABLE_INIT, Opcode.TABLE_INIT, "iii", "");
        set(Opcode.ELEM_DROP, Opcode.ELEM_DROP, "", "");
        set(Opcode.TABLE_COPY, Opcode.TABLE_COPY, "iii", "");
        set(Opcode.TABLE_SIZE, Opcode.TABLE_SIZE, "", "i");
        set(Opcode.NOP, Opcode.NOP, "", "");
    }

    /** Of an operator that has an entry here. */
    static OperatorTypes of(int opcode) {
        return opcode < PREFIX ? PLAIN[opcode] : PREFIXED[opcode - PREFIX];
    }

    private static void set(int first, int last, String operands, String results) {
        for (int opcode = first; opcode <= last; opcode++) {
            OperatorTypes types = new OperatorTypes(types(operands), types(results));
            if (opcode < PREFIX) {
                PLAIN[opcode] = types;
            } else {
                PREFIXED[opcode - PREFIX] = types;
            }
        }
    }

    private static List<ValType> types(String letters) {
        return letters.chars()
                .mapToObj(letter -> switch (letter) {
                    case 'i' -> ValType.I32;
                    case 'l' -> ValType.I64;
                    case 'f' -> ValType.F32;
                    default -> ValType.F64;
                })
                .toList();
    }
}
