package dev.orrery.engine.baseline;

import static dev.orrery.engine.model.Opcode.*;

import dev.orrery.engine.StackRule;
import dev.orrery.engine.model.BlockTypes;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Nan;
import dev.orrery.engine.model.Signatures;
import dev.orrery.engine.model.ValType;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Turns a validated body into a {@link Body}: one pass that follows the height of the operand stack, so that branches know the
 * frame slot they leave. Used once, by one thread.
 */
final class Translation {
    /** Loads and stores beyond 2^31 always trap; compiled code has a form for them. */
    private static final long MAX_OFFSET = Integer.MAX_VALUE;

    private final int function;
    private final FunctionBody body;
    private final StackRule.Use stack;
    private final long[] charges;
    private final IntFunction<FuncType> functionTypes;
    private final List<FuncType> types;
    private final boolean canonicalNans;
    private final long[] immediates;
    private long[] labels = {};
    private int labelCount;

    /** The operators that opened the blocks around the present one, and the heights below them. */
    private int[] openers = new int[16];

    private int[] heights = new int[16];
    private int depth;
    private int height;

    /** By height, floats of which the reference would still have to make a NaN canonical, see {@link Nan}. */
    private final BitSet pending = new BitSet();

    /**
     * @param functionTypes by index in the function index space
     * @param types of the module
     * @param canonicalNans whether the profile wants them
     */
    Translation(
            int function,
            FunctionBody body,
            StackRule.Use stack,
            long[] charges,
            IntFunction<FuncType> functionTypes,
            List<FuncType> types,
            boolean canonicalNans) {
        this.function = function;
        this.body = body;
        this.stack = stack;
        this.charges = charges;
        this.functionTypes = functionTypes;
        this.types = types;
        this.canonicalNans = canonicalNans;
        this.immediates = new long[body.size() + 1];
    }

    /** Empty if the function has something that {@link Interpretation} does not know. */
    Optional<Body> body() {
        if (!isPlain(body.type()) || !areNumbers(body.declaredLocals())) {
            return Optional.empty();
        }
        int[] opcodes = new int[body.size() + 1];
        for (int i = 0; i < body.size(); i++) {
            opcodes[i] = body.opcode(i);
            if (!translate(i, opcodes[i])) {
                return Optional.empty();
            }
        }
        opcodes[body.size()] = RETURN;
        return Optional.of(new Body(
                function,
                body.type().params().size(),
                !body.type().results().isEmpty(),
                body.localCount(),
                body.localCount() + Math.max(body.maxHeight(), 1),
                stack.entering(),
                opcodes,
                immediates,
                Arrays.copyOf(charges, body.size() + 1),
                stack.taken(),
                Arrays.copyOf(labels, labelCount)));
    }

    /** Whether all values are numbers, and at most one comes back. Asked at every call of a function: no streams. */
    private static boolean isPlain(FuncType type) {
        return type.results().size() <= 1 && areNumbers(type.params()) && areNumbers(type.results());
    }

    private static boolean areNumbers(List<ValType> types) {
        for (ValType type : types) {
            if (type.isReference()) {
                return false;
            }
        }
        return true;
    }

    private boolean translate(int i, int opcode) {
        long immediate = body.immediate(i);
        immediates[i] = immediate;
        switch (opcode) {
            case BLOCK, LOOP, IF -> {
                return open(i, opcode, immediate);
            }
            case ELSE -> {
                height = heights[depth - 1];
                immediates[i] = body.partner(i) + 1L;
            }
            case END -> close();
            case BR, BR_IF -> {
                height -= opcode == BR_IF ? 1 : 0;
                immediates[i] = reachable(i) ? label((int) immediate) : 0;
            }
            case BR_TABLE -> {
                height--;
                if (reachable(i)) {
                    table(i);
                }
            }
            case CALL -> {
                return call(i, functionTypes.apply((int) immediate));
            }
            case CALL_INDIRECT -> {
                height--;
                return call(i, types.get((int) immediate));
            }
            case RETURN, UNREACHABLE, NOP, LOCAL_TEE -> {}
            case DROP, LOCAL_SET, GLOBAL_SET -> height--;
            case SELECT -> {
                height -= 3;
                push(reachable(i), false);
            }
            case LOCAL_GET, GLOBAL_GET -> push(reachable(i), false);
            default -> {
                return plain(i, opcode, immediate);
            }
        }
        return true;
    }

