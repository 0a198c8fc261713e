package dev.orrery.engine.compile;

import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.ValType;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What control flow does in one function, worked out in one pass: which operators can be reached at all, how high the operand
 * stack is, where each branch goes. A <em>position</em> p is the place right before operator p and its charge; the position
 * behind the last operator stands for returning.
 *
 * <p>Stricter than the validation algorithm's idea of dead code: behind the end of a block that nothing leaves, no code is
 * emitted, because the JVM's verifier wants every instruction reachable.
 */
final class Flow {
    /** The function's own label, where a block index is asked for. */
    static final int FUNCTION = -1;

    private final FunctionBody body;
    private final ModuleTypes types;
    private final boolean[] live;
    private final int[] height;
    private final int[] low;
    private final int[] blocks;
    private final Map<Integer, int[]> tables = new HashMap<>();
    private final Map<Integer, int[]> distinct = new HashMap<>();
    private final BitSet branched = new BitSet();
    private boolean references;

    private int[] open = new int[16];
    private int depth;
    private boolean alive = true;
    private int stack;
    private int maxHeight;

    Flow(FunctionBody body, ModuleTypes types) {
        this.body = body;
        this.types = types;
        int size = body.size();
        this.live = new boolean[size];
        this.height = new int[size];
        this.low = new int[size];
        this.blocks = new int[size];
        for (int local = 0; local < body.localCount(); local++) {
            references |= body.local(local).isReference();
        }
        run();
    }

    /** Whether operator {@code i} can be reached. */
    boolean live(int i) {
        return live[i];
    }

    /** Operands on the stack before live operator {@code i}. */
    int height(int i) {
        return height[i];
    }

    /**
     * The lowest height that live operator {@code i} reaches down to: below it, it leaves the stack alone. The operands that a
     * block takes and leaves count as touched by its first and last operator.
     */
    int low(int i) {
        return low[i];
    }

    /** The block that {@code br} or {@code br_if} leaves, or for {@code end, else} the one it belongs to. */
    int block(int i) {
        return blocks[i];
    }

    /** The blocks that the {@code br_table} at {@code i} may leave, the default last. */
    int[] tableBlocks(int i) {
        return tables.get(i);
    }

    /** The same blocks, each once. */
    int[] tableTargets(int i) {
        return distinct.get(i);
    }

    /** Where a branch to the label of {@code block} continues. */
    int target(int block) {
        if (block == FUNCTION) {
            return body.size();
        }
        return body.opcode(block) == Opcode.LOOP ? block + 1 : end(block) + 1;
    }

    /** Where {@code if} continues when its condition is false. */
    int otherwise(int ifOperator) {
        return body.partner(ifOperator) + 1;
    }

    /** Height of the stack below the values that a branch to the label of {@code block} carries. */
    int labelHeight(int block) {
        return block == FUNCTION ? 0 : low[block];
    }

    /** Types of the values that a branch to the label of {@code block} carries. */
    List<ValType> labelTypes(int block) {
        if (block == FUNCTION) {
            return body.type().results();
        }
        FuncType type = types.block(body.immediate(block));
        return body.opcode(block) == Opcode.LOOP ? type.params() : type.results();
    }

    /** Whether a reachable branch goes to the label of the loop {@code block}. */
    boolean branched(int block) {
        return branched.get(block);
    }

    /** Most operands at any position, or results of the function if those are more. */
    int maxHeight() {
        return Math.max(maxHeight, body.type().results().size());
    }

    /** Whether the function handles reference values. */
    boolean usesReferences() {
        return references;
    }

    FuncType blockType(int block) {
        return types.block(body.immediate(block));
    }

    int end(int block) {
        int partner = body.partner(block);
        return body.opcode(partner) == Opcode.ELSE ? body.partner(partner) : partner;
    }

    private void run() {
        int skipped = 0; // blocks opened in dead code
        for (int i = 0; i < body.size(); i++) {
            int opcode = body.opcode(i);
            live[i] = alive;
            height[i] = stack;
            maxHeight = Math.max(maxHeight, stack);
            if (alive) {
                reach(i, opcode);
            } else if (opcode == Opcode.BLOCK || opcode == Opcode.LOOP || opcode == Opcode.IF) {
                skipped++;
            } else if (opcode == Opcode.END && skipped > 0) {
                skipped--;
            } else if (opcode == Opcode.END && depth > 0) {
                blocks[i] = close();
            } else if (opcode == Opcode.ELSE && skipped == 0) {
                blocks[i] = open[depth - 1];
                otherwiseBranch(blocks[i]);
            }
        }
    }

