package dev.orrery.engine.compile;

import dev.orrery.engine.model.ValType;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Branches, returns and what leaves a region. None of the methods changes the compile-time operand stack: behind an
 * unconditional branch nothing reads it before the end of a block resets it.
 */
final class BranchEmitter {
    private static final MethodTypeDesc PICK =
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int.arrayType());
    private static final MethodTypeDesc BRANCH_TABLE =
            MethodTypeDesc.of(ConstantDescs.CD_int.arrayType(), Names.INSTANCE, ConstantDescs.CD_int);
    private static final MethodTypeDesc MOVE = MethodTypeDesc.of(
            ConstantDescs.CD_void,
            ConstantDescs.CD_Object,
            ConstantDescs.CD_int,
            ConstantDescs.CD_int,
            ConstantDescs.CD_int);

    private final Emission out;
    private final CodeBuilder code;
    private final Flow flow;
    private final FunctionShape shape;
    private final Callees callees;

    BranchEmitter(Emission out, Flow flow, FunctionShape shape, Callees callees) {
        this.out = out;
        this.code = out.code;
        this.flow = flow;
        this.shape = shape;
        this.callees = callees;
    }

    /** A branch to the label of {@code block}. */
    void branch(int block) {
        int target = flow.target(block);
        List<ValType> carried = flow.labelTypes(block);
        if (out.region.contains(target)) {
            dropBelow(carried, surplus(block));
            code.goto_(out.label(target));
        } else {
            leave(target, flow.labelHeight(block), carried);
        }
        out.written();
    }

    /** A branch that is taken if the condition holds. */
    void branchIf(Condition condition, int block) {
        int target = flow.target(block);
        if (out.region.contains(target) && surplus(block) == 0) {
            condition.jump(code, true, out.label(target));
        } else {
            Label skip = code.newLabel();
            condition.jump(code, false, skip);
            branch(block);
            out.bindHere(skip);
        }
    }

    /** Goes to {@code target} if the condition is false; the operands are what is wanted there. */
    void unless(Condition condition, int target) {
        if (out.region.contains(target)) {
            condition.jump(code, false, out.label(target));
        } else {
            Label skip = code.newLabel();
            condition.jump(code, true, skip);
            leave(target, out.operands.height(), List.of());
            out.written();
            out.bindHere(skip);
        }
    }

    /** Goes to {@code target} with all operands as they are. */
    void jump(int target) {
        if (out.region.contains(target)) {
            code.goto_(out.label(target));
        } else {
            leave(target, out.operands.height(), List.of());
        }
    }

    /** {@code br_table}; the selector is on top of the JVM's stack and no longer counted among the operands. */
    void table(int[] blocks) {
        if (blocks.length > CodeSize.MAX_SWITCH_LABELS) {
            largeTable(blocks);
            return;
        }
        Map<Integer, Label> detours = new HashMap<>();
        List<SwitchCase> cases = new ArrayList<>();
        for (int label = 0; label < blocks.length - 1; label++) {
            cases.add(SwitchCase.of(label, tableTarget(blocks[label], detours)));
        }
        Label other = tableTarget(blocks[blocks.length - 1], detours);
        if (cases.isEmpty()) {
            code.pop().goto_(other);
        } else {
            code.tableswitch(0, blocks.length - 2, other, cases);
        }
        out.written();
        detours.forEach((block, label) -> {
            out.bindHere(label);
            branch(block);
        });
    }

    private Label tableTarget(int block, Map<Integer, Label> detours) {
        int target = flow.target(block);
        return out.region.contains(target) && surplus(block) == 0
                ? out.label(target)
                : detours.computeIfAbsent(block, absent -> code.newLabel());
    }

    /** A table that no method could hold as a switch: it becomes an array of chunk numbers beside the class files. */
    private void largeTable(int[] blocks) {
        int[] numbers = new int[blocks.length];
        int[] heights = new int[blocks.length];
        for (int label = 0; label < blocks.length; label++) {
            numbers[label] = out.region.exits().number(flow.target(blocks[label]));
            heights[label] = shape.operandIndex(flow.labelHeight(blocks[label]));
        }
        int selector = out.slots.scratch();
        code.istore(selector);
        spill(out.operands.height());
        int carried = flow.labelTypes(blocks[0]).size();
        if (carried > 0) {
            int from = shape.operandIndex(out.operands.height() - carried);
            int to = selector + 1;
            pick(selector, callees.branchTable(heights));
            code.istore(to);
            moveFrame(out.slots.frameNumbers, from, to, carried);
            if (out.slots.frameReferences != Slots.NONE) {
                moveFrame(out.slots.frameReferences, from, to, carried);
            }
        }
        pick(selector, callees.branchTable(numbers));
        code.goto_(out.leave());
    }

    private void pick(int selector, int table) {
        code.iload(selector)
                .aload(out.slots.instance)
                .loadConstant(table)
                .invokestatic(Names.ACCESS, "branchTable", BRANCH_TABLE)
                .invokestatic(Names.FRAMES, "pick", PICK);
    }

    private void moveFrame(int array, int from, int toSlot, int length) {
        code.aload(array)
                .loadConstant(from)
                .iload(toSlot)
                .loadConstant(length)
                .invokestatic(Names.FRAMES, "move", MOVE);
    }

    /** Operands that a branch to the label of {@code block} must throw away below those it carries. */
    private int surplus(int block) {
        return out.operands.height() - flow.labelTypes(block).size() - flow.labelHeight(block);
    }

    private void dropBelow(List<ValType> carried, int surplus) {
        if (surplus == 0) {
            return;
        }
        int slot = out.slots.scratch();
        int[] saved = new int[carried.size()];
        for (int i = carried.size() - 1; i >= 0; i--) {
            saved[i] = slot;
            out.store(carried.get(i), slot);
            slot += Jvm.slots(carried.get(i));
        }
        int top = out.operands.height() - carried.size();
        for (int i = top - 1; i >= top - surplus; i--) {
            out.pop(out.operands.at(i));
        }
        for (int i = 0; i < saved.length; i++) {
            out.load(carried.get(i), saved[i]);
        }
    }

    /** Leaves the region for {@code target}, where the carried values lie on {@code height} others. */
    private void leave(int target, int height, List<ValType> carried) {
        if (out.slots.frameNumbers == Slots.NONE) {
            returnValues(carried);
            return;
        }
        int top = out.operands.height() - carried.size();
        for (int i = carried.size() - 1; i >= 0; i--) {
            put(carried.get(i), height + i);
        }
        int kept = Math.min(top, Math.max(height, out.region.base()));
        for (int i = top - 1; i >= kept; i--) {
            out.pop(out.operands.at(i));
        }
        spill(kept);
        code.loadConstant(out.region.exits().number(target)).goto_(out.leave());
    }

    /** Moves all operands below {@code height} from the JVM's stack to the frame. */
    private void spill(int height) {
        for (int i = height - 1; i >= out.region.base(); i--) {
            put(out.operands.at(i), i);
        }
    }

    private void put(ValType type, int height) {
        code.aload(type.isReference() ? out.slots.frameReferences : out.slots.frameNumbers)
                .loadConstant(shape.operandIndex(height))
                .invokestatic(Names.FRAMES, "put", Jvm.put(type));
    }

    /** Returns from a function that is one method. */
    private void returnValues(List<ValType> results) {
        if (results.size() > 1) {
            int array = out.slots.scratch();
            code.loadConstant(results.size()).newarray(TypeKind.LONG).astore(array);
            for (int i = results.size() - 1; i >= 0; i--) {
                Jvm.putBits(code, results.get(i), array, i, out.slots.instance);
            }
            code.aload(out.slots.instance).aload(array).putfield(Names.INSTANCE, "results", Names.LONGS);
        }
        out.storeFuel();
        if (results.size() == 1) {
            code.return_(Jvm.kind(results.getFirst()));
        } else {
            code.return_();
        }
    }
}
