package dev.orrery.engine.interpret;

import dev.orrery.engine.StackRule;
import dev.orrery.engine.model.BlockTypes;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.run.RunningInstance;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One activation of a function: its locals, operands, open labels, and the operator that comes next. Wasm spec 4.2.12 (the
 * stack).
 */
final class Frame {
    /**
     * An open {@code block, loop} or {@code if}.
     *
     * @param opener index of that operator
     * @param height of the operand stack below its parameters
     */
    private record Label(int opener, int height) {}

    final RunningInstance instance;
    final FunctionBody body;
    final Operands operands;
    final Locals locals;

    private final StackRule.Use stackUse;
    private final int stack;

    private final long[] charges;
    private final Deque<Label> labels = new ArrayDeque<>();
    private int next;
    private boolean returned;

    Frame(
            RunningInstance instance,
            FunctionBody body,
            long[] charges,
            Operands operands,
            StackRule.Use stackUse,
            int stack) {
        this.instance = instance;
        this.body = body;
        this.charges = charges;
        this.operands = operands;
        this.locals = new Locals(body.localCount());
        this.stackUse = stackUse;
        this.stack = stack;
    }

    /** Pays for the next operator and steps onto it; returns its index. */
    int advance() {
        instance.charge(charges[next]);
        return next++;
    }

    /** Bytes of the stack budget that this activation leaves to what the operator at {@code index} calls. */
    int stackAt(int index) {
        return stack - stackUse.taken()[index];
    }

    /** Whether this activation is over; its results are all that is left on the operand stack. */
    boolean returned() {
        return returned;
    }

    /** Goes on at the operator with that index. */
    void jump(int index) {
        next = index;
    }

    /** Opens the label of the block that starts at {@code opener}; its parameters are on the operand stack. */
    void enter(int opener) {
        int params = blockType(opener).params().size();
        operands.finishTop(params);
        labels.push(new Label(opener, operands.height() - params));
    }

    /** Falls out of the innermost block, or out of the function. */
    void leave() {
        if (labels.isEmpty()) {
            doReturn();
        } else {
            operands.finishTop(blockType(labels.pop().opener()).results().size());
        }
    }

    /** Branches to the label {@code depth} blocks out; the outermost one is the function's own. */
    void branch(int depth) {
        if (depth == labels.size()) {
            doReturn();
            return;
        }
        for (int i = 0; i < depth; i++) {
            labels.pop();
        }
        Label target = labels.peek();
        FuncType type = blockType(target.opener());
        if (body.opcode(target.opener()) == Opcode.LOOP) {
            operands.slideDown(target.height(), type.params().size());
            jump(target.opener() + 1);
        } else {
            operands.slideDown(target.height(), type.results().size());
            labels.pop();
            jump(endOf(target.opener()) + 1);
        }
    }

    /** Ends the activation with the results on top of the operand stack. */
    void doReturn() {
        operands.slideDown(0, body.type().results().size());
        returned = true;
    }

    /** The {@code end} of the block that starts at {@code opener}. */
    private int endOf(int opener) {
        int partner = body.partner(opener);
        return body.opcode(partner) == Opcode.ELSE ? body.partner(partner) : partner;
    }

    private FuncType blockType(int opener) {
        return BlockTypes.of(instance.module().model(), body.immediate(opener));
    }

    /** The local variables: parameters first, then declared ones, which start as zero or null. */
    static final class Locals {
        private final long[] bits;
        private final Object[] references;

        Locals(int count) {
            this.bits = new long[count];
            this.references = new Object[count];
        }

        void pushTo(Operands operands, int index) {
            operands.push(bits[index], references[index]);
        }

        void popFrom(Operands operands, int index) {
            copyFrom(operands, index);
            operands.drop();
        }

        /** Takes the value on top of the stack, finished, and leaves it there as it is. */
        void copyFrom(Operands operands, int index) {
            bits[index] = operands.peekNumber();
            references[index] = operands.peekReference();
        }
    }
}