    private void reach(int i, int opcode) {
        switch (opcode) {
            case Opcode.BLOCK, Opcode.LOOP, Opcode.IF -> {
                FuncType type = blockType(i);
                note(type.params());
                note(type.results());
                stack -= opcode == Opcode.IF ? 1 : 0;
                low[i] = stack - type.params().size();
                push(i);
                if (opcode == Opcode.IF && body.opcode(body.partner(i)) == Opcode.END) {
                    branched.set(i);
                }
            }
            case Opcode.ELSE -> {
                int block = open[depth - 1];
                blocks[i] = block;
                low[i] = low[block];
                branched.set(block);
                otherwiseBranch(block);
            }
            case Opcode.END -> {
                low[i] = depth == 0 ? 0 : low[open[depth - 1]];
                if (depth == 0) {
                    blocks[i] = FUNCTION;
                } else {
                    blocks[i] = close();
                }
            }
            case Opcode.BR -> {
                leaveBy(i, blockAt((int) body.immediate(i)));
                alive = false;
            }
            case Opcode.BR_IF -> {
                stack--;
                leaveBy(i, blockAt((int) body.immediate(i)));
            }
            case Opcode.BR_TABLE -> {
                stack--;
                int[] targets = new int[body.labelCount(i) + 1];
                for (int label = 0; label < targets.length; label++) {
                    targets[label] = blockAt(body.label(i, label));
                }
                tables.put(i, targets);
                distinct.put(i, IntStream.of(targets).distinct().toArray());
                for (int block : distinct.get(i)) {
                    leaveBy(i, block);
                }
                alive = false;
            }
            case Opcode.RETURN -> {
                leaveBy(i, FUNCTION);
                alive = false;
            }
            case Opcode.UNREACHABLE -> {
                low[i] = stack;
                alive = false;
            }
            default -> {
                stack -= pops(i, opcode);
                low[i] = stack;
                stack += pushes(i, opcode);
            }
        }
    }

    private void leaveBy(int i, int block) {
        blocks[i] = block;
        low[i] = stack - labelTypes(block).size();
        if (block != FUNCTION) {
            branched.set(block);
        }
    }

    private int blockAt(int relativeDepth) {
        return relativeDepth == depth ? FUNCTION : open[depth - 1 - relativeDepth];
    }

    private void push(int block) {
        if (depth == open.length) {
            open = Arrays.copyOf(open, 2 * depth);
        }
        open[depth++] = block;
    }

    /** Leaves the innermost block by its end. */
    private int close() {
        int block = open[--depth];
        if (body.opcode(block) != Opcode.LOOP) { // a loop's label is its start
            alive |= branched.get(block);
        }
        stack = low[block] + blockType(block).results().size();
        return block;
    }

    private void otherwiseBranch(int block) {
        alive = true;
        stack = low[block] + blockType(block).params().size();
    }

    private int pops(int i, int opcode) {
        return switch (opcode) {
            case Opcode.CALL -> types.function((int) body.immediate(i)).params().size();
            case Opcode.CALL_INDIRECT ->
                1 + types.type((int) body.immediate(i)).params().size();
            case Opcode.DROP,
                    Opcode.LOCAL_SET,
                    Opcode.LOCAL_TEE,
                    Opcode.GLOBAL_SET,
                    Opcode.TABLE_GET,
                    Opcode.REF_IS_NULL -> 1;
            case Opcode.SELECT, Opcode.SELECT_T, Opcode.TABLE_FILL -> 3;
            case Opcode.TABLE_SET, Opcode.TABLE_GROW -> 2;
            case Opcode.LOCAL_GET, Opcode.GLOBAL_GET, Opcode.REF_NULL, Opcode.REF_FUNC -> 0;
            default -> OperatorTypes.of(opcode).operands().size();
        };
    }

    private int pushes(int i, int opcode) {
        return switch (opcode) {
            case Opcode.CALL -> note(types.function((int) body.immediate(i)).results());
            case Opcode.CALL_INDIRECT ->
                note(types.type((int) body.immediate(i)).results());
            case Opcode.DROP, Opcode.LOCAL_SET, Opcode.GLOBAL_SET, Opcode.TABLE_SET, Opcode.TABLE_FILL -> 0;
            case Opcode.GLOBAL_GET ->
                note(List.of(types.global((int) body.immediate(i)).type()));
            case Opcode.TABLE_GET, Opcode.REF_NULL, Opcode.REF_FUNC -> {
                references = true;
                yield 1;
            }
            case Opcode.SELECT,
                    Opcode.SELECT_T,
                    Opcode.LOCAL_TEE,
                    Opcode.LOCAL_GET,
                    Opcode.TABLE_GROW,
                    Opcode.REF_IS_NULL -> 1;
            default -> OperatorTypes.of(opcode).results().size();
        };
    }

    private int note(List<ValType> produced) {
        for (ValType type : produced) {
            references |= type.isReference();
        }
        return produced.size();
    }
}
