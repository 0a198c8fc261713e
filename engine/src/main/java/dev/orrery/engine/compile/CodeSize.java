package dev.orrery.engine.compile;

import static dev.orrery.engine.model.Opcode.*;

import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.FunctionBody;

/**
 * Upper bounds of what operators become, in bytes of JVM code. Bounds rather than estimates, so that a method planned to fit
 * does fit; a test compares them with what is really emitted.
 */
final class CodeSize {
    /**
     * Most bytes of one generated method. HotSpot never compiles a method over 8,000 (HugeMethodLimit), and what it compiles
     * costs more than linearly in time.
     */
    static final int MAX_METHOD_BYTES = 7_500;

    /** A {@code br_table} with more labels becomes an array beside the code: 4 bytes per label would fill a method. */
    static final int MAX_SWITCH_LABELS = 400;

    /** Prologue and epilogue of any method: stack check, fuel, memory, exception handler, one constant return. */
    static final int FIXED = 80;

    /** Loading or storing one frame entry: array, index, access, conversion. */
    static final int FRAME_ACCESS = 12;

    private final FunctionShape shape;
    private final FunctionBody body;
    private final Flow flow;
    private final ModuleTypes types;

    /** Bytes of an instruction on a local variable: 4 if slots beyond 255 are in use. */
    private final int local;

    CodeSize(FunctionShape shape, Flow flow, ModuleTypes types) {
        this.shape = shape;
        this.body = shape.body();
        this.flow = flow;
        this.types = types;
        this.local = body.localCount() > 100 || flow.maxHeight() > 50 ? 4 : 2;
    }

    /** Bytes of giving a declared local its first value. */
    int zero() {
        return local + 1;
    }

    /** Bytes of operator {@code i}, its charge and its stack check, leaving aside operands that a jump out of a chunk moves to the frame. */
    int of(int i) {
        if (!flow.live(i)) {
            return 0;
        }
        int charge = shape.charges()[i] > 0 ? 6 + 3 * local : 0;
        int check = shape.stack().taken()[i] > 0 ? 6 + local : 0;
        return charge + check + operator(i, body.opcode(i));
    }

    private int operator(int i, int opcode) {
        return switch (opcode) {
            case NOP, BLOCK, LOOP -> 0;
            case UNREACHABLE -> 4;
            case IF -> 9 + leave();
            case ELSE -> 3 + leave();
            case END -> flow.block(i) == Flow.FUNCTION ? branch(i, Flow.FUNCTION) : 0;
            case BR, RETURN -> branch(i, flow.block(i));
            case BR_IF -> 9 + branch(i, flow.block(i));
            case BR_TABLE -> table(i);
            case CALL -> call(types.function((int) body.immediate(i)));
            case CALL_INDIRECT -> local + call(types.type((int) body.immediate(i)));
            case DROP -> 1;
            case SELECT, SELECT_T, REF_IS_NULL, I32_CONST, I64_CONST -> 3;
            case LOCAL_GET, LOCAL_SET -> local;
            case LOCAL_TEE -> local + 1;
            case GLOBAL_GET -> 14 + local;
            case GLOBAL_SET, REF_FUNC -> 9 + local;
            case F32_CONST, F64_CONST -> 6;
            default ->
                opcode >= I32_LOAD && opcode <= I64_STORE32 ? 12 + local : opcode >= MEMORY_INIT ? 12 + local : 9;
        };
    }

    /** A constant and a jump to the common exit, or a return with the fuel stored. */
    private int leave() {
        return 8 + 2 * local;
    }

    private int branch(int i, int block) {
        int carried = flow.labelTypes(block).size();
        int top = flow.height(i) - (body.opcode(i) == BR_IF ? 1 : 0);
        int surplus = Math.max(0, top - carried - flow.labelHeight(block));
        return leave() + carried * (FRAME_ACCESS + 2 * local) + surplus + (carried > 1 ? 12 : 0);
    }

    private int table(int i) {
        int[] blocks = flow.tableBlocks(i);
        if (blocks.length > MAX_SWITCH_LABELS) {
            return 120;
        }
        int bytes = 16 + 4 * blocks.length;
        for (int block : flow.tableTargets(i)) {
            bytes += branch(i, block);
        }
        return bytes;
    }

    private int call(FuncType type) {
        int bytes = 12 + 8 * local;
        if (Jvm.wide(type)) {
            bytes += 8 + 2 * local + type.params().size() * (FRAME_ACCESS + local);
        }
        if (type.results().size() > 1) {
            bytes += 8 + type.results().size() * (FRAME_ACCESS + local);
        }
        return bytes;
    }

    /** Whether the whole function fits into a method of at most {@code limit} bytes. */
    boolean fits(int limit) {
        if (Jvm.wide(body.type())) {
            return false;
        }
        long bytes = FIXED + (long) zero() * body.declaredLocals().size();
        for (int i = 0; i < body.size() && bytes <= limit; i++) {
            bytes += of(i) + label(i);
            if (flow.live(i) && body.opcode(i) == BR_TABLE && flow.tableBlocks(i).length > MAX_SWITCH_LABELS) {
                return false;
            }
        }
        return bytes <= limit;
    }

    /** Bytes of the whole function as one method. */
    int total() {
        int bytes = FIXED + zero() * body.declaredLocals().size();
        for (int i = 0; i < body.size(); i++) {
            bytes += of(i);
        }
        return bytes;
    }

    /**
     * What a label at position {@code i} costs beside code: a stack map frame with several operands lists all locals. Counted
     * like code, so that frames stay in proportion to it.
     */
    int label(int i) {
        if (!flow.live(i) || i == 0) {
            return 0;
        }
        int before = body.opcode(i - 1);
        boolean bound = before == END || before == ELSE || before == LOOP || before == BR_IF || before == IF;
        int height = flow.height(i);
        return bound && height > 1 ? height + Math.min(body.localCount(), MAX_METHOD_BYTES / 8) / 2 : 0;
    }
}
