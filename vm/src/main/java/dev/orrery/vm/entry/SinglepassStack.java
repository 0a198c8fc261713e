package dev.orrery.vm.entry;

import static dev.orrery.engine.model.Opcode.*;

import dev.orrery.engine.StackRule;
import dev.orrery.engine.model.BlockTypes;
import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Import;
import dev.orrery.engine.model.Signatures;
import dev.orrery.engine.model.ValType;
import dev.orrery.engine.model.WasmModule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How much stack the reference's code takes: Wasmer 5.0.6 Singlepass on x86-64. Whether a deep recursion ends in {@code call
 * stack exhausted} is part of a call's result, so frames are counted here as they are laid out there: each local has its
 * place, and so has each operand that is alive while a call runs, unless it is a constant. Not hot: one pass over each body
 * when it is compiled.
 *
 * <p>Measured over modules of many shapes: docs/decisions/0002. Not followed: a fault of that generator by which a function
 * with more than six integers on the operand stack around a branch loses some bytes of stack each time.
 */
final class SinglepassStack implements StackRule.ModuleFrames {
    /** What one call from the host may use. Bytes. wasmer-vm DEFAULT_STACK_SIZE, less what its own entry takes; measured. */
    static final int BUDGET_BYTES = 1024 * 1024 - 176;

    /** Bytes of a frame that are written on entry, beside locals: return address, base pointer, the instance's pointer. */
    private static final int ENTRY_BYTES = 24;

    /** What a frame keeps free below its locals. wasmer codegen.rs: emit_head, "red zone". */
    private static final int RED_ZONE_BYTES = 32;

    /** What the way out to the host takes, and the runtime's own functions. Bytes; measured: 305 to 320, 193 to 208, 81 to 96. */
    private static final int IMPORT_BYTES = 312;

    private static final int MEMORY_GROW_BYTES = 200;
    private static final int MEMORY_SIZE_BYTES = 88;

    private static final int SLOT_BYTES = 8;
    private static final int ALIGNMENT = 16;

    /** Arguments that a call passes in registers; the instance's pointer takes the sixth. System V ABI. */
    private static final int REGISTER_ARGUMENTS = 5;

    /** Registers for operands. wasmer machine_x64.rs: pick_gpr, pick_simd. */
    private static final int INTEGER_REGISTERS = 6;

    private static final int FLOAT_REGISTERS = 8;

    /** Where the reference keeps an operand. */
    private enum Place {
        INTEGER_REGISTER(1, 0),
        FLOAT_REGISTER(0, 1),
        CONSTANT(0, 0),
        STACK(0, 0);

        /** Registers that it takes, of either kind. */
        private final int integers;

        private final int floats;

        Place(int integers, int floats) {
            this.integers = integers;
            this.floats = floats;
        }
    }

    private static final FuncType NOTHING = new FuncType(List.of(), List.of());

    private final WasmModule module;
    private final List<FuncType> functions = new ArrayList<>();
    private final List<ValType> globals = new ArrayList<>();

    SinglepassStack(WasmModule module) {
        this.module = module;
        for (Import wanted : module.imports()) {
            switch (wanted.type()) {
                case ExternType.Function function ->
                    functions.add(module.types().get(function.typeIndex()));
                case ExternType.Global global -> globals.add(global.type());
                case ExternType.Memory ignored -> {}
                case ExternType.Table ignored -> {}
            }
        }
        module.functionTypes().forEach(index -> functions.add(module.types().get(index)));
        module.globals().forEach(global -> globals.add(global.type().type()));
    }

    @Override
    public int importBytes() {
        return IMPORT_BYTES;
    }

    @Override
    public StackRule.Use of(FunctionBody body) {
        return new StackRule.Use(ENTRY_BYTES + SLOT_BYTES * body.localCount(), new Walk(body).run());
    }

    /** Follows the operand stack through one body. */
    private final class Walk {
        private final FunctionBody body;
        private final int[] taken;
        private final Place[] operands;
        private int height;
        private int integers;
        private int floats;

        /** The operators that opened the blocks around the present one, and the heights there. */
        private int[] openers = new int[16];

        private int[] heights = new int[16];
        private int depth;

