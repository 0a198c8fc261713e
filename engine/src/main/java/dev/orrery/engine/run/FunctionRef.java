package dev.orrery.engine.run;

import dev.orrery.engine.HostFunction;
import dev.orrery.engine.Trap;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.ValType;
import java.util.List;

/** A function as a value: what tables hold, and what an imported function is bound to. */
public sealed interface FunctionRef {
    FuncType type();

    /**
     * Calls it.
     *
     * @param caller whose code calls; reference operands are its {@link RunningInstance#bits}
     * @param stack bytes left of the stack budget
     */
    long[] call(RunningInstance caller, long[] args, int stack);

    /** A function that the module of {@code owner} defines. */
    final class Guest implements FunctionRef {
        private static final long[] NO_VALUES = {};

        public final RunningInstance owner;
        public final int index;
        private final FuncType type;

        Guest(RunningInstance owner, int index, FuncType type) {
            this.owner = owner;
            this.index = index;
            this.type = type;
        }

        @Override
        public FuncType type() {
            return type;
        }

        @Override
        public long[] call(RunningInstance caller, long[] args, int stack) {
            if (caller == owner) {
                return owner.code().call(owner, index, args, stack);
            }
            long[] results = owner.code().call(owner, index, moved(args, type.params(), caller, owner), stack);
            return moved(results, type.results(), owner, caller);
        }

        /** Functions are named by numbers of one instance; here they get those of the other. */
        private static long[] moved(long[] values, List<ValType> types, RunningInstance from, RunningInstance to) {
            long[] moved = types.isEmpty() ? NO_VALUES : values.clone();
            for (int i = 0; i < moved.length; i++) {
                if (types.get(i) == ValType.FUNCREF) {
                    moved[i] = to.bits(from.functionReference(values[i]));
                }
            }
            return moved;
        }
    }

    /** A function of the host. */
    record Host(FuncType type, HostFunction function) implements FunctionRef {
        @Override
        public long[] call(RunningInstance caller, long[] args, int stack) {
            if (stack < caller.importBytes()) {
                throw Traps.stackExhausted();
            }
            long result;
            try {
                result = function.call(caller, args);
            } catch (RuntimeException thrown) {
                throw new Trap.Host(thrown);
            }
            return type.results().isEmpty()
                    ? new long[0]
                    : new long[] {normal(type.results().getFirst(), result)};
        }

        private static long normal(ValType type, long bits) {
            return switch (type) {
                case I32 -> (int) bits;
                case F32 -> bits & 0xFFFF_FFFFL;
                default -> bits;
            };
        }
    }
}
