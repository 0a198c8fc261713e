package dev.orrery.engine.run;

/**
 * What generated code does with its instance, as static methods: operands of the guest come first, as the operand stack has
 * them, then the instance, then constants. Hot where it charges fuel or touches globals.
 */
public final class InstanceAccess {
    private InstanceAccess() {}

    /**
     * Fuel at hand after paying; too little in all stops the guest, and leaves the fuel as it was. Short on purpose: HotSpot
     * inlines no more than 8,000 bytes of bytecode into one method, and large functions pay at hundreds of places.
     */
    public static long charge(long fuel, long cost, RunningInstance instance) {
        fuel -= cost;
        if (fuel < 0) {
            return instance.refill(fuel, cost);
        }
        return fuel;
    }

    /** Traps if less of the stack budget is left than a call needs. */
    public static void checkStack(int left, int needed) {
        if (left < needed) {
            throw Traps.stackExhausted();
        }
    }

    public static void setGlobal(int value, RunningInstance instance, int global) {
        instance.globals[global].bits = value;
    }

    public static void setGlobal(long value, RunningInstance instance, int global) {
        instance.globals[global].bits = value;
    }

    public static void setGlobal(float value, RunningInstance instance, int global) {
        instance.globals[global].bits = Float.floatToRawIntBits(value) & 0xFFFF_FFFFL;
    }

    public static void setGlobal(double value, RunningInstance instance, int global) {
        instance.globals[global].bits = Double.doubleToRawLongBits(value);
    }

    public static void setGlobal(Object value, RunningInstance instance, int global) {
        instance.globals[global].reference = value;
    }

    public static int grow(int pages, RunningInstance instance) {
        return instance.memory.grow(pages);
    }

    public static void fill(int to, int value, int length, RunningInstance instance) {
        instance.memory.fill(to, value, length);
    }

    public static void copy(int to, int from, int length, RunningInstance instance) {
        instance.memory.copy(to, instance.memory, from, length);
    }

    public static void init(int to, int from, int length, RunningInstance instance, int segment) {
        instance.memoryInit(segment, to, from, length);
    }

    public static Object tableGet(int index, RunningInstance instance, int table) {
        return instance.tables[table].get(index);
    }

    public static void tableSet(int index, Object value, RunningInstance instance, int table) {
        instance.tables[table].set(index, value);
    }

    public static int tableSize(RunningInstance instance, int table) {
        return instance.tables[table].size();
    }

    public static int tableGrow(Object value, int more, RunningInstance instance, int table) {
        return instance.tables[table].grow(value, more);
    }

    public static void tableFill(int index, Object value, int length, RunningInstance instance, int table) {
        instance.tables[table].fill(index, value, length);
    }

    public static void tableCopy(int to, int from, int length, RunningInstance instance, int target, int source) {
        instance.tables[target].copy(to, instance.tables[source], from, length);
    }

    public static void tableInit(int to, int from, int length, RunningInstance instance, int segment, int table) {
        instance.tableInit(table, segment, to, from, length);
    }

    /** Calls an imported function. */
    public static long[] callImport(long[] args, RunningInstance instance, int stack, int function) {
        return instance.callFunction(function, args, stack);
    }

    /** Calls any function, for a continuation. */
    public static long[] callGuest(long[] args, RunningInstance instance, int stack, int function) {
        return instance.guestCalls.call(function, args, stack);
    }

    /** Calls a table's element by its slow path. */
    public static long[] callIndirect(
            long[] args, int index, RunningInstance instance, int stack, int type, int table) {
        return instance.callIndirect(table, index, type, args, stack);
    }

    /** Index of the function in a table's element, or −1 if another instance or the host has it. */
    public static int ownFunction(int index, RunningInstance instance, int table) {
        return instance.ownFunction(table, index);
    }

    /** A table of chunk numbers that the compiler put beside the class files; a continuation's if the number is negative. */
    public static int[] branchTable(RunningInstance instance, int number) {
        return number < 0
                ? instance.guestCalls.branchTable(~number)
                : instance.code().branchTable(number);
    }
}
