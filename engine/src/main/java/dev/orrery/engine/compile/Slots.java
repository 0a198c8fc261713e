package dev.orrery.engine.compile;

import dev.orrery.engine.model.ValType;
import java.lang.classfile.attribute.StackMapFrameInfo.SimpleVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.VerificationTypeInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * Which JVM local variable of one generated method holds what. Each slot keeps one type from the end of the prologue on, so
 * every stack map frame of the method has the same locals and takes one or two bytes.
 */
final class Slots {
    /** Of a local that this method does not use. */
    static final int NONE = -1;

    private final int[] locals;
    private final List<VerificationTypeInfo> frame = new ArrayList<>();
    private int next;

    int instance = NONE;
    int stack = NONE;
    int fuel = NONE;
    int memory = NONE;

    /** The {@code long[]} of a function compiled in pieces. */
    int frameNumbers = NONE;

    /** The {@code Object[]} of such a function if it handles references. */
    int frameReferences = NONE;

    /** The {@code int} that tells a piece where to start. */
    int entry = NONE;

    Slots(int localCount) {
        locals = new int[localCount];
        java.util.Arrays.fill(locals, NONE);
    }

    int add(VerificationTypeInfo type) {
        int slot = next;
        boolean two = type == SimpleVerificationTypeInfo.LONG || type == SimpleVerificationTypeInfo.DOUBLE;
        next += two ? 2 : 1;
        frame.add(type);
        return slot;
    }

    void addLocal(int local, ValType type) {
        locals[local] = add(Jvm.verification(type));
    }

    int local(int index) {
        return locals[index];
    }

    /** First slot behind all that have a fixed use: scratch space, never alive across a label. */
    int scratch() {
        return next;
    }

    List<VerificationTypeInfo> frame() {
        return List.copyOf(frame);
    }
}
