package dev.orrery.engine.interpret;

import java.util.Arrays;

/**
 * The operand stack of one activation. Numbers are raw bits (i32 sign-extended, f32 zero-extended), references are objects.
 *
 * <p>Each float slot knows whether its value is <em>pending</em>: the result of arithmetic whose NaN has yet to be made
 * canonical. Wasmer canonicalises when a pending value is consumed, not when it is made, and a {@code neg} in between shows
 * the difference, so the flag follows the value from slot to slot. Where the profile does not ask for canonical NaNs nothing
 * is ever pending.
 */
final class Operands {
    /** What has to happen to a slot's value before it may be seen. */
    private enum Nan {
        FINISHED,
        PENDING_F32,
        PENDING_F64
    }

    private final long[] bits;
    private final Object[] references;
    private final Nan[] nans;
    private final boolean canonicalNans;
    private int height;

    Operands(int maxHeight, boolean canonicalNans) {
        this.bits = new long[maxHeight];
        this.references = new Object[maxHeight];
        this.nans = new Nan[maxHeight];
        this.canonicalNans = canonicalNans;
    }

    int height() {
        return height;
    }

    void pushI32(int value) {
        push(value, Nan.FINISHED);
    }

    void pushBoolean(boolean value) {
        push(value ? 1 : 0, Nan.FINISHED);
    }

    void pushI64(long value) {
        push(value, Nan.FINISHED);
    }

    /** Pushes an f32 by its bits. */
    void pushF32(int value, boolean pending) {
        push(value & 0xFFFF_FFFFL, pending && canonicalNans ? Nan.PENDING_F32 : Nan.FINISHED);
    }

    /** Pushes an f64 by its bits. */
    void pushF64(long value, boolean pending) {
        push(value, pending && canonicalNans ? Nan.PENDING_F64 : Nan.FINISHED);
    }

    /** Pushes a reference; Java's null is Wasm's. */
    void pushReference(Object value) {
        push(0, value);
    }

    /** Pushes a finished value of any type, of which one half is unused. */
    void push(long value, Object reference) {
        push(value, Nan.FINISHED);
        references[height - 1] = reference;
    }

    int popI32() {
        return (int) bits[--height];
    }

    /** An i32 operand read as unsigned. */
    long popU32() {
        return popI32() & 0xFFFF_FFFFL;
    }

    long popI64() {
        return bits[--height];
    }

    /** Bits of an f32, its NaN made canonical if that was pending. */
    int popF32() {
        return (int) popNumber();
    }

    /** Bits of an f64, its NaN made canonical if that was pending. */
    long popF64() {
        return popNumber();
    }

    /** Raw bits of a number of any type, its NaN made canonical if that was pending. */
    long popNumber() {
        return finished(--height);
    }

    /** What {@link #popNumber} would return, 0 for a reference; the slot stays as it is. */
    long peekNumber() {
        return finished(height - 1);
    }

    /** Bits of an f32 as they are. */
    int popPendingF32() {
        return (int) bits[--height];
    }

    /** Bits of an f64 as they are. */
    long popPendingF64() {
        return bits[--height];
    }

    Object popReference() {
        Object top = references[--height];
        references[height] = null;
        return top;
    }

    /** The reference on top, null for a number. */
    Object peekReference() {
        return references[height - 1];
    }

    /** Whether the value on top waits for its NaN to be made canonical. */
    boolean topPending() {
        return nans[height - 1] != Nan.FINISHED;
    }

    /** Moves the topmost values, finished, over from another stack. */
    void takeFrom(Operands other, int count) {
        other.finishTop(count);
        int from = other.height - count;
        for (int slot = from; slot < other.height; slot++) {
            push(other.bits[slot], other.references[slot]);
        }
        other.slideDown(from, 0);
    }

    /** Takes the slot on top away, whatever it holds. */
    void drop() {
        references[--height] = null;
    }

    /** Moves the top {@code count} slots down onto {@code base}, finished, and drops what lay between. */
    void slideDown(int base, int count) {
        finishTop(count);
        int from = height - count;
        System.arraycopy(bits, from, bits, base, count);
        System.arraycopy(references, from, references, base, count);
        Arrays.fill(nans, base, base + count, Nan.FINISHED);
        while (height > base + count) {
            drop();
        }
    }

    /** Finishes the top {@code count} values: a NaN that is pending becomes canonical. */
    void finishTop(int count) {
        for (int slot = height - count; slot < height; slot++) {
            finish(slot);
        }
    }

    private void finish(int slot) {
        bits[slot] = finished(slot);
        nans[slot] = Nan.FINISHED;
    }

    private long finished(int slot) {
        return switch (nans[slot]) {
            case FINISHED -> bits[slot];
            case PENDING_F32 ->
                Float.isNaN(Float.intBitsToFloat((int) bits[slot])) ? F32Operators.CANONICAL_NAN : bits[slot];
            case PENDING_F64 ->
                Double.isNaN(Double.longBitsToDouble(bits[slot])) ? F64Operators.CANONICAL_NAN : bits[slot];
        };
    }

    private void push(long value, Nan nan) {
        bits[height] = value;
        nans[height] = nan;
        height++;
    }
}
