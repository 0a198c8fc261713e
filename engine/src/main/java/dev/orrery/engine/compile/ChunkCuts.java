package dev.orrery.engine.compile;

import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;
import java.util.Arrays;

/**
 * Chooses where to cut a function, in one pass with an upper bound of each chunk's size. A chunk pays for loading and storing
 * the locals it uses, for the operands that it takes from and leaves in the frame, and for its entries.
 */
final class ChunkCuts {
    /** A loop that takes less than this share of the limit, in percent, is never cut: its locals have to fit beside it. */
    private static final int WHOLE_LOOP_PERCENT = 70;

    /** A chunk takes at least this share of the limit, in percent, unless a loop that is not cut follows. */
    private static final int MIN_FILL_PERCENT = 25;

    private final FunctionBody body;
    private final Flow flow;
    private final CodeSize sizes;
    private final int limit;
    private final boolean[] insideSmallLoop;
    private final int[] largeLoops;
    private final int[] depths;
    private final int[] usedBy;

    private int bytes;
    private int low;
    private int entries;
    private int exits;

    ChunkCuts(FunctionShape shape, Flow flow, CodeSize sizes, int limit) {
        this.body = shape.body();
        this.flow = flow;
        this.sizes = sizes;
        this.limit = limit;
        this.insideSmallLoop = new boolean[body.size() + 1];
        this.largeLoops = new int[body.size() + 1];
        this.depths = new int[body.size() + 1];
        this.usedBy = new int[body.localCount()];
        Arrays.fill(usedBy, -1);
    }

    /** First positions of the chunks, ascending. */
    int[] choose() {
        findLoops();
        int[] starts = new int[16];
        int count = 0;
        for (int from = 0; from < body.size(); from = cutAfter(from)) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, 2 * count);
            }
            starts[count++] = from;
        }
        return Arrays.copyOf(starts, count);
    }

    private void findLoops() {
        long[] before = new long[body.size() + 1];
        for (int i = 0; i < body.size(); i++) {
            before[i + 1] = before[i] + sizes.of(i);
        }
        int smallUntil = 0;
        int depth = 0;
        int large = 0;
        int[] loopEnds = new int[16];
        for (int i = 0; i < body.size(); i++) {
            insideSmallLoop[i] = i < smallUntil;
            depths[i] = depth;
            while (large > 0 && loopEnds[large - 1] < i) {
                large--;
            }
            largeLoops[i] = large;
            int opcode = body.opcode(i);
            if (opcode == Opcode.BLOCK || opcode == Opcode.LOOP || opcode == Opcode.IF) {
                depth++;
            } else if (opcode == Opcode.END) {
                depth--;
            }
            if (opcode == Opcode.LOOP && i >= smallUntil) {
                int end = flow.end(i);
                if (before[end + 1] - before[i] <= (long) limit * WHOLE_LOOP_PERCENT / 100) {
                    smallUntil = end + 1;
                } else {
                    if (large == loopEnds.length) {
                        loopEnds = Arrays.copyOf(loopEnds, 2 * large);
                    }
                    loopEnds[large++] = end;
                }
            }
        }
    }

    /** Where the chunk that starts at {@code from} ends best. */
    private int cutAfter(int from) {
        bytes = CodeSize.FIXED;
        entries = 1;
        exits = 1;
        low = flow.height(from);
        int best = from + 1;
        long bestScore = Long.MAX_VALUE;
        for (int i = from; i < body.size(); i++) {
            add(from, i);
            if (bytes > limit && i > from) {
                return best;
            }
            long score = score(i + 1);
            if (score <= bestScore) {
                best = i + 1;
                bestScore = score;
            }
        }
        return body.size();
    }

    /** How bad it is to cut before operator {@code i}: lower is better. */
    private long score(int i) {
        if (i == body.size()) {
            return 0;
        }
        long unused = 100L * Math.max(0, limit - bytes) / limit;
        long operands = flow.live(i) ? flow.height(i) : 0;
        long inLoop = insideSmallLoop[i] ? 1_000_000_000 : 0;
        long tooSmall = unused > 100 - MIN_FILL_PERCENT ? 10_000_000 : 0;
        return inLoop + tooSmall + 40L * largeLoops[i] + 4L * depths[i] + 15L * operands + unused;
    }

    private void add(int from, int i) {
        if (!flow.live(i)) {
            return;
        }
        bytes += sizes.of(i) + sizes.label(i);
        if (isEntry(from, i)) {
            entries++;
            bytes += 8 + CodeSize.FRAME_ACCESS * Math.max(0, flow.height(i) - low);
        }
        int opcode = body.opcode(i);
        if (opcode == Opcode.LOCAL_GET || opcode == Opcode.LOCAL_SET || opcode == Opcode.LOCAL_TEE) {
            use((int) body.immediate(i), from);
        }
        int leaving = leaving(i, opcode);
        exits += leaving;
        bytes += leaving * CodeSize.FRAME_ACCESS * Math.max(0, flow.height(i) - low);
        lower(flow.low(i));
        if (i > 0 && (body.opcode(i - 1) == Opcode.END || body.opcode(i - 1) == Opcode.ELSE)) {
            lower(flow.low(flow.block(i - 1)));
        }
    }

    /** A local is loaded at the start of a chunk and stored at its end, once each. */
    private void use(int local, int chunk) {
        if (usedBy[local] != chunk) {
            usedBy[local] = chunk;
            bytes += 2 * CodeSize.FRAME_ACCESS;
        }
    }

    /** Whether another chunk may jump to {@code i}. */
    private boolean isEntry(int from, int i) {
        if (i == from) {
            return false;
        }
        return switch (body.opcode(i - 1)) {
            case Opcode.END, Opcode.ELSE -> flow.block(i - 1) < from;
            case Opcode.LOOP -> !insideSmallLoop[i];
            default -> false;
        };
    }

    /** How many jumps out of the chunk operator {@code i} may be. */
    private int leaving(int i, int opcode) {
        return switch (opcode) {
            case Opcode.BR, Opcode.BR_IF, Opcode.IF, Opcode.ELSE -> 1;
            case Opcode.BR_TABLE -> flow.tableTargets(i).length;
            default -> 0;
        };
    }

    /** Operands from {@code height} on are loaded at every entry and stored at every exit. */
    private void lower(int height) {
        if (height < low) {
            bytes += (low - height) * CodeSize.FRAME_ACCESS * (entries + exits);
            low = height;
        }
    }
}
