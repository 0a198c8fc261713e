package dev.orrery.engine.validate;

import dev.orrery.engine.ModuleException;
import dev.orrery.engine.binary.ModuleContext;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.ValType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The types of the operands at one point of a body, and the control frames around it: the two stacks of the validation
 * algorithm (Wasm spec, appendix). An empty type stands for one that is unknown because the code is dead.
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

    private final List<Optional<ValType>> operands = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();

    /** For each frame, whether the rest of it is dead. */
    private final List<Boolean> unreachable = new ArrayList<>();

    int height() {
        return operands.size();
    }

    int depth() {
        return frames.size();
    }

    boolean live() {
        return !frames.getLast().dead() && !unreachable.getLast();
    }

    Frame innermost() {
        return frames.getLast();
    }

    Frame target(int depth, int at) throws ModuleException {
        if (Integer.compareUnsigned(depth, frames.size()) >= 0) {
            throw ModuleContext.invalid("unknown label: branch depth too large", at);
        }
        return frames.get(frames.size() - 1 - depth);
    }

    void push(ValType type) {
        operands.add(Optional.of(type));
    }

    void push(List<ValType> types) {
        types.forEach(this::push);
    }

    void pushUnknown() {
        operands.add(Optional.empty());
    }

    /** Takes an operand of any type. */
    Optional<ValType> pop(int at) throws ModuleException {
        return pop(Optional.empty(), at);
    }

    void pop(ValType wanted, int at) throws ModuleException {
        pop(Optional.of(wanted), at);
    }

    /** Takes operands in reverse order. */
    void pop(List<ValType> wanted, int at) throws ModuleException {
        for (int i = wanted.size() - 1; i >= 0; i--) {
            pop(wanted.get(i), at);
        }
    }

    private Optional<ValType> pop(Optional<ValType> wanted, int at) throws ModuleException {
        if (operands.size() == innermost().height()) {
            if (unreachable.getLast()) {
                return Optional.empty();
            }
            throw ModuleContext.invalid(
                    "type mismatch: expected " + wanted.map(ValType::text).orElse("a type") + " but nothing on stack",
                    at);
        }
        Optional<ValType> found = operands.removeLast();
        if (wanted.isPresent() && found.isPresent() && !wanted.equals(found)) {
            throw ModuleContext.invalid(
                    "type mismatch: expected " + wanted.get().text() + ", found "
                            + found.get().text(),
                    at);
        }
        return found;
    }

    void enter(int opcode, int opener, List<ValType> params, List<ValType> results) {
        boolean dead = !frames.isEmpty() && !live();
        frames.add(new Frame(opcode, opener, params, results, operands.size(), dead));
        unreachable.add(false);
        push(params);
    }

    /** Closes the innermost frame: its results must be all there is. They are taken, too. */
    Frame leave(int at) throws ModuleException {
        Frame frame = innermost();
        pop(frame.results(), at);
        if (operands.size() != frame.height()) {
            throw ModuleContext.invalid("type mismatch: values remaining on stack at end of block", at);
        }
        frames.removeLast();
        unreachable.removeLast();
        return frame;
    }

    /** The rest of the innermost frame is dead: any operands may be taken from it. */
    void setUnreachable() {
        int height = innermost().height();
        while (operands.size() > height) {
            operands.removeLast();
        }
        unreachable.set(unreachable.size() - 1, true);
    }
}
