package dev.orrery.engine.compile;

import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.ValType;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.StackMapFrameInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.SimpleVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapTableAttribute;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * A function in several methods. The one that callers call puts the parameters into a new frame array and then calls chunks
 * until one says that the function returns. Between chunks the frame holds locals and operands, and the instance the fuel.
 *
 * <p>More than 32 chunks hang on a tree of methods that do nothing but call, so that none of them grows beyond what HotSpot compiles.
 */
final class ChunkedFunction implements FunctionUnit {
    /** Chunks, or inner nodes, below one node. */
    private static final int FAN_OUT_BITS = 5;

    private final FunctionShape shape;
    private final Flow flow;
    private final ModuleContext context;
    private final Chunks chunks;
    private final List<Integer> resumed;
    private final MethodTypeDesc chunkType;
    private final List<Placed> placed = new ArrayList<>();

    /** Shared by the chunks, which are written in order: where one ends the next goes on. */
    private final Operands operands = new Operands();

    /** A method of this function: chunk {@code index} at level −1, otherwise node {@code index} of a level of the tree. */
    private record Placed(int level, int index, GeneratedClasses.Place place) {}

    ChunkedFunction(FunctionShape shape, Flow flow, ModuleContext context, Chunks chunks) {
        this(shape, flow, context, chunks, List.of());
    }

    /** @param resumed where the function is entered with a frame; if anywhere, {@link #writeRun} stands for its own method */
    ChunkedFunction(FunctionShape shape, Flow flow, ModuleContext context, Chunks chunks, List<Integer> resumed) {
        this.resumed = resumed;
        this.shape = shape;
        this.flow = flow;
        this.context = context;
        this.chunks = chunks;
        List<ClassDesc> parameters = new ArrayList<>();
        parameters.add(Names.LONGS);
        if (flow.usesReferences()) {
            parameters.add(Names.OBJECTS);
        }
        parameters.addAll(List.of(Names.INSTANCE, ConstantDescs.CD_int, ConstantDescs.CD_int));
        this.chunkType = MethodTypeDesc.of(ConstantDescs.CD_int, parameters);
    }

    /** Level of the node that is the function's own method. */
    private int rootLevel() {
        int level = 0;
        while (chunks.count() > 1 << (FAN_OUT_BITS * (level + 1))) {
            level++;
        }
        return level;
    }

    /** How many nodes a level has; level −1 are the chunks. */
    private int width(int level) {
        int shift = FAN_OUT_BITS * (level + 1);
        return (chunks.count() + (1 << shift) - 1) >> shift;
    }

    @Override
    public ClassDesc place(GeneratedClasses classes) {
        int root = rootLevel();
        for (int level = root; level >= 0; level--) {
            for (int node = 0; node < width(level); node++) {
                placed.add(new Placed(level, node, classes.place(1_000)));
            }
        }
        CodeSize sizes = new CodeSize(shape, flow, context.types());
        for (int chunk = 0; chunk < chunks.count(); chunk++) {
            int bytes = 1_000;
            for (int i = chunks.from(chunk); i < chunks.to(chunk); i++) {
                bytes += sizes.of(i);
            }
            placed.add(new Placed(-1, chunk, classes.place(bytes)));
        }
        return placed.getFirst().place().owner();
    }

    @Override
    public void add(GeneratedClasses classes) {
        int root = rootLevel();
        for (Placed method : placed) {
            if (method.level() == root) {
                if (!isResumed()) {
                    classes.add(method.place(), shape.methodName(), Jvm.method(shape.type()), this::writeRoot);
                }
            } else if (method.level() >= 0) {
                classes.add(method.place(), name(method), chunkType, code -> writeNode(code, method));
            } else {
                classes.add(method.place(), name(method), chunkType, code -> {
                    new ChunkCompiler(shape, flow, context, chunks, method.index(), operands, isResumed()).write(code);
                });
            }
        }
    }

    private boolean isResumed() {
        return !resumed.isEmpty();
    }

    private String name(Placed method) {
        return shape.methodName() + (method.level() < 0 ? "c" : "n" + method.level() + "_") + method.index();
    }

