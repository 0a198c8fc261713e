package dev.orrery.engine.fuzz;

import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.Signatures;
import dev.orrery.engine.model.ValType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The operators that only take and give numbers, by the type they give. */
final class OperatorPool {
    private static final Map<ValType, int[]> PURE = new EnumMap<>(ValType.class);
    private static final Map<ValType, int[]> LOADS = new EnumMap<>(ValType.class);
    private static final int[] STORES =
            IntStream.rangeClosed(Opcode.I32_STORE, Opcode.I64_STORE32).toArray();

    static {
        for (ValType type : List.of(ValType.I32, ValType.I64, ValType.F32, ValType.F64)) {
            PURE.put(
                    type,
                    giving(
                            type,
                            IntStream.rangeClosed(Opcode.I32_EQZ, Opcode.I64_EXTEND32_S),
                            IntStream.rangeClosed(Opcode.I32_TRUNC_SAT_F32_S, Opcode.I64_TRUNC_SAT_F64_U)));
            LOADS.put(type, giving(type, IntStream.rangeClosed(Opcode.I32_LOAD, Opcode.I64_LOAD32_U)));
        }
    }

    private OperatorPool() {}

    static int[] pure(ValType type) {
        return PURE.get(type);
    }

    static int[] loads(ValType type) {
        return LOADS.get(type);
    }

    static int[] stores() {
        return STORES;
    }

    static FuncType signature(int opcode) {
        return Signatures.of(opcode).orElseThrow();
    }

    /** Division, remainder, and the truncations that do not saturate. */
    static boolean mayTrap(int opcode) {
        return (opcode >= Opcode.I32_DIV_S && opcode <= Opcode.I32_REM_U)
                || (opcode >= Opcode.I64_DIV_S && opcode <= Opcode.I64_REM_U)
                || (opcode >= Opcode.I32_TRUNC_F32_S && opcode <= Opcode.I32_TRUNC_F64_U)
                || (opcode >= Opcode.I64_TRUNC_F32_S && opcode <= Opcode.I64_TRUNC_F64_U);
    }

    /** Log2 of the largest alignment that the validator allows for a load or store. */
    static int naturalAlignment(int opcode) {
        return switch (opcode) {
            case Opcode.I32_LOAD8_S,
                    Opcode.I32_LOAD8_U,
                    Opcode.I64_LOAD8_S,
                    Opcode.I64_LOAD8_U,
                    Opcode.I32_STORE8,
                    Opcode.I64_STORE8 -> 0;
            case Opcode.I32_LOAD16_S,
                    Opcode.I32_LOAD16_U,
                    Opcode.I64_LOAD16_S,
                    Opcode.I64_LOAD16_U,
                    Opcode.I32_STORE16,
                    Opcode.I64_STORE16 -> 1;
            case Opcode.I64_LOAD, Opcode.F64_LOAD, Opcode.I64_STORE, Opcode.F64_STORE -> 3;
            default -> 2;
        };
    }

    private static int[] giving(ValType type, IntStream... ranges) {
        List<Integer> found = new ArrayList<>();
        for (IntStream range : ranges) {
            range.filter(opcode -> Signatures.of(opcode)
                            .filter(signature -> signature.results().equals(List.of(type)))
                            .isPresent())
                    .forEach(found::add);
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }
}
