package dev.orrery.engine.fuzz;

import dev.orrery.engine.Extern;
import dev.orrery.engine.Instance;
import dev.orrery.engine.Linker;
import dev.orrery.engine.Trap;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.ValType;
import dev.orrery.engine.run.LinearMemory;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The host of generated modules. It sees all that a host can see when the guest calls (arguments, fuel, memory), keeps a hash
 * of it, and does what a host can do: answer, write memory, spend fuel, call back, throw.
 */
final class FuzzHost {
    static final String MODULE = "host";

    /** Types of the imports, in the order of their numbers. */
    static final List<FuncType> TYPES = List.of(
            type(List.of(ValType.I32, ValType.I64), ValType.I64),
            type(List.of(ValType.F64, ValType.F32)),
            type(List.of(), ValType.I64),
            type(List.of(ValType.I32)),
            type(List.of(ValType.I32), ValType.I32),
            type(List.of(ValType.I32)),
            type(List.of(ValType.I32), ValType.I32),
            type(List.of(ValType.F32), ValType.F32),
            type(List.of(ValType.F64), ValType.F64));

    private static final int MAX_CALLBACKS = 2;
    private static final int MIX = 31;

    private final int callback;
    private long seen;
    private int depth;

    /** @param callback the function that the host calls when it calls back; without parameters, or it does not call back */
    FuzzHost(int callback) {
        this.callback = callback;
    }

    /** Thrown by a host function, with its argument as text. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message, null, false, false);
        }
    }

    static String name(int index) {
        return "h" + index;
    }

    Linker linker() {
        return wanted -> IntStream.range(0, TYPES.size())
                .boxed()
                .filter(index -> name(index).equals(wanted.name()))
                .findFirst()
                .map(index -> new Extern.Host(TYPES.get(index), (caller, args) -> call(index, caller, args)));
    }

    /** A hash of everything the guest has shown so far. */
    long seen() {
        return seen;
    }

    private long call(int index, Instance caller, long[] args) {
        see(index);
        see(caller.fuel());
        for (long arg : args) {
            see(arg);
        }
        return switch (index) {
            case 0 -> args[0] * MIX ^ args[1];
            case 2 -> caller.fuel();
            case 3 -> spend(caller, args[0] & 0x3FFF);
            case 4 -> poke(caller.memory(), args[0] & 0xFFFF_FFFFL);
            case 5 -> refuse(args[0]);
            case 6 -> callBack(caller);
            case 7, 8 -> args[0];
            default -> 0;
        };
    }

    private static long spend(Instance caller, long units) {
        long left = caller.fuel();
        if (Long.compareUnsigned(left, units) < 0) {
            throw new Refusal("no fuel");
        }
        caller.fuel(left - units);
        return 0;
    }

    /** Reads and changes a byte, if it is there. */
    private static long poke(LinearMemory memory, long address) {
        if (!memory.contains(address, 1)) {
            return -1;
        }
        byte before = memory.read((int) address, 1)[0];
        memory.write((int) address, new byte[] {(byte) (before + 1)});
        return before;
    }

    private static long refuse(long argument) {
        if (argument % 8 == 3) {
            throw new Refusal("refused " + argument);
        }
        return 0;
    }

    /** Calls into the guest that is waiting; a trap inside is an answer. */
    private long callBack(Instance caller) {
        if (callback < 0 || depth >= MAX_CALLBACKS) {
            return -1;
        }
        depth++;
        try {
            long[] results = caller.invoke(callback);
            for (long result : results) {
                see(result);
            }
            return results.length;
        } catch (Trap trap) {
            see(trap.getMessage().hashCode());
            return -2;
        } finally {
            depth--;
            see(caller.fuel());
        }
    }

    private void see(long value) {
        seen = seen * MIX + Long.hashCode(value);
    }

    private static FuncType type(List<ValType> params, ValType... results) {
        return new FuncType(params, List.of(results));
    }
}
