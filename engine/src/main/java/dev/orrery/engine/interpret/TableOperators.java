package dev.orrery.engine.interpret;

import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.run.RunningInstance;
import dev.orrery.engine.run.Table;

/** References and tables. Wasm spec 4.4.2, 4.4.6 (reference, table instructions). Not hot. */
final class TableOperators {
    private TableOperators() {}

    /** Executes the operator at {@code index}; false if it is none of this family. */
    static boolean execute(Frame frame, int index) {
        FunctionBody body = frame.body;
        Operands operands = frame.operands;
        RunningInstance instance = frame.instance;
        int first = (int) body.immediate(index);
        int second = (int) (body.immediate(index) >>> Integer.SIZE);
        switch (body.opcode(index)) {
            case Opcode.REF_NULL -> operands.pushReference(null);
            case Opcode.REF_IS_NULL -> operands.pushBoolean(operands.popReference() == null);
            case Opcode.REF_FUNC -> operands.pushReference(instance.functionRef(first));
            case Opcode.TABLE_GET -> operands.pushReference(instance.tables[first].get(operands.popI32()));
            case Opcode.TABLE_SET -> {
                Object reference = operands.popReference();
                instance.tables[first].set(operands.popI32(), reference);
            }
            case Opcode.TABLE_SIZE -> operands.pushI32(instance.tables[first].size());
            case Opcode.TABLE_GROW -> {
                int more = operands.popI32();
                operands.pushI32(instance.tables[first].grow(operands.popReference(), more));
            }
            case Opcode.TABLE_FILL -> {
                int length = operands.popI32();
                Object reference = operands.popReference();
                instance.tables[first].fill(operands.popI32(), reference, length);
            }
            case Opcode.TABLE_COPY -> {
                int length = operands.popI32();
                int from = operands.popI32();
                Table source = instance.tables[second];
                instance.tables[first].copy(operands.popI32(), source, from, length);
            }
            // The binary format names the segment first, then the table.
            case Opcode.TABLE_INIT -> {
                int length = operands.popI32();
                int from = operands.popI32();
                instance.tableInit(second, first, operands.popI32(), from, length);
            }
            case Opcode.ELEM_DROP -> instance.dropElements(first);
            default -> {
                return false;
            }
        }
        return true;
    }
}
