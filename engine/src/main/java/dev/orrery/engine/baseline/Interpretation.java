package dev.orrery.engine.baseline;

import static dev.orrery.engine.model.Opcode.*;

import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.run.Continuation;
import dev.orrery.engine.run.Entrance;
import dev.orrery.engine.run.GlobalCell;
import dev.orrery.engine.run.GuestCalls;
import dev.orrery.engine.run.LinearMemory;
import dev.orrery.engine.run.MemoryAccess;
import dev.orrery.engine.run.RunningInstance;
import dev.orrery.engine.run.Traps;
import java.util.Arrays;
import java.util.Optional;

/**
 * Runs the calls of one instance, operator by operator; guest calls are Java's. Confined to the thread of the call, whose stack is
 * larger than any stack budget needs. Hot, so far as code is that runs until compiled code is there.
 */
final class Interpretation implements GuestCalls {
    private static final long LOW_HALF = 0xFFFF_FFFFL;
    private static final int BYTE = 0xFF;
    private static final int SHORT = 0xFFFF;

    private static final long[] NO_RESULTS = {};

    /** No branch is taken. */
    private static final long STAY = -1;

    private final Baseline code;
    private final RunningInstance instance;
    private final LinearMemory memory;

    /** Operators that may be executed until it is asked whether compiled code can take over. */
    private int left;

    Interpretation(Baseline code, RunningInstance instance) {
        this.code = code;
        this.instance = instance;
        this.memory = instance.memory;
        this.left = code.handover().pace();
    }

    @Override
    public long[] call(int function, long[] args, int stack) {
        return function < code.importedFunctions()
                ? instance.callFunction(function, args, stack)
                : call(code.body(function), args, stack);
    }

    @Override
    public int[] branchTable(int number) {
        return code.branchTable(number);
    }

    /** Calls a function of this module; for an array of results. */
    long[] call(Body body, long[] args, int stack) {
        long result = call(body, args, 0, stack);
        return body.hasResult ? new long[] {result} : NO_RESULTS;
    }

    /** Calls a function of this module with the arguments on top of the frame's operands. */
    private long call(Body body, long[] arguments, int from, int stack) {
        if (body.isForeign()) {
            return callForeign(body, Arrays.copyOfRange(arguments, from, from + body.params), stack);
        }
        if (stack < body.entering) {
            throw Traps.stackExhausted();
        }
        long[] frame = new long[body.frameSize];
        System.arraycopy(arguments, from, frame, 0, body.params);
        Continuation compiled = body.start;
        return compiled == null ? run(body, frame, stack) : compiled.run(frame, instance, stack, 0);
    }

    private long callForeign(Body body, long[] arguments, int stack) {
        Entrance compiled = body.entrance;
        if (compiled == null) {
            compiled = code.handover().entrance(body.function);
            body.entrance = compiled;
        }
        return compiled.call(arguments, instance, stack);
    }

    /** What can take over at the top of a loop, or at a function's end for the calls of it to come. */
    private Optional<Continuation> ask(Body body, int position) {
        left = code.handover().pace();
        return code.handover().hot(body, position);
    }

    private long run(Body body, long[] frame, int stack) {
        int[] opcodes = body.opcodes;
        long[] immediates = body.immediates;
        long[] charges = body.charges;
        int top = body.localCount; // the slot behind the topmost operand
        int next = 0;
        int straight = 0; // since when no branch was taken
        while (true) {
            int at = next++;
            if (charges[at] != 0) {
                instance.charge(charges[at]);
            }
            long target = STAY;
            int opcode = opcodes[at];
            switch (opcode) {
                case BLOCK, LOOP, END, NOP -> {}
                case UNREACHABLE -> throw Traps.unreachable();
                case IF -> {
                    if ((int) frame[--top] == 0) {
                        next = (int) immediates[at];
                    }
                }
                case ELSE -> next = (int) immediates[at];
                case BR -> target = immediates[at];
                case BR_IF -> {
                    if ((int) frame[--top] != 0) {
                        target = immediates[at];
                    }
                }
                case BR_TABLE -> {
                    int table = (int) immediates[at];
                    long wanted = frame[--top] & LOW_HALF;
                    target = body.labels[table + 1 + (int) Math.min(wanted, body.labels[table])];
                }
                case RETURN -> {
                    left -= next - straight;
                    if (left < 0) {
                        ask(body, 0);
                    }
                    return body.hasResult ? frame[top - 1] : 0;
                }
                case CALL -> top = call((int) immediates[at], frame, top, stack - body.taken[at]);
                case CALL_INDIRECT -> top = callIndirect(immediates[at], frame, top, stack - body.taken[at]);
                case DROP -> top--;
                case SELECT -> {
                    top -= 2;
                    if ((int) frame[top + 1] == 0) {
                        frame[top - 1] = frame[top];
                    }
                }
                case LOCAL_GET -> frame[top++] = frame[(int) immediates[at]];
                case LOCAL_SET -> frame[(int) immediates[at]] = frame[--top];
                case LOCAL_TEE -> frame[(int) immediates[at]] = frame[top - 1];
                case GLOBAL_GET -> frame[top++] = instance.globals[(int) immediates[at]].bits;
                case GLOBAL_SET -> {
                    GlobalCell global = instance.globals[(int) immediates[at]];
                    global.bits = frame[--top];
                }
                case I32_CONST, I64_CONST, F32_CONST, F64_CONST -> frame[top++] = immediates[at];
                case MEMORY_SIZE -> {
                    checkStack(stack, body.taken[at]);
                    frame[top++] = memory.pages();
                }
                case MEMORY_GROW -> {
                    checkStack(stack, body.taken[at]);
                    frame[top - 1] = memory.grow((int) frame[top - 1]);
                }
                case I32_STORE,
                        I64_STORE,
                        F32_STORE,
                        F64_STORE,
                        I32_STORE8,
                        I32_STORE16,
                        I64_STORE8,
                        I64_STORE16,
                        I64_STORE32 -> {
                    top -= 2;
                    store(opcode, (int) frame[top], frame[top + 1], (int) immediates[at]);
                }
                default -> {
                    if (opcode < I32_STORE) {
                        frame[top - 1] = load(opcode, (int) frame[top - 1], (int) immediates[at]);
                    } else if (Integers.isBinary(opcode)) {
                        top--;
                        frame[top - 1] = Integers.binary(opcode, frame[top - 1], frame[top]);
                    } else if (Integers.isUnary(opcode)) {
                        frame[top - 1] = Integers.unary(opcode, frame[top - 1]);
                    } else {
                        top -= Floats.isBinary(opcode) ? 1 : 0;
                        frame[top - 1] = Floats.finished(immediates[at], floats(opcode, frame, top));
                    }
                }
            }
            if (target != STAY) {
                next = Body.position(target);
                int slot = Body.slot(target);
                if (Body.carries(target)) {
                    frame[slot++] = frame[top - 1];
                }
                top = slot;
                left -= at + 1 - straight;
                straight = next;
                if (next <= at && left < 0) {
                    Optional<Continuation> compiled = ask(body, next);
                    if (compiled.isPresent()) {
                        return compiled.get().run(frame, instance, stack, next);
                    }
                }
            }
        }
    }

