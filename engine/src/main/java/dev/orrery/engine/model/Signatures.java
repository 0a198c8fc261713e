package dev.orrery.engine.model;

import static dev.orrery.engine.model.ValType.F32;
import static dev.orrery.engine.model.ValType.F64;
import static dev.orrery.engine.model.ValType.I32;
import static dev.orrery.engine.model.ValType.I64;

import java.util.List;
import java.util.Optional;

/** Operand types of the operators whose types do not depend on where they stand: Wasm spec 3.3. */
public final class Signatures {
    private static final int PREFIXED = 0xFC00;
    private static final int ONE_BYTE = 256;
    private static final FuncType[] TABLE = new FuncType[ONE_BYTE + 32];

    static {
        range(Opcode.I32_EQZ, Opcode.I32_EQZ, List.of(I32), List.of(I32));
        range(Opcode.I32_EQ, Opcode.I32_GE_U, List.of(I32, I32), List.of(I32));
        range(Opcode.I64_EQZ, Opcode.I64_EQZ, List.of(I64), List.of(I32));
        range(Opcode.I64_EQ, Opcode.I64_GE_U, List.of(I64, I64), List.of(I32));
        range(Opcode.F32_EQ, Opcode.F32_GE, List.of(F32, F32), List.of(I32));
        range(Opcode.F64_EQ, Opcode.F64_GE, List.of(F64, F64), List.of(I32));
        range(Opcode.I32_CLZ, Opcode.I32_POPCNT, List.of(I32), List.of(I32));
        range(Opcode.I32_ADD, Opcode.I32_ROTR, List.of(I32, I32), List.of(I32));
        range(Opcode.I64_CLZ, Opcode.I64_POPCNT, List.of(I64), List.of(I64));
        range(Opcode.I64_ADD, Opcode.I64_ROTR, List.of(I64, I64), List.of(I64));
        range(Opcode.F32_ABS, Opcode.F32_SQRT, List.of(F32), List.of(F32));
        range(Opcode.F32_ADD, Opcode.F32_COPYSIGN, List.of(F32, F32), List.of(F32));
        range(Opcode.F64_ABS, Opcode.F64_SQRT, List.of(F64), List.of(F64));
        range(Opcode.F64_ADD, Opcode.F64_COPYSIGN, List.of(F64, F64), List.of(F64));
        range(Opcode.I32_WRAP_I64, Opcode.I32_WRAP_I64, List.of(I64), List.of(I32));
        range(Opcode.I32_TRUNC_F32_S, Opcode.I32_TRUNC_F32_U, List.of(F32), List.of(I32));
        range(Opcode.I32_TRUNC_F64_S, Opcode.I32_TRUNC_F64_U, List.of(F64), List.of(I32));
        range(Opcode.I64_EXTEND_I32_S, Opcode.I64_EXTEND_I32_U, List.of(I32), List.of(I64));
        range(Opcode.I64_TRUNC_F32_S, Opcode.I64_TRUNC_F32_U, List.of(F32), List.of(I64));
        range(Opcode.I64_TRUNC_F64_S, Opcode.I64_TRUNC_F64_U, List.of(F64), List.of(I64));
        range(Opcode.F32_CONVERT_I32_S, Opcode.F32_CONVERT_I32_U, List.of(I32), List.of(F32));
        range(Opcode.F32_CONVERT_I64_S, Opcode.F32_CONVERT_I64_U, List.of(I64), List.of(F32));
        range(Opcode.F32_DEMOTE_F64, Opcode.F32_DEMOTE_F64, List.of(F64), List.of(F32));
        range(Opcode.F64_CONVERT_I32_S, Opcode.F64_CONVERT_I32_U, List.of(I32), List.of(F64));
        range(Opcode.F64_CONVERT_I64_S, Opcode.F64_CONVERT_I64_U, List.of(I64), List.of(F64));
        range(Opcode.F64_PROMOTE_F32, Opcode.F64_PROMOTE_F32, List.of(F32), List.of(F64));
        range(Opcode.I32_REINTERPRET_F32, Opcode.I32_REINTERPRET_F32, List.of(F32), List.of(I32));
        range(Opcode.I64_REINTERPRET_F64, Opcode.I64_REINTERPRET_F64, List.of(F64), List.of(I64));
        range(Opcode.F32_REINTERPRET_I32, Opcode.F32_REINTERPRET_I32, List.of(I32), List.of(F32));
        range(Opcode.F64_REINTERPRET_I64, Opcode.F64_REINTERPRET_I64, List.of(I64), List.of(F64));
        range(Opcode.I32_EXTEND8_S, Opcode.I32_EXTEND16_S, List.of(I32), List.of(I32));
        range(Opcode.I64_EXTEND8_S, Opcode.I64_EXTEND32_S, List.of(I64), List.of(I64));
        range(Opcode.I32_TRUNC_SAT_F32_S, Opcode.I32_TRUNC_SAT_F32_U, List.of(F32), List.of(I32));
        range(Opcode.I32_TRUNC_SAT_F64_S, Opcode.I32_TRUNC_SAT_F64_U, List.of(F64), List.of(I32));
        range(Opcode.I64_TRUNC_SAT_F32_S, Opcode.I64_TRUNC_SAT_F32_U, List.of(F32), List.of(I64));
        range(Opcode.I64_TRUNC_SAT_F64_S, Opcode.I64_TRUNC_SAT_F64_U, List.of(F64), List.of(I64));
        range(Opcode.I32_LOAD, Opcode.I32_LOAD, List.of(I32), List.of(I32));
        range(Opcode.I64_LOAD, Opcode.I64_LOAD, List.of(I32), List.of(I64));
        range(Opcode.F32_LOAD, Opcode.F32_LOAD, List.of(I32), List.of(F32));
        range(Opcode.F64_LOAD, Opcode.F64_LOAD, List.of(I32), List.of(F64));
        range(Opcode.I32_LOAD8_S, Opcode.I32_LOAD16_U, List.of(I32), List.of(I32));
        range(Opcode.I64_LOAD8_S, Opcode.I64_LOAD32_U, List.of(I32), List.of(I64));
        range(Opcode.I32_STORE, Opcode.I32_STORE, List.of(I32, I32), List.of());
        range(Opcode.I64_STORE, Opcode.I64_STORE, List.of(I32, I64), List.of());
        range(Opcode.F32_STORE, Opcode.F32_STORE, List.of(I32, F32), List.of());
        range(Opcode.F64_STORE, Opcode.F64_STORE, List.of(I32, F64), List.of());
        range(Opcode.I32_STORE8, Opcode.I32_STORE16, List.of(I32, I32), List.of());
        range(Opcode.I64_STORE8, Opcode.I64_STORE32, List.of(I32, I64), List.of());
        range(Opcode.MEMORY_SIZE, Opcode.MEMORY_SIZE, List.of(), List.of(I32));
        range(Opcode.MEMORY_GROW, Opcode.MEMORY_GROW, List.of(I32), List.of(I32));
        range(Opcode.I32_CONST, Opcode.I32_CONST, List.of(), List.of(I32));
        range(Opcode.I64_CONST, Opcode.I64_CONST, List.of(), List.of(I64));
        range(Opcode.F32_CONST, Opcode.F32_CONST, List.of(), List.of(F32));
        range(Opcode.F64_CONST, Opcode.F64_CONST, List.of(), List.of(F64));
        range(Opcode.MEMORY_INIT, Opcode.MEMORY_INIT, List.of(I32, I32, I32), List.of());
        range(Opcode.MEMORY_COPY, Opcode.MEMORY_FILL, List.of(I32, I32, I32), List.of());
        range(Opcode.TABLE_INIT, Opcode.TABLE_INIT, List.of(I32, I32, I32), List.of());
        range(Opcode.TABLE_COPY, Opcode.TABLE_COPY, List.of(I32, I32, I32), List.of());
        range(Opcode.DATA_DROP, Opcode.DATA_DROP, List.of(), List.of());
        range(Opcode.ELEM_DROP, Opcode.ELEM_DROP, List.of(), List.of());
        range(Opcode.TABLE_SIZE, Opcode.TABLE_SIZE, List.of(), List.of(I32));
    }

    private Signatures() {}

    /** What the operator takes and leaves, or empty where that depends on more than the operator. */
    public static Optional<FuncType> of(int opcode) {
        return Optional.ofNullable(TABLE[slot(opcode)]);
    }

    private static void range(int first, int last, List<ValType> params, List<ValType> results) {
        FuncType type = new FuncType(params, results);
        for (int opcode = first; opcode <= last; opcode++) {
            TABLE[slot(opcode)] = type;
        }
    }

    private static int slot(int opcode) {
        return opcode < ONE_BYTE ? opcode : opcode - PREFIXED + ONE_BYTE;
    }
}