    private void writeRoot(CodeBuilder code) {
        FuncType type = shape.type();
        Slots slots = new Slots(0);
        if (Jvm.wide(type)) {
            slots.add(Names.LONGS_TYPE);
        } else {
            type.params().forEach(param -> slots.add(Jvm.verification(param)));
        }
        slots.instance = slots.add(Names.INSTANCE_TYPE);
        slots.stack = slots.add(SimpleVerificationTypeInfo.INTEGER);
        FunctionCompiler.checkStack(code, slots, shape.stack().entering());
        slots.frameNumbers = slots.add(Names.LONGS_TYPE);
        code.loadConstant(shape.operandIndex(flow.maxHeight()))
                .newarray(TypeKind.LONG)
                .astore(slots.frameNumbers);
        if (flow.usesReferences()) {
            slots.frameReferences = slots.add(Names.OBJECTS_TYPE);
            code.loadConstant(shape.operandIndex(flow.maxHeight()))
                    .anewarray(ConstantDescs.CD_Object)
                    .astore(slots.frameReferences);
        }
        slots.entry = slots.add(SimpleVerificationTypeInfo.INTEGER);
        storeParameters(code, slots);
        code.loadConstant(chunks.number(0)).istore(slots.entry);
        writeLoop(code, slots, new ArrayList<>(), rootLevel(), 0, () -> returnResults(code, slots));
    }

    /** The body of {@code Continuation.run}: goes on with a frame that others have filled, or touches all methods. */
    void writeRun(CodeBuilder code, ClassDesc continuation) {
        Slots slots = new Slots(0);
        slots.add(StackMapFrameInfo.ObjectVerificationTypeInfo.of(continuation));
        slots.frameNumbers = slots.add(Names.LONGS_TYPE);
        slots.instance = slots.add(Names.INSTANCE_TYPE);
        slots.stack = slots.add(SimpleVerificationTypeInfo.INTEGER);
        slots.entry = slots.add(SimpleVerificationTypeInfo.INTEGER);
        List<StackMapFrameInfo> frames = new ArrayList<>();
        for (int position : resumed) {
            Label next = code.newLabel();
            code.iload(slots.entry).loadConstant(position).if_icmpne(next);
            code.loadConstant(chunks.number(position)).istore(slots.entry);
            code.labelBinding(next);
            frames.add(StackMapFrameInfo.of(next, slots.frame(), List.of()));
        }
        writeTouch(code, slots, frames, rootLevel(), 0, () -> code.lconst_0().lreturn());
        writeLoop(code, slots, frames, rootLevel(), 0, () -> {
            if (shape.type().results().isEmpty()) {
                code.lconst_0();
            } else {
                code.aload(slots.frameNumbers)
                        .loadConstant(shape.operandIndex(0))
                        .laload();
            }
            code.lreturn();
        });
    }

    /** Where the entry is none at all: calls each child once, then leaves. */
    private void writeTouch(
            CodeBuilder code, Slots slots, List<StackMapFrameInfo> frames, int level, int node, Runnable leave) {
        Label run = code.newLabel();
        code.iload(slots.entry).ifge(run);
        for (int child = firstChild(node); child <= lastChild(level, node); child++) {
            call(code, slots, placedAt(level - 1, child));
            code.pop();
        }
        leave.run();
        code.labelBinding(run);
        frames.add(StackMapFrameInfo.of(run, slots.frame(), List.of()));
    }

    private void storeParameters(CodeBuilder code, Slots slots) {
        List<ValType> params = shape.type().params();
        boolean wide = Jvm.wide(shape.type());
        int slot = 0;
        for (int i = 0; i < params.size(); i++) {
            ValType param = params.get(i);
            if (wide) {
                Jvm.getBits(code, param, 0, i, slots.instance);
            } else {
                code.loadLocal(Jvm.kind(param), slot);
                slot += Jvm.slots(param);
            }
            putFrame(code, slots, param, i);
        }
    }

    /** Pops a value into a frame entry. */
    static void putFrame(CodeBuilder code, Slots slots, ValType type, int index) {
        code.aload(type.isReference() ? slots.frameReferences : slots.frameNumbers)
                .loadConstant(index)
                .invokestatic(Names.FRAMES, "put", Jvm.put(type));
    }

