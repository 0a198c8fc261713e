package dev.orrery.engine.compile;

import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.ValType;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.attribute.StackMapFrameInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.SimpleVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.VerificationTypeInfo;
import java.lang.classfile.attribute.StackMapTableAttribute;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * Methods that {@code call_indirect} goes through, one per type and table: a switch over the functions of that type that can
 * be in a table at all. Anything else, and every trap, takes the slow path. Many functions are reached by a tree of methods.
 */
final class IndirectStubs {
    /** Bytes of one method of the tree; below HotSpot's limit of 8,000 and small enough to compile quickly. */
    private static final int MAX_METHOD_BYTES = 4_000;

    /** Methods that one inner node of the tree chooses between. */
    private static final int FAN_OUT = 16;

    private static final MethodTypeDesc OWN_FUNCTION =
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, Names.INSTANCE, ConstantDescs.CD_int);

    private final ModuleContext context;
    private final GeneratedClasses classes;

    IndirectStubs(ModuleContext context, GeneratedClasses classes) {
        this.context = context;
        this.classes = classes;
    }

    /** Bytes that the methods for {@code candidates} take, roughly. */
    private static int estimate(FuncType type, int candidates) {
        return caseBytes(type) * candidates + 12 * type.params().size() + 64;
    }

    private static int caseBytes(FuncType type) {
        return 8 + 4 * (Jvm.wide(type) ? 1 : type.params().size()) + 8;
    }

    /** Where the dispatcher of a type and table will be; {@link #write} it next. */
    GeneratedClasses.Place place(FuncType type, int candidates) {
        return classes.place(Math.min(estimate(type, candidates), MAX_METHOD_BYTES));
    }

    /** Writes the dispatcher {@code name} into {@code owner}: its candidates are functions of the type, ascending. */
    void write(GeneratedClasses.Place owner, String name, int typeIndex, int table, List<Integer> candidates) {
        FuncType type = context.types().type(typeIndex);
        if (estimate(type, candidates.size()) <= MAX_METHOD_BYTES || candidates.size() <= FAN_OUT) {
            classes.add(owner, name, Jvm.indirect(type), code -> writeLeaf(code, type, typeIndex, table, candidates));
            return;
        }
        List<Branch> branches = new ArrayList<>();
        int share = (candidates.size() + FAN_OUT - 1) / FAN_OUT;
        for (int from = 0; from < candidates.size(); from += share) {
            List<Integer> part = candidates.subList(from, Math.min(from + share, candidates.size()));
            branches.add(new Branch(place(type, part.size()), name + "_" + from / share, part));
        }
        classes.add(owner, name, Jvm.indirect(type), code -> writeNode(code, type, table, branches));
        for (Branch branch : branches) {
            write(branch.place(), branch.name(), typeIndex, table, branch.candidates());
        }
    }

    private record Branch(GeneratedClasses.Place place, String name, List<Integer> candidates) {}

    private void writeLeaf(CodeBuilder code, FuncType type, int typeIndex, int table, List<Integer> candidates) {
        int index = ImportStubs.parameterSlots(type);
        List<VerificationTypeInfo> frame = frame(type);
        List<StackMapFrameInfo> frames = new ArrayList<>();
        if (!candidates.isEmpty()) {
            Label other = code.newLabel();
            List<SwitchCase> cases = new ArrayList<>();
            candidates.forEach(function -> cases.add(SwitchCase.of(function, code.newLabel())));
            ownFunction(code, index, table);
            code.lookupswitch(other, cases);
            for (SwitchCase each : cases) {
                code.labelBinding(each.target());
                frames.add(StackMapFrameInfo.of(each.target(), frame, List.of()));
                Callees.Method callee = context.function(each.caseValue());
                loadParameters(code, type);
                code.aload(index + 1).iload(index + 2).invokestatic(callee.owner(), callee.name(), callee.type());
                returnResult(code, type);
            }
            code.labelBinding(other);
            frames.add(StackMapFrameInfo.of(other, frame, List.of()));
        }
        ImportStubs.writeIndirect(code, type, typeIndex, table);
        if (!frames.isEmpty()) {
            code.with(StackMapTableAttribute.of(frames));
        }
    }

    /** Chooses a branch by its last function; what is above all of them goes to the last, which takes the slow path. */
    private void writeNode(CodeBuilder code, FuncType type, int table, List<Branch> branches) {
        int index = ImportStubs.parameterSlots(type);
        List<StackMapFrameInfo> frames = new ArrayList<>();
        for (Branch branch : branches.subList(0, branches.size() - 1)) {
            Label next = code.newLabel();
            ownFunction(code, index, table);
            code.loadConstant(branch.candidates().getLast()).if_icmpgt(next);
            goOn(code, type, branch);
            code.labelBinding(next);
            frames.add(StackMapFrameInfo.of(next, frame(type), List.of()));
        }
        goOn(code, type, branches.getLast());
        code.with(StackMapTableAttribute.of(frames));
    }

    private static void goOn(CodeBuilder code, FuncType type, Branch branch) {
        int index = ImportStubs.parameterSlots(type);
        loadParameters(code, type);
        code.iload(index)
                .aload(index + 1)
                .iload(index + 2)
                .invokestatic(branch.place().owner(), branch.name(), Jvm.indirect(type));
        returnResult(code, type);
    }

    private static void ownFunction(CodeBuilder code, int index, int table) {
        code.iload(index).aload(index + 1).loadConstant(table).invokestatic(Names.ACCESS, "ownFunction", OWN_FUNCTION);
    }

    private static void loadParameters(CodeBuilder code, FuncType type) {
        if (Jvm.wide(type)) {
            code.aload(0);
            return;
        }
        int slot = 0;
        for (ValType param : type.params()) {
            code.loadLocal(Jvm.kind(param), slot);
            slot += Jvm.slots(param);
        }
    }

    private static void returnResult(CodeBuilder code, FuncType type) {
        if (type.results().size() == 1) {
            code.return_(Jvm.kind(type.results().getFirst()));
        } else {
            code.return_();
        }
    }

    private static List<VerificationTypeInfo> frame(FuncType type) {
        List<VerificationTypeInfo> frame = new ArrayList<>();
        if (Jvm.wide(type)) {
            frame.add(Names.LONGS_TYPE);
        } else {
            type.params().forEach(param -> frame.add(Jvm.verification(param)));
        }
        frame.add(SimpleVerificationTypeInfo.INTEGER);
        frame.add(Names.INSTANCE_TYPE);
        frame.add(SimpleVerificationTypeInfo.INTEGER);
        return List.copyOf(frame);
    }
}
