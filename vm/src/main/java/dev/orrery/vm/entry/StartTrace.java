package dev.orrery.vm.entry;

import dev.orrery.engine.MeteringRule;
import dev.orrery.engine.Trap;
import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.WasmModule;

/**
 * Where a start function trapped, in the words of Wasmer's backtrace: the only place where one gets into a text. Without gas
 * such a function runs no further than its first check, so one frame says it all. Names of the name section are not used.
 * wasmer-types error.rs: Display of RuntimeError.
 */
final class StartTrace {
    private StartTrace() {}

    /** The line of the backtrace with a line break before it, or nothing if the trap was not in the start function. */
    static String place(WasmModule module, Trap trap, MeteringRule metering) {
        if (module.start().isEmpty() || !(trap instanceof Trap.Fault fault)) {
            return "";
        }
        int function = module.start().getAsInt();
        FunctionBody body = module.bodies().get(function - importedFunctions(module));
        return switch (fault.code()) {
            case FUEL_EXHAUSTED -> line(function, firstCheck(body, metering.charges(body)));
            case UNREACHABLE -> line(function, first(body, Opcode.UNREACHABLE));
            // A segment that does not fit has no place, and a start function seldom gets as far as the others.
            default -> "";
        };
    }

    private static int importedFunctions(WasmModule module) {
        return (int) module.imports().stream()
                .filter(wanted -> wanted.type() instanceof ExternType.Function)
                .count();
    }

    private static String line(int function, long offset) {
        return "\n    at <unnamed> (<module>[" + function + "]:0x" + Long.toHexString(offset) + ")";
    }

    /** Quirk: code that the metering puts before an operator is placed behind that operator. */
    private static long firstCheck(FunctionBody body, long[] charges) {
        int operator = 0;
        while (charges[operator] == 0) {
            operator++;
        }
        return operator + 1 < body.size() ? body.offset(operator + 1) : body.offset(operator) + 1;
    }

    private static long first(FunctionBody body, int opcode) {
        int operator = 0;
        while (operator + 1 < body.size() && body.opcode(operator) != opcode) {
            operator++;
        }
        return body.offset(operator);
    }
}
