package dev.orrery.testkit.wasm;

import java.util.ArrayList;
import java.util.List;

/**
 * Assembles one function body. Operators without immediates are written with {@link #op}; the {@code end} of the function
 * itself is added when the body is put into a module.
 */
public final class Code {
    private static final int EMPTY_BLOCK = 0x40;

    private record LocalGroup(long count, int type) {}

    private final List<LocalGroup> locals = new ArrayList<>();
    private final Bytes body = new Bytes();

    /** Declares locals behind the parameters and those declared before. */
    public Code locals(long count, Type type) {
        locals.add(new LocalGroup(count, type.code()));
        return this;
    }

    /** Operators, or any bytes at all. */
    public Code op(int... bytes) {
        body.raw(bytes);
        return this;
    }

    public Code unreachable() {
        return op(0x00);
    }

    public Code nop() {
        return op(0x01);
    }

    public Code block() {
        return op(0x02, EMPTY_BLOCK);
    }

    public Code block(Type result) {
        return op(0x02, result.code());
    }

    public Code loop() {
        return op(0x03, EMPTY_BLOCK);
    }

    public Code loop(Type result) {
        return op(0x03, result.code());
    }

    /** {@code if} without result. */
    public Code when() {
        return op(0x04, EMPTY_BLOCK);
    }

    /** {@code if} with a result. */
    public Code when(Type result) {
        return op(0x04, result.code());
    }

    /** {@code else}. */
    public Code otherwise() {
        return op(0x05);
    }

    public Code end() {
        return op(0x0B);
    }

    public Code br(int depth) {
        return indexed(0x0C, depth);
    }

    public Code brIf(int depth) {
        return indexed(0x0D, depth);
    }

    public Code brTable(int[] depths, int fallback) {
        indexed(0x0E, depths.length);
        for (int depth : depths) {
            body.unsigned(depth);
        }
        body.unsigned(fallback);
        return this;
    }

    /** {@code return}. */
    public Code ret() {
        return op(0x0F);
    }

    public Code call(int function) {
        return indexed(0x10, function);
    }

    public Code callIndirect(int type, int table) {
        indexed(0x11, type);
        body.unsigned(table);
        return this;
    }

    public Code drop() {
        return op(0x1A);
    }

    public Code select() {
        return op(0x1B);
    }

    public Code localGet(int index) {
        return indexed(0x20, index);
    }

    public Code localSet(int index) {
        return indexed(0x21, index);
    }

    public Code localTee(int index) {
        return indexed(0x22, index);
    }

    public Code globalGet(int index) {
        return indexed(0x23, index);
    }

    public Code globalSet(int index) {
        return indexed(0x24, index);
    }

    public Code i32(int value) {
        op(0x41);
        body.signed(value);
        return this;
    }

    public Code i64(long value) {
        op(0x42);
        body.signed(value);
        return this;
    }

    public Code f32(float value) {
        return f32Bits(Float.floatToRawIntBits(value));
    }

    public Code f32Bits(int bits) {
        op(0x43);
        body.fixed(bits, Float.BYTES);
        return this;
    }

    public Code f64(double value) {
        return f64Bits(Double.doubleToRawLongBits(value));
    }

    public Code f64Bits(long bits) {
        op(0x44);
        body.fixed(bits, Double.BYTES);
        return this;
    }

    /** A load or store by its opcode; no alignment is promised. */
    public Code memory(int opcode, long offset) {
        op(opcode, 0);
        body.unsigned(offset);
        return this;
    }

    public Code i32Load(long offset) {
        return memory(0x28, offset);
    }

    public Code i64Load(long offset) {
        return memory(0x29, offset);
    }

    public Code i32Store(long offset) {
        return memory(0x36, offset);
    }

    public Code i64Store(long offset) {
        return memory(0x37, offset);
    }

    public Code memorySize() {
        return op(0x3F, 0);
    }

    public Code memoryGrow() {
        return op(0x40, 0);
    }

    /** An operator behind the prefix 0xFC, with immediates that are indices. */
    public Code extended(int subOpcode, int... indices) {
        op(0xFC);
        body.unsigned(subOpcode);
        for (int index : indices) {
            body.unsigned(index);
        }
        return this;
    }

    /** An operator and an index. */
    public Code indexed(int opcode, long index) {
        op(opcode);
        body.unsigned(index);
        return this;
    }

    /** The operators without a final {@code end}, for a constant expression. */
    byte[] operators() {
        return body.toArray();
    }

    /** The entry of the code section. */
    byte[] entry() {
        Bytes entry = new Bytes().unsigned(locals.size());
        for (LocalGroup group : locals) {
            entry.unsigned(group.count()).raw(group.type());
        }
        return entry.raw(operators()).raw(0x0B).toArray();
    }
}