        Walk(FunctionBody body) {
            this.body = body;
            this.taken = new int[body.size()];
            this.operands = new Place[body.maxHeight() + 1];
        }

        int[] run() {
            for (int i = 0; i < body.size(); i++) {
                switch (body.opcode(i)) {
                    case BLOCK, LOOP, IF -> open(i);
                    case ELSE -> cutTo(heights[depth - 1]);
                    case END -> close();
                    default -> {
                        if (body.reachable(i)) {
                            plain(i, body.opcode(i));
                        }
                    }
                }
            }
            return taken;
        }

        private void open(int i) {
            if (body.reachable(i) && body.opcode(i) == IF) {
                pop();
            }
            if (depth == openers.length) {
                openers = Arrays.copyOf(openers, 2 * depth);
                heights = Arrays.copyOf(heights, 2 * depth);
            }
            openers[depth] = i;
            heights[depth++] = height;
        }

        /** The result of a block is a new operand. */
        private void close() {
            if (depth > 0) {
                depth--;
                cutTo(heights[depth]);
                if (body.reachable(openers[depth])) {
                    push(BlockTypes.of(module, body.immediate(openers[depth])).results());
                }
            }
        }

        private void plain(int i, int opcode) {
            int immediate = (int) body.immediate(i);
            switch (opcode) {
                case NOP, UNREACHABLE, BR, RETURN, LOCAL_TEE -> {}
                case DROP, LOCAL_SET, GLOBAL_SET, BR_IF, BR_TABLE -> pop();
                case I32_CONST, I64_CONST, F32_CONST, F64_CONST -> operands[height++] = Place.CONSTANT;
                // Quirk: what was a local, or came through a select, is held like an integer. wasmer codegen.rs:
                // feed_operator.
                case LOCAL_GET -> push(ValType.I64);
                case SELECT, SELECT_T -> {
                    cutTo(height - 3);
                    push(ValType.I64);
                }
                case GLOBAL_GET -> push(globals.get(immediate));
                case CALL -> call(i, functions.get(immediate));
                case CALL_INDIRECT -> {
                    pop();
                    call(i, module.types().get(immediate));
                }
                case MEMORY_SIZE -> {
                    taken[i] = frame(0, 0) + MEMORY_SIZE_BYTES;
                    push(ValType.I32);
                }
                case MEMORY_GROW -> {
                    taken[i] = frame(1, 1) + MEMORY_GROW_BYTES;
                    pop();
                    push(ValType.I32);
                }
                default -> {
                    FuncType type = Signatures.of(opcode).orElse(NOTHING);
                    cutTo(height - type.params().size());
                    push(type.results());
                }
            }
        }

        private void call(int i, FuncType type) {
            int arguments = type.params().size();
            taken[i] = frame(arguments, Math.min(arguments, REGISTER_ARGUMENTS));
            cutTo(height - arguments);
            push(type.results());
        }

        /** Arguments leave their registers before a call; those on the stack, and all other operands, take room during it. */
        private int frame(int arguments, int inRegisters) {
            int slots = body.localCount() + arguments - inRegisters;
            for (int at = 0; at < height; at++) {
                boolean argument = at >= height - arguments;
                if (operands[at] == Place.STACK || (!argument && operands[at] != Place.CONSTANT)) {
                    slots++;
                }
            }
            int bytes = ENTRY_BYTES + RED_ZONE_BYTES + SLOT_BYTES * slots;
            return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        }

        /** No streams: this is asked at every operator of a function that a first call gets into. */
        private void push(List<ValType> types) {
            for (int i = 0; i < types.size(); i++) {
                push(types.get(i));
            }
        }

        private void push(ValType type) {
            boolean isFloat = type == ValType.F32 || type == ValType.F64;
            Place place = Place.STACK;
            if (isFloat && floats < FLOAT_REGISTERS) {
                floats++;
                place = Place.FLOAT_REGISTER;
            } else if (!isFloat && integers < INTEGER_REGISTERS) {
                integers++;
                place = Place.INTEGER_REGISTER;
            }
            operands[height++] = place;
        }

        private void pop() {
            Place place = operands[--height];
            integers -= place.integers;
            floats -= place.floats;
        }

        private void cutTo(int to) {
            while (height > to) {
                pop();
            }
        }
    }
}
