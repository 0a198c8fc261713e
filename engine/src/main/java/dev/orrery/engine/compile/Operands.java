package dev.orrery.engine.compile;

import dev.orrery.engine.model.ValType;
import java.util.Arrays;
import java.util.List;

/**
 * Types of the values on Wasm's operand stack while a body is walked, and for floats whether the reference would still have
 * to make a NaN canonical ("pending", VM.md §1.4). Generated code keeps such values canonical all the time; only {@code neg}
 * can tell the difference.
 */
final class Operands {
    private ValType[] types = new ValType[64];
    private boolean[] pending = new boolean[64];
    private int height;

    int height() {
        return height;
    }

    void push(ValType type) {
        push(type, false);
    }

    void push(ValType type, boolean isPending) {
        if (height == types.length) {
            types = Arrays.copyOf(types, 2 * height);
            pending = Arrays.copyOf(pending, 2 * height);
        }
        types[height] = type;
        pending[height++] = isPending;
    }

    void push(List<ValType> all) {
        all.forEach(this::push);
    }

    ValType pop() {
        return types[--height];
    }

    void pop(int count) {
        height -= count;
    }

    ValType top() {
        return types[height - 1];
    }

    boolean topPending() {
        return pending[height - 1];
    }

    ValType at(int position) {
        return types[position];
    }

    /** Cuts the stack down to {@code to} and puts {@code values} on it: what is there at the start or end of a block. */
    void reset(int to, List<ValType> values) {
        height = to;
        push(values);
    }
}
