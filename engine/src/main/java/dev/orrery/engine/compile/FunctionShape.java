package dev.orrery.engine.compile;

import dev.orrery.engine.StackRule;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.FunctionBody;

/**
 * Facts about one function that its emitters share.
 *
 * @param index in the function index space
 * @param charges fuel before each operator
 * @param stack what activations take from the stack budget
 */
record FunctionShape(int index, FunctionBody body, long[] charges, StackRule.Use stack) {
    FuncType type() {
        return body.type();
    }

    boolean metered() {
        for (long charge : charges) {
            if (charge > 0) {
                return true;
            }
        }
        return false;
    }

    /** Index in the frame array of the operand at that height: operands lie behind the locals. */
    int operandIndex(int height) {
        return body.localCount() + height;
    }

    String methodName() {
        return "f" + index;
    }
}