    private boolean reachable(int i) {
        return body.reachable(i);
    }

    private boolean open(int i, int opcode, long immediate) {
        height -= opcode == IF ? 1 : 0;
        if (immediate >= 0) {
            return false; // a type with parameters, or more than one result
        }
        if (depth == openers.length) {
            openers = Arrays.copyOf(openers, 2 * depth);
            heights = Arrays.copyOf(heights, 2 * depth);
        }
        openers[depth] = i;
        heights[depth++] = height;
        if (opcode == IF) {
            immediates[i] = body.partner(i) + 1L;
        }
        return true;
    }

    private void close() {
        if (depth > 0) {
            depth--;
            height = heights[depth];
            if (results(openers[depth]) > 0) {
                push(reachable(openers[depth]), false);
            }
        }
    }

    private int results(int opener) {
        return BlockTypes.of(body.immediate(opener)).results().size();
    }

    private long label(int relative) {
        if (relative == depth) {
            return Body.target(
                    body.size(), body.localCount(), !body.type().results().isEmpty());
        }
        int block = depth - 1 - relative;
        int opener = openers[block];
        int slot = body.localCount() + heights[block];
        if (body.opcode(opener) == LOOP) {
            return Body.target(opener + 1, slot, false);
        }
        int partner = body.partner(opener);
        int end = body.opcode(partner) == ELSE ? body.partner(partner) : partner;
        return Body.target(end + 1, slot, results(opener) > 0);
    }

    private void table(int i) {
        int count = body.labelCount(i);
        if (labelCount + count + 2 > labels.length) {
            labels = Arrays.copyOf(labels, 2 * labelCount + count + 2);
        }
        immediates[i] = labelCount;
        labels[labelCount++] = count;
        for (int label = 0; label <= count; label++) {
            labels[labelCount++] = label(body.label(i, label));
        }
    }

    private boolean call(int i, FuncType type) {
        height -= type.params().size();
        if (!type.results().isEmpty()) {
            push(reachable(i), false);
        }
        return isPlain(type);
    }

    /** Follows a value that is put on the stack; where code is dead, heights mean nothing. */
    private void push(boolean live, boolean isPending) {
        if (live) {
            pending.set(height, isPending);
        }
        height++;
    }

    private boolean plain(int i, int opcode, long immediate) {
        boolean needsStack = stack.taken()[i] > 0 && opcode != MEMORY_SIZE && opcode != MEMORY_GROW;
        boolean access = opcode >= I32_LOAD && opcode <= I64_STORE32;
        boolean known = Integers.knows(opcode) || Floats.knows(opcode) || isSimple(opcode);
        if (needsStack || (access && immediate > MAX_OFFSET) || !known) {
            return false;
        }
        FuncType type = Signatures.of(opcode).orElse(NOTHING);
        boolean isPending = reachable(i) && isPending(opcode);
        height -= type.params().size();
        if (!type.results().isEmpty()) {
            push(reachable(i), isPending);
        }
        if (isPending) {
            immediates[i] = Floats.nanOf(type.results().getFirst());
        }
        return true;
    }

    /** Whether a result will be pending. It is made canonical right away; what is noted is for a {@code neg} that may come. */
    private boolean isPending(int opcode) {
        return canonicalNans
                && switch (Nan.of(opcode)) {
                    case MAKES -> true;
                    case KEEPS -> pending.get(height - 1);
                    case PLAIN -> false;
                };
    }

    private static final FuncType NOTHING = new FuncType(List.of(), List.of());

    private static boolean isSimple(int opcode) {
        return opcode >= I32_LOAD && opcode <= F64_CONST;
    }
}
