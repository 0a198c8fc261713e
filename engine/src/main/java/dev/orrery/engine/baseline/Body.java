package dev.orrery.engine.baseline;

import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.run.Continuation;
import dev.orrery.engine.run.Entrance;
import java.util.ArrayList;
import java.util.List;

/**
 * A function as {@link Interpretation} runs it: one entry per operator, at the operator's own position, and one more that returns.
 * Immutable but for what was compiled of it; shared between threads.
 *
 * <p>A frame is laid out as in functions that are compiled in chunks: locals, then operands by height, all as raw bits. So
 * compiled code can go on with a frame where this one stops.
 */
final class Body {
    /** With more loops a function is compiled once for each that is hot, since every entrance takes room. */
    private static final int MAX_LOOPS = 32;

    /** So many operators must go with a call, which takes arrays of arguments on its way in and out of compiled code. An estimate. */
    private static final int OPERATORS_OF_A_CALL = 32;

    private static final List<Integer> UNKNOWN = List.of(-1);

    final int function;
    final int params;
    final boolean hasResult;
    final int localCount;
    final int frameSize;

    /** Bytes of the stack budget that must be left on entry. */
    final int entering;

    final int[] opcodes;

    /** The operators' immediates; for branches a {@link #target}, for {@code if, else} where to jump. */
    final long[] immediates;

    final long[] charges;

    /** What calls, and operators that need some, take from the stack budget. */
    final int[] taken;

    /** For each {@code br_table} the number of its labels without the default, then a {@link #target} for each, the default last. */
    final long[] labels;

    /** The function's compiled form, once there is one. Racy on purpose: a call that misses it is interpreted, which is as good. */
    Continuation start;

    /** The way into a function that only compiled code can run, once it was called. Racy as well. */
    Entrance entrance;

    /** Found when they are first asked for, by any thread; a body may be huge. */
    private List<Integer> loops = UNKNOWN;

    /** How many operators call something, found likewise; −1 before. */
    private int calls = -1;

    Body(
            int function,
            int params,
            boolean hasResult,
            int localCount,
            int frameSize,
            int entering,
            int[] opcodes,
            long[] immediates,
            long[] charges,
            int[] taken,
            long[] labels) {
        this.function = function;
        this.params = params;
        this.hasResult = hasResult;
        this.localCount = localCount;
        this.frameSize = frameSize;
        this.entering = entering;
        this.opcodes = opcodes;
        this.immediates = immediates;
        this.charges = charges;
        this.taken = taken;
        this.labels = labels;
    }

    /** A function that only compiled code can run. */
    static Body foreign(int function, FuncType type) {
        long[] none = {};
        boolean hasResult = !type.results().isEmpty();
        return new Body(function, type.params().size(), hasResult, 0, 0, 0, new int[0], none, none, new int[0], none);
    }

    /**
     * Positions at which the function is entered, besides its beginning, if it is compiled for the sake of one: the tops of all its
     * loops, unless they are too many.
     *
     * @param position the top of a loop, or 0
     */
    List<Integer> loopsWith(int position) {
        if (loops.equals(UNKNOWN)) {
            loops = loops(opcodes);
        }
        if (loops.size() <= MAX_LOOPS) {
            return loops;
        }
        return position == 0 ? List.of() : List.of(position);
    }

    /** Whether its own operators weigh more than what going in and out of compiled code costs, at its calls and at those it makes. */
    boolean isWorthCompiling() {
        if (calls < 0) {
            calls = calls(opcodes);
        }
        return (calls + 1) * OPERATORS_OF_A_CALL <= opcodes.length;
    }

    private static int calls(int[] opcodes) {
        int calls = 0;
        for (int opcode : opcodes) {
            calls += opcode == Opcode.CALL || opcode == Opcode.CALL_INDIRECT ? 1 : 0;
        }
        return calls;
    }

    private static List<Integer> loops(int[] opcodes) {
        List<Integer> tops = new ArrayList<>();
        for (int i = 0; i < opcodes.length; i++) {
            if (opcodes[i] == Opcode.LOOP) {
                tops.add(i + 1);
            }
        }
        return List.copyOf(tops);
    }

    boolean isForeign() {
        return opcodes.length == 0;
    }

    /**
     * Where a branch goes, as one number that is not negative.
     *
     * @param position of the operator that comes next
     * @param slot of the frame in which the value that the branch carries has to be
     * @param carries whether it carries one
     */
    static long target(int position, int slot, boolean carries) {
        return (long) slot << 33 | (carries ? 1L << 32 : 0) | position;
    }

    static int position(long target) {
        return (int) target;
    }

    static int slot(long target) {
        return (int) (target >>> 33);
    }

    static boolean carries(long target) {
        return (target & 1L << 32) != 0;
    }
}
