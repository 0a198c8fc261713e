package dev.orrery.engine.validate;

import dev.orrery.engine.ModuleException;
import dev.orrery.engine.binary.ByteReader;
import dev.orrery.engine.binary.CodeEntry;
import dev.orrery.engine.binary.ForeignOperator;
import dev.orrery.engine.binary.ModuleContext;
import dev.orrery.engine.binary.OperatorReader;
import dev.orrery.engine.binary.TypeReader;
import dev.orrery.engine.model.BlockTypes;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.Signatures;
import dev.orrery.engine.model.ValType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decodes a body that passed validation before into what {@link FunctionValidator} made of it then, counting operands instead of
 * looking at their types. Used once, by one thread.
 */
final class BodyDecoder {
    private final ModuleContext module;
    private final FuncType type;
    private final CodeEntry code;
    private final ByteReader reader;
    private final OperatorReader operators;
    private final BodyBuilder body;
    private int height;

    /** The open blocks, the function's own first: what opened them, operands below them, and whether code there is dead. */
    private int[] openers = new int[16];

    private int[] heights = new int[16];
    private boolean[] dead = new boolean[16];
    private boolean[] unreachable = new boolean[16];
    private int depth;

    BodyDecoder(ModuleContext module, FuncType type, CodeEntry code) {
        this.module = module;
        this.type = type;
        this.code = code;
        this.reader = new ByteReader(module.bytes(), code.start(), code.end());
        this.operators = new OperatorReader(reader);
        this.body = new BodyBuilder(code.end() - code.start());
    }

    FunctionBody decode() throws ModuleException {
        List<ValType> locals = locals();
        enter(-1, 0);
        while (!reader.atEnd()) {
            int at = reader.position();
            int opcode = operators.read();
            boolean live = depth > 0 && !dead[depth - 1] && !unreachable[depth - 1];
            long immediate = opcode == Opcode.BR_TABLE ? body.labels(operators) : operators.immediate();
            step(opcode, immediate, body.add(opcode, immediate, at, live));
            body.height(height);
        }
        return body.build(type, locals, code.start());
    }

    private List<ValType> locals() throws ModuleException {
        List<ValType> locals = new ArrayList<>();
        for (int groups = reader.u32(); groups != 0; groups--) {
            int count = reader.u32();
            ValType local = TypeReader.valType(reader).accept(module.features(), reader.position());
            for (int i = 0; i < count; i++) {
                locals.add(local);
            }
        }
        return locals;
    }

    private void step(int opcode, long immediate, int index) throws ModuleException {
        switch (opcode) {
            case Opcode.NOP -> {}
            case Opcode.UNREACHABLE -> cut();
            case Opcode.BLOCK, Opcode.LOOP, Opcode.IF -> {
                move(opcode == Opcode.IF ? 1 : 0, 0);
                int params = block(immediate).params().size();
                move(params, 0);
                enter(index, params);
            }
            case Opcode.ELSE -> {
                int opener = leave();
                body.joinElse(opener, index);
                enter(opener, block(body.immediate(opener)).params().size());
            }
            case Opcode.END -> {
                int opener = leave();
                body.close(opener, index);
                if (opener >= 0) {
                    move(0, block(body.immediate(opener)).results().size());
                }
            }
            case Opcode.BR, Opcode.RETURN -> cut();
            case Opcode.BR_IF -> {
                move(1, 0);
                int carried = carried((int) immediate);
                move(carried, carried);
            }
            case Opcode.BR_TABLE -> {
                move(1, 0);
                for (int i = 0; i < operators.labelCount() - 1; i++) {
                    int carried = carried(operators.label(i));
                    move(carried, carried);
                }
                cut();
            }
            case Opcode.CALL -> call(module.functionType((int) immediate).orElseThrow());
            case Opcode.CALL_INDIRECT -> {
                move(1, 0);
                call(module.types().get((int) immediate));
            }
            case Opcode.DROP, Opcode.LOCAL_SET, Opcode.GLOBAL_SET -> move(1, 0);
            case Opcode.SELECT, Opcode.SELECT_T -> move(3, 1);
            case Opcode.LOCAL_GET, Opcode.GLOBAL_GET, Opcode.REF_NULL, Opcode.REF_FUNC -> move(0, 1);
            case Opcode.LOCAL_TEE, Opcode.TABLE_GET, Opcode.REF_IS_NULL -> move(1, 1);
            case Opcode.TABLE_SET -> move(2, 0);
            case Opcode.TABLE_GROW -> move(2, 1);
            case Opcode.TABLE_FILL -> move(3, 0);
            default ->
                call(
                        operators.foreign().isPresent()
                                ? operators
                                        .foreign()
                                        .flatMap(ForeignOperator::signature)
                                        .orElseThrow()
                                : Signatures.of(opcode).orElseThrow());
        }
    }

    private void call(FuncType signature) {
        move(signature.params().size(), signature.results().size());
    }

    /** Takes and leaves operands; dead code may take more than there are. */
    private void move(int taken, int left) {
        int base = depth == 0 ? 0 : heights[depth - 1];
        height = Math.max(base, height - taken) + left;
    }

    /** The rest of the innermost block is dead. */
    private void cut() {
        height = heights[depth - 1];
        unreachable[depth - 1] = true;
    }

    private void enter(int opener, int params) {
        if (depth == openers.length) {
            openers = Arrays.copyOf(openers, 2 * depth);
            heights = Arrays.copyOf(heights, 2 * depth);
            dead = Arrays.copyOf(dead, 2 * depth);
            unreachable = Arrays.copyOf(unreachable, 2 * depth);
        }
        openers[depth] = opener;
        heights[depth] = height;
        dead[depth] = depth > 0 && (dead[depth - 1] || unreachable[depth - 1]);
        unreachable[depth] = false;
        depth++;
        height += params;
    }

    /** Closes the innermost block and takes its results; returns what opened it. */
    private int leave() {
        depth--;
        height = heights[depth];
        return openers[depth];
    }

    private FuncType block(long immediate) {
        return immediate >= 0 ? module.types().get((int) immediate) : BlockTypes.of(immediate);
    }

    /** How many values a branch to that label carries. */
    private int carried(int relative) {
        int opener = openers[depth - 1 - relative];
        if (opener < 0) {
            return type.results().size();
        }
        FuncType block = block(body.immediate(opener));
        return (body.opcode(opener) == Opcode.LOOP ? block.params() : block.results()).size();
    }
}
