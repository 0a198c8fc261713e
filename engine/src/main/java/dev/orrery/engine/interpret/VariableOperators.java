package dev.orrery.engine.interpret;

import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.run.GlobalCell;

/** Constants, locals, globals, {@code drop} and {@code select}. Wasm spec 4.4.4, 4.4.5 (parametric, variable). Not hot. */
final class VariableOperators {
    private VariableOperators() {}

    /** Executes the operator at {@code index}; false if it is none of this family. */
    static boolean execute(Frame frame, int index) {
        FunctionBody body = frame.body;
        Operands operands = frame.operands;
        long immediate = body.immediate(index);
        switch (body.opcode(index)) {
            case Opcode.I32_CONST -> operands.pushI32((int) immediate);
            case Opcode.I64_CONST -> operands.pushI64(immediate);
            case Opcode.F32_CONST -> operands.pushF32((int) immediate, false);
            case Opcode.F64_CONST -> operands.pushF64(immediate, false);
            case Opcode.LOCAL_GET -> frame.locals.pushTo(operands, (int) immediate);
            case Opcode.LOCAL_SET -> frame.locals.popFrom(operands, (int) immediate);
            // The value on the stack stays as pending as it was; the local gets the finished one.
            case Opcode.LOCAL_TEE -> frame.locals.copyFrom(operands, (int) immediate);
            case Opcode.GLOBAL_GET -> {
                GlobalCell cell = frame.instance.globals[(int) immediate];
                operands.push(cell.bits, cell.reference);
            }
            case Opcode.GLOBAL_SET -> {
                GlobalCell cell = frame.instance.globals[(int) immediate];
                cell.bits = operands.peekNumber();
                cell.reference = operands.popReference();
            }
            case Opcode.DROP -> operands.drop();
            case Opcode.SELECT, Opcode.SELECT_T -> {
                boolean first = operands.popI32() != 0;
                operands.finishTop(2);
                if (first) {
                    operands.drop();
                } else {
                    operands.slideDown(operands.height() - 2, 1);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
