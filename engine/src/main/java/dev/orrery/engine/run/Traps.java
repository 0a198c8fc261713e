package dev.orrery.engine.run;

import dev.orrery.engine.Trap;
import dev.orrery.engine.TrapCode;

/** Makes the traps that generated code throws. Each call makes a new one: traps are caught, wrapped and compared by hosts. */
public final class Traps {
    private Traps() {}

    public static Trap unreachable() {
        return new Trap.Fault(TrapCode.UNREACHABLE);
    }

    public static Trap divideByZero() {
        return new Trap.Fault(TrapCode.INTEGER_DIVIDE_BY_ZERO);
    }

    public static Trap integerOverflow() {
        return new Trap.Fault(TrapCode.INTEGER_OVERFLOW);
    }

    public static Trap invalidConversion() {
        return new Trap.Fault(TrapCode.INVALID_CONVERSION_TO_INTEGER);
    }

    public static Trap memoryOutOfBounds() {
        return new Trap.Fault(TrapCode.MEMORY_OUT_OF_BOUNDS);
    }

    public static Trap tableOutOfBounds() {
        return new Trap.Fault(TrapCode.TABLE_OUT_OF_BOUNDS);
    }

    public static Trap uninitializedElement() {
        return new Trap.Fault(TrapCode.UNINITIALIZED_ELEMENT);
    }

    public static Trap typeMismatch() {
        return new Trap.Fault(TrapCode.INDIRECT_CALL_TYPE_MISMATCH);
    }

    public static Trap stackExhausted() {
        return new Trap.Fault(TrapCode.CALL_STACK_EXHAUSTED);
    }
}
