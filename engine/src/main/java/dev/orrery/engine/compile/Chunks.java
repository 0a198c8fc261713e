package dev.orrery.engine.compile;

import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * Cuts a function that is too large for one method into chunks: ranges of operators, one method each. Control passes between
 * chunks by numbers: a chunk returns the number of the position where the function goes on, and the function's method calls
 * the chunk that holds it.
 *
 * <p>Works for any control flow, since a chunk can be entered at every position that some other chunk jumps to. Where to cut
 * is a matter of speed only: never inside a loop that fits into a chunk, and elsewhere where few operands are on the stack.
 */
final class Chunks {
    /** A number is the chunk, then the entry within it. No chunk has 2^13 entries, each being some bytes of code. */
    static final int ENTRY_BITS = 13;

    /** The number that stands for returning from the function. */
    static final int RETURN = Integer.MAX_VALUE;

    private final FunctionBody body;
    private final Flow flow;
    private final int[] starts;
    private final List<TreeSet<Integer>> entries = new ArrayList<>();
    private final List<List<Integer>> entryLists = new ArrayList<>();

    private Chunks(FunctionBody body, Flow flow, int[] starts) {
        this.body = body;
        this.flow = flow;
        this.starts = starts;
    }

    static Chunks plan(FunctionShape shape, Flow flow, CodeSize sizes, int limit) {
        return plan(shape, flow, sizes, limit, List.of(0));
    }

    /** With live positions at which the function can be entered from outside. */
    static Chunks plan(FunctionShape shape, Flow flow, CodeSize sizes, int limit, List<Integer> outside) {
        Chunks chunks = new Chunks(shape.body(), flow, new ChunkCuts(shape, flow, sizes, limit).choose());
        chunks.findEntries(outside);
        return chunks;
    }

    int count() {
        return starts.length;
    }

    int from(int chunk) {
        return starts[chunk];
    }

    int to(int chunk) {
        return chunk + 1 < starts.length ? starts[chunk + 1] : body.size();
    }

    /** Positions where others enter a chunk, ascending. A chunk without any is never reached. */
    List<Integer> entries(int chunk) {
        return entryLists.get(chunk);
    }

    Region region(int chunk) {
        return new Region(from(chunk), to(chunk), base(chunk), this::number);
    }

    /** The number of a position that is an entry, or of returning. */
    int number(int position) {
        if (position == body.size()) {
            return RETURN;
        }
        int chunk = chunkOf(position);
        return (chunk << ENTRY_BITS) + Collections.binarySearch(entryLists.get(chunk), position);
    }

    /** The lowest height that anything in a chunk touches. */
    private int base(int chunk) {
        int base = Integer.MAX_VALUE;
        for (int i = from(chunk); i < to(chunk); i++) {
            if (!flow.live(i)) {
                continue;
            }
            base = Math.min(base, flow.low(i));
            if (i > 0) {
                switch (body.opcode(i - 1)) {
                    case Opcode.END, Opcode.ELSE -> base = Math.min(base, flow.low(flow.block(i - 1)));
                    case Opcode.LOOP -> base = Math.min(base, flow.low(i - 1));
                    default -> {}
                }
            }
        }
        return base == Integer.MAX_VALUE ? 0 : base;
    }

    private int chunkOf(int position) {
        int found = Arrays.binarySearch(starts, position);
        return found >= 0 ? found : -found - 2;
    }

    private void findEntries(List<Integer> outside) {
        for (int chunk = 0; chunk < starts.length; chunk++) {
            entries.add(new TreeSet<>());
        }
        outside.forEach(entry -> entries.get(chunkOf(entry)).add(entry));
        for (int chunk = 0; chunk < starts.length; chunk++) {
            if (flow.live(starts[chunk])) {
                entries.get(chunk).add(starts[chunk]);
            }
            for (int i = from(chunk); i < to(chunk); i++) {
                if (flow.live(i)) {
                    findJumps(chunk, i);
                }
            }
        }
        entries.forEach(positions -> entryLists.add(List.copyOf(positions)));
    }

    private void findJumps(int chunk, int i) {
        switch (body.opcode(i)) {
            case Opcode.BR, Opcode.BR_IF -> jump(chunk, flow.target(flow.block(i)), false);
            case Opcode.IF -> jump(chunk, flow.otherwise(i), false);
            case Opcode.ELSE -> jump(chunk, flow.end(flow.block(i)) + 1, false);
            case Opcode.BR_TABLE -> {
                int[] blocks = flow.tableBlocks(i);
                boolean byNumber = blocks.length > CodeSize.MAX_SWITCH_LABELS;
                for (int block : blocks) {
                    jump(chunk, flow.target(block), byNumber);
                }
            }
            default -> {}
        }
    }

    private void jump(int from, int target, boolean byNumber) {
        if (target < body.size() && (byNumber || chunkOf(target) != from)) {
            entries.get(chunkOf(target)).add(target);
        }
    }
}
