package dev.orrery.engine.validate;

import dev.orrery.engine.ModuleException;
import dev.orrery.engine.binary.ModuleContext;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.ValType;
import java.util.ArrayList;
import java.util.List;

/**
 * The types of the operands at one point of a body, and the control frames around it: the two stacks of the validation
 * algorithm (Wasm spec, appendix). Texts: wasmparser validator/operators.rs.
 */
final class OperandStack {
    /**
     * One open block.
     *
     * @param opener index of the operator that opened it, −1 for the function
     * @param height operands below it
     * @param dead whether the block itself stands in dead code
     */
    record Frame(int opcode, int opener, List<ValType> params, List<ValType> results, int height, boolean dead) {
        /** What a branch to this frame takes. */
        List<ValType> labelTypes() {
            return opcode == Opcode.LOOP ? params : results;
        }
    }

    private final List<OperandType> operands = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();

    /** For each frame, whether the rest of it is dead. */
    private final List<Boolean> unreachable = new ArrayList<>();

    int height() {
        return operands.size();
    }

    int depth() {
        return frames.size();
    }

    /** Behind the function's own {@code end} nothing is live. */
    boolean live() {
        return !frames.isEmpty() && !frames.getLast().dead() && !unreachable.getLast();
    }

    Frame innermost(int at) throws ModuleException {
        if (frames.isEmpty()) {
            throw beyondEnd(at);
        }
        return frames.getLast();
    }

    /** The frame of the function itself. */
    Frame outermost(int at) throws ModuleException {
        innermost(at);
        return frames.getFirst();
    }

    Frame target(int depth, int at) throws ModuleException {
        innermost(at);
        if (Integer.compareUnsigned(depth, frames.size()) >= 0) {
            throw ModuleContext.invalid("unknown label: branch depth too large", at);
        }
        return frames.get(frames.size() - 1 - depth);
    }

    static ModuleException beyondEnd(int at) {
        return ModuleContext.invalid("operators remaining after end of function", at);
    }

    void push(ValType type) {
        push(OperandType.of(type));
    }

    void push(OperandType type) {
        operands.add(type);
    }

    void push(List<ValType> types) {
        types.forEach(this::push);
    }

    /** Takes an operand of any type. */
    OperandType pop(int at) throws ModuleException {
        if (isBare(at)) {
            if (unreachable.getLast()) {
                return OperandType.UNKNOWN;
            }
            throw nothingThere("a type", at);
        }
        return operands.removeLast();
    }

    OperandType pop(ValType wanted, int at) throws ModuleException {
        if (isBare(at)) {
            if (unreachable.getLast()) {
                return OperandType.UNKNOWN;
            }
            throw nothingThere(wanted.text(), at);
        }
        OperandType found = operands.removeLast();
        if (!found.matches(OperandType.of(wanted))) {
            throw ModuleContext.invalid("type mismatch: expected " + wanted.text() + ", found " + found.text(), at);
        }
        return found;
    }

    /** Takes operands in reverse order. */
    void pop(List<ValType> wanted, int at) throws ModuleException {
        for (int i = wanted.size() - 1; i >= 0; i--) {
            pop(wanted.get(i), at);
        }
    }

    /** Whether the innermost frame has no operands left. */
    private boolean isBare(int at) throws ModuleException {
        return operands.size() == innermost(at).height();
    }

    private static ModuleException nothingThere(String wanted, int at) {
        return ModuleContext.invalid("type mismatch: expected " + wanted + " but nothing on stack", at);
    }

    void enter(int opcode, int opener, List<ValType> params, List<ValType> results) {
        boolean dead = !frames.isEmpty() && !live();
        frames.add(new Frame(opcode, opener, params, results, operands.size(), dead));
        unreachable.add(false);
        push(params);
    }

    /** Closes the innermost frame: its results must be all there is. They are taken, too. */
    Frame leave(int at) throws ModuleException {
        Frame frame = innermost(at);
        pop(frame.results(), at);
        if (operands.size() != frame.height()) {
            throw ModuleContext.invalid("type mismatch: values remaining on stack at end of block", at);
        }
        frames.removeLast();
        unreachable.removeLast();
        return frame;
    }

    /** The rest of the innermost frame is dead: any operands may be taken from it. */
    void setUnreachable(int at) throws ModuleException {
        int height = innermost(at).height();
        while (operands.size() > height) {
            operands.removeLast();
        }
        unreachable.set(unreachable.size() - 1, true);
    }
}
