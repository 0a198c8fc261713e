package dev.orrery.engine.compile;

import dev.orrery.engine.model.ValType;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.attribute.StackMapFrameInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.VerificationTypeInfo;
import java.lang.classfile.attribute.StackMapTableAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One method while its code is written: labels of positions, stack map frames (written here rather than inferred, since all
 * types are known), and the fuel, which lives in a local variable between calls.
 *
 * <p>Whatever throws between two calls finds a handler that stores the fuel back into the instance, so the host reads the
 * exact amount after any trap. Around calls the instance holds the fuel, and the handler leaves it alone.
 */
final class Emission {
    private static final MethodTypeDesc CHARGE =
            MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_long, ConstantDescs.CD_long, Names.INSTANCE);

    final CodeBuilder code;
    final Slots slots;
    final Region region;
    final Operands operands;

    /** Whether the function charges any fuel at all. */
    private final boolean metered;

    private final List<VerificationTypeInfo> locals;
    private final Map<Integer, Label> labels = new HashMap<>();
    private final List<StackMapFrameInfo> frames;
    private final Map<Integer, Label> entryStubs = new HashMap<>();
    private final List<EntryPoint> entryPoints = new ArrayList<>();
    private final Label handler;
    private final Label leave;
    private boolean leaves;
    private boolean justBound;
    private Label guardStart;

    /** To be made when the prologue is written and every slot holds its first value. */
    Emission(CodeBuilder code, Slots slots, Region region, Operands operands, boolean metered) {
        this(code, slots, new ArrayList<>(), region, operands, metered);
    }

    /** @param frames of the prologue */
    Emission(
            CodeBuilder code,
            Slots slots,
            List<StackMapFrameInfo> frames,
            Region region,
            Operands operands,
            boolean metered) {
        this.frames = frames;
        this.code = code;
        this.slots = slots;
        this.region = region;
        this.operands = operands;
        this.metered = metered;
        this.locals = slots.frame();
        this.handler = code.newLabel();
        this.leave = code.newLabel();
        this.guardStart = code.newBoundLabel();
    }

    /** The label of a position in this region. */
    Label label(int position) {
        return labels.computeIfAbsent(position, absent -> code.newLabel());
    }

    boolean wanted(int position) {
        return labels.containsKey(position);
    }

    /** Where a piece of a function goes to leave: the number of the next position is on the stack, nothing else. */
    Label leave() {
        leaves = true;
        return leave;
    }

    /** Whether anything goes to {@link #leave}. */
    boolean leaves() {
        return leaves;
    }

    /** Binds the label of a position; the operands are what every jump to it leaves. */
    void bind(int position) {
        bindHere(label(position));
        Label stub = entryStubs.get(position);
        if (stub != null) {
            List<ValType> types = new ArrayList<>();
            for (int i = region.base(); i < operands.height(); i++) {
                types.add(operands.at(i));
            }
            entryPoints.add(new EntryPoint(stub, position, types));
        }
    }

    /** Where the method begins when it is entered at {@code position}; that position gets a label too. */
    Label entry(int position) {
        label(position);
        return entryStubs.computeIfAbsent(position, absent -> code.newLabel());
    }

    /** The entries whose positions have been bound, with the operands to be loaded for each. */
    List<EntryPoint> entryPoints() {
        return entryPoints;
    }

    /** A position where a method is entered: at {@code stub} the operands are still in the frame. */
    record EntryPoint(Label stub, int position, List<ValType> operands) {}

    /** Binds a label that is reached with the present operands. */
    void bindHere(Label label) {
        bind(label, operandTypes());
    }

    void bind(Label label, List<VerificationTypeInfo> stack) {
        if (justBound) { // two frames can't share an instruction
            code.nop();
        }
        justBound = true;
        code.labelBinding(label);
        frames.add(StackMapFrameInfo.of(label, locals, stack));
    }

    /** To be called when code was written behind a label that was bound. */
    void written() {
        justBound = false;
    }

    /** Types of the operands on the JVM's stack. */
    List<VerificationTypeInfo> operandTypes() {
        List<VerificationTypeInfo> types = new ArrayList<>(Math.max(0, operands.height() - region.base()));
        for (int i = region.base(); i < operands.height(); i++) {
            types.add(Jvm.verification(operands.at(i)));
        }
        return types;
    }

    void charge(long cost) {
        if (cost > 0) {
            code.lload(slots.fuel)
                    .loadConstant(cost)
                    .aload(slots.instance)
                    .invokestatic(Names.ACCESS, "charge", CHARGE)
                    .lstore(slots.fuel);
        }
    }

    void loadFuel() {
        if (metered) {
            code.aload(slots.instance)
                    .getfield(Names.INSTANCE, "fuel", ConstantDescs.CD_long)
                    .lstore(slots.fuel);
        }
    }

    void storeFuel() {
        if (metered) {
            code.aload(slots.instance).lload(slots.fuel).putfield(Names.INSTANCE, "fuel", ConstantDescs.CD_long);
        }
    }

    /** Calls something that reads or changes the instance's fuel. */
    void call(ClassDesc owner, String name, MethodTypeDesc type) {
        storeFuel();
        endGuard();
        code.invokestatic(owner, name, type);
        guardStart = code.newBoundLabel();
        loadFuel();
    }

    private void endGuard() {
        if (metered) {
            code.exceptionCatchAll(guardStart, code.newBoundLabel(), handler);
        }
    }

    /** Writes what stands behind the code: the handler and the stack map. */
    void finish() {
        if (metered) {
            endGuard();
            written();
            bind(handler, List.of(Names.THROWABLE_TYPE));
            storeFuel();
            code.athrow();
        }
        if (!frames.isEmpty()) {
            code.with(StackMapTableAttribute.of(frames));
        }
    }

    void load(ValType type, int slot) {
        code.loadLocal(Jvm.kind(type), slot);
    }

    void store(ValType type, int slot) {
        code.storeLocal(Jvm.kind(type), slot);
    }

    void pop(ValType type) {
        if (Jvm.slots(type) == 2) {
            code.pop2();
        } else {
            code.pop();
        }
    }
}