    /** Pushes a frame entry. */
    static void getFrame(CodeBuilder code, Slots slots, ValType type, int index) {
        if (type.isReference()) {
            code.aload(slots.frameReferences).loadConstant(index).aaload();
        } else {
            code.aload(slots.frameNumbers).loadConstant(index).laload();
            Jvm.fromBits(code, type);
        }
    }

    private void returnResults(CodeBuilder code, Slots slots) {
        List<ValType> results = shape.type().results();
        if (results.size() == 1) {
            getFrame(code, slots, results.getFirst(), shape.operandIndex(0));
            code.return_(Jvm.kind(results.getFirst()));
            return;
        }
        if (results.size() > 1) {
            int array = slots.scratch();
            code.loadConstant(results.size()).newarray(TypeKind.LONG).astore(array);
            for (int i = 0; i < results.size(); i++) {
                getFrame(code, slots, results.get(i), shape.operandIndex(i));
                Jvm.putBits(code, results.get(i), array, i, slots.instance);
            }
            code.aload(slots.instance).aload(array).putfield(Names.INSTANCE, "results", Names.LONGS);
        }
        code.return_();
    }

    private void writeNode(CodeBuilder code, Placed method) {
        Slots slots = new Slots(0);
        slots.frameNumbers = slots.add(Names.LONGS_TYPE);
        if (flow.usesReferences()) {
            slots.frameReferences = slots.add(Names.OBJECTS_TYPE);
        }
        slots.instance = slots.add(Names.INSTANCE_TYPE);
        slots.stack = slots.add(SimpleVerificationTypeInfo.INTEGER);
        slots.entry = slots.add(SimpleVerificationTypeInfo.INTEGER);
        Runnable leave = () -> code.iload(slots.entry).ireturn();
        List<StackMapFrameInfo> frames = new ArrayList<>();
        if (isResumed()) {
            writeTouch(code, slots, frames, method.level(), method.index(), leave);
        }
        writeLoop(code, slots, frames, method.level(), method.index(), leave);
    }

    private static int firstChild(int node) {
        return node << FAN_OUT_BITS;
    }

    private int lastChild(int level, int node) {
        return Math.min(width(level - 1), firstChild(node + 1)) - 1;
    }

    /** Calls the child that holds the current number until the number is none of this node's. */
    private void writeLoop(
            CodeBuilder code, Slots slots, List<StackMapFrameInfo> frames, int level, int node, Runnable otherwise) {
        int first = firstChild(node);
        int last = lastChild(level, node);
        List<SwitchCase> cases = new ArrayList<>();
        for (int child = first; child <= last; child++) {
            cases.add(SwitchCase.of(child, code.newLabel()));
        }
        if (!frames.isEmpty()) { // two frames can't share an instruction
            code.nop();
        }
        Label loop = code.newBoundLabel();
        Label outside = code.newLabel();
        frames.add(StackMapFrameInfo.of(loop, slots.frame(), List.of()));
        code.iload(slots.entry)
                .loadConstant(Chunks.ENTRY_BITS + FAN_OUT_BITS * level)
                .iushr();
        code.tableswitch(first, last, outside, cases);
        for (SwitchCase child : cases) {
            code.labelBinding(child.target());
            frames.add(StackMapFrameInfo.of(child.target(), slots.frame(), List.of()));
            call(code, slots, placedAt(level - 1, child.caseValue()));
            code.istore(slots.entry).goto_(loop);
        }
        code.labelBinding(outside);
        frames.add(StackMapFrameInfo.of(outside, slots.frame(), List.of()));
        otherwise.run();
        code.with(StackMapTableAttribute.of(frames));
    }

    /** Pushes the number with which a child leaves. */
    private void call(CodeBuilder code, Slots slots, Placed child) {
        code.aload(slots.frameNumbers);
        if (flow.usesReferences()) {
            code.aload(slots.frameReferences);
        }
        code.aload(slots.instance)
                .iload(slots.stack)
                .iload(slots.entry)
                .invokestatic(child.place().owner(), name(child), chunkType);
    }

    /** Methods are placed level by level from the root, each level in order. */
    private Placed placedAt(int level, int index) {
        int before = 0;
        for (int upper = rootLevel(); upper > level; upper--) {
            before += width(upper);
        }
        return placed.get(before + index);
    }
}