    /** An operator whose operands are in the frame, the first right below {@code top}. */
    private static long floats(int opcode, long[] frame, int top) {
        return Floats.isBinary(opcode)
                ? Floats.binary(opcode, frame[top - 1], frame[top])
                : Floats.unary(opcode, frame[top - 1]);
    }

    private static void checkStack(int left, int needed) {
        if (left < needed) {
            throw Traps.stackExhausted();
        }
    }

    /** Calls a function of the function index space; returns where the operands end afterwards. */
    private int call(int function, long[] frame, int top, int stack) {
        if (function < code.importedFunctions()) {
            FuncType type = code.functionType(function);
            int from = top - type.params().size();
            return results(instance.callFunction(function, Arrays.copyOfRange(frame, from, top), stack), frame, from);
        }
        Body body = code.body(function);
        int from = top - body.params;
        long result = call(body, frame, from, stack);
        if (body.hasResult) {
            frame[from++] = result;
        }
        return from;
    }

    private int callIndirect(long immediate, long[] frame, int top, int stack) {
        int typeIndex = (int) immediate;
        int table = (int) (immediate >>> Integer.SIZE);
        int element = (int) frame[top - 1];
        FuncType type = instance.module().model().types().get(typeIndex);
        int function = instance.ownFunction(table, element);
        if (function >= 0 && code.functionType(function).equals(type)) {
            return call(function, frame, top - 1, stack);
        }
        int from = top - 1 - type.params().size();
        long[] arguments = Arrays.copyOfRange(frame, from, top - 1);
        return results(instance.callIndirect(table, element, typeIndex, arguments, stack), frame, from);
    }

    private static int results(long[] results, long[] frame, int to) {
        System.arraycopy(results, 0, frame, to, results.length);
        return to + results.length;
    }

    private long load(int opcode, int address, int offset) {
        return switch (opcode) {
            case I32_LOAD, I64_LOAD32_S -> MemoryAccess.load32(address, memory, offset);
            case F32_LOAD, I64_LOAD32_U -> MemoryAccess.load32(address, memory, offset) & LOW_HALF;
            case I64_LOAD, F64_LOAD -> MemoryAccess.load64(address, memory, offset);
            case I32_LOAD8_S, I64_LOAD8_S -> MemoryAccess.load8(address, memory, offset);
            case I32_LOAD8_U, I64_LOAD8_U -> MemoryAccess.load8(address, memory, offset) & BYTE;
            case I32_LOAD16_S, I64_LOAD16_S -> MemoryAccess.load16(address, memory, offset);
            case I32_LOAD16_U, I64_LOAD16_U -> MemoryAccess.load16(address, memory, offset) & SHORT;
            default -> throw new IllegalArgumentException("operator " + opcode);
        };
    }

    private void store(int opcode, int address, long value, int offset) {
        switch (opcode) {
            case I32_STORE, F32_STORE, I64_STORE32 -> MemoryAccess.store32(address, (int) value, memory, offset);
            case I64_STORE, F64_STORE -> MemoryAccess.store64(address, value, memory, offset);
            case I32_STORE8, I64_STORE8 -> MemoryAccess.store8(address, (int) value, memory, offset);
            default -> MemoryAccess.store16(address, (int) value, memory, offset);
        }
    }
}
