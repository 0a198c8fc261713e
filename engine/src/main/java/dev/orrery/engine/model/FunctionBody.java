package dev.orrery.engine.model;

import java.util.List;

/**
 * The code of one function, decoded and validated into parallel arrays with one entry per operator in stream order, dead
 * code included, the final {@code end} included. Read by the compiler, the interpreter and the metering rules.
 *
 * <p>Immediates, by operator:
 *
 * <ul>
 *   <li>{@code block, loop, if}: the block type as the signed 33-bit number of the binary format (−64 empty, −1 i32,
 *       −2 i64, −3 f32, −4 f64, −16 funcref, −17 externref, ≥ 0 a type index)
 *   <li>{@code br, br_if}: relative depth. {@code br_table}: where its labels start, see {@link #label}
 *   <li>{@code call, ref.func, local.*, global.*}: the index
 *   <li>{@code call_indirect}: type index in the low half, table index in the high half
 *   <li>loads and stores: the offset, unsigned 32 bit
 *   <li>constants: the raw bits; {@code i32.const} sign-extended, {@code f32.const} zero-extended
 *   <li>{@code select t, ref.null}: the binary code of the type
 *   <li>{@code table.*, memory.*, data.drop, elem.drop}: first index of the binary format in the low half, second in the
 *       high half
 * </ul>
 */
public final class FunctionBody {
    private final FuncType type;
    private final List<ValType> declaredLocals;
    private final int start;
    private final int[] opcodes;
    private final long[] immediates;
    private final int[] offsets;
    private final int[] partners;
    private final boolean[] reachable;
    private final int[] labels;
    private final int maxHeight;

    /**
     * @param declaredLocals locals beyond the parameters, one entry each
     * @param start byte offset of the body (its locals vector) in the module
     * @param offsets byte offset of each operator in the module
     * @param partners see {@link #partner}
     * @param reachable see {@link #reachable}
     * @param labels for each {@code br_table} n, then n + 1 relative depths, the default last
     * @param maxHeight most operands on the stack at any reachable point
     */
    public FunctionBody(
            FuncType type,
            List<ValType> declaredLocals,
            int start,
            int[] opcodes,
            long[] immediates,
            int[] offsets,
            int[] partners,
            boolean[] reachable,
            int[] labels,
            int maxHeight) {
        this.type = type;
        this.declaredLocals = List.copyOf(declaredLocals);
        this.start = start;
        this.opcodes = opcodes;
        this.immediates = immediates;
        this.offsets = offsets;
        this.partners = partners;
        this.reachable = reachable;
        this.labels = labels;
        this.maxHeight = maxHeight;
    }

    public FuncType type() {
        return type;
    }

    public List<ValType> declaredLocals() {
        return declaredLocals;
    }

    /** The type of local {@code index}; parameters come first. */
    public ValType local(int index) {
        int params = type.params().size();
        return index < params ? type.params().get(index) : declaredLocals.get(index - params);
    }

    /** Parameters and declared locals. */
    public int localCount() {
        return type.params().size() + declaredLocals.size();
    }

    public int start() {
        return start;
    }

    /** How many operators the body has. */
    public int size() {
        return opcodes.length;
    }

    /** The operator at {@code index}, a constant of {@link Opcode}. */
    public int opcode(int index) {
        return opcodes[index];
    }

    public long immediate(int index) {
        return immediates[index];
    }

    /** Byte offset in the module. */
    public int offset(int index) {
        return offsets[index];
    }

    /**
     * The operator that belongs with the one at {@code index}: for {@code block} and {@code loop} their {@code end}, for
     * {@code if} its {@code else} or else its {@code end}, for {@code else} its {@code end}, for {@code end} the
     * {@code block, loop, if} (not {@code else}) that it closes, −1 for the function's own {@code end} and for all others.
     */
    public int partner(int index) {
        return partners[index];
    }

    /** False for dead code, as the validation algorithm defines it: the stack there is polymorphic. */
    public boolean reachable(int index) {
        return reachable[index];
    }

    /** How many labels the {@code br_table} at {@code index} has besides its default. */
    public int labelCount(int index) {
        return labels[(int) immediates[index]];
    }

    /** Relative depth number {@code label} of the {@code br_table} at {@code index}; the default is the last. */
    public int label(int index, int label) {
        return labels[(int) immediates[index] + 1 + label];
    }

    public int maxHeight() {
        return maxHeight;
    }
}
