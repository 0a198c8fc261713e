package dev.orrery.engine.interpret;

import dev.orrery.engine.Trap;
import dev.orrery.engine.TrapCode;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;

/** Blocks and branches; calls are in {@link Interpreter}. Wasm spec 4.4.8 (control instructions). Not hot. */
final class ControlOperators {
    private ControlOperators() {}

    /** Executes the operator at {@code index}; false if it is none of this family. */
    static boolean execute(Frame frame, int index) {
        FunctionBody body = frame.body;
        Operands operands = frame.operands;
        switch (body.opcode(index)) {
            case Opcode.UNREACHABLE -> throw new Trap.Fault(TrapCode.UNREACHABLE);
            case Opcode.NOP -> {}
            case Opcode.BLOCK, Opcode.LOOP -> frame.enter(index);
            case Opcode.IF -> executeIf(frame, index);
            // Met by the then-path only: its block is done, and it does not pass the end.
            case Opcode.ELSE -> {
                frame.leave();
                frame.jump(body.partner(index) + 1);
            }
            case Opcode.END -> frame.leave();
            case Opcode.BR -> frame.branch((int) body.immediate(index));
            case Opcode.BR_IF -> {
                if (operands.popI32() != 0) {
                    frame.branch((int) body.immediate(index));
                }
            }
            case Opcode.BR_TABLE -> {
                long wanted = operands.popU32();
                frame.branch(body.label(index, (int) Math.min(wanted, body.labelCount(index))));
            }
            case Opcode.RETURN -> frame.doReturn();
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void executeIf(Frame frame, int index) {
        boolean condition = frame.operands.popI32() != 0;
        int partner = frame.body.partner(index);
        boolean hasElse = frame.body.opcode(partner) == Opcode.ELSE;
        if (condition || hasElse) {
            frame.enter(index);
        }
        if (!condition) {
            // Without an else the whole block is skipped, its end included: its parameters are its results.
            frame.jump(partner + 1);
        }
    }
}
