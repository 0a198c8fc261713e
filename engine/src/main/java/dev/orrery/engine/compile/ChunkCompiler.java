package dev.orrery.engine.compile;

import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.ValType;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.attribute.StackMapFrameInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.SimpleVerificationTypeInfo;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Writes the method of one chunk: loads the locals that it uses, goes to where it is entered, runs, stores the locals that it
 * changed, and returns the number of the position where the function goes on.
 */
final class ChunkCompiler {
    private static final int ENTRY_MASK = (1 << Chunks.ENTRY_BITS) - 1;

    private final FunctionShape shape;
    private final FunctionBody body;
    private final Flow flow;
    private final ModuleContext context;
    private final Chunks chunks;
    private final int chunk;
    private final Operands operands;
    private final Region region;
    private final boolean touched;

    /** @param touched whether it may be entered nowhere, and returns at once then */
    ChunkCompiler(
            FunctionShape shape,
            Flow flow,
            ModuleContext context,
            Chunks chunks,
            int chunk,
            Operands operands,
            boolean touched) {
        this.shape = shape;
        this.body = shape.body();
        this.flow = flow;
        this.context = context;
        this.chunks = chunks;
        this.chunk = chunk;
        this.operands = operands;
        this.region = chunks.region(chunk);
        this.touched = touched;
    }

    void write(CodeBuilder code) {
        List<Integer> entries = chunks.entries(chunk);
        if (entries.isEmpty()) { // all of it is dead code: nothing comes here
            code.iload(flow.usesReferences() ? 4 : 3).ireturn();
            return;
        }
        Slots slots = parameters();
        List<StackMapFrameInfo> frames = new ArrayList<>();
        if (touched) {
            Label run = code.newLabel();
            code.iload(slots.entry).ifge(run).iload(slots.entry).ireturn().labelBinding(run);
            frames.add(StackMapFrameInfo.of(run, slots.frame(), List.of()));
        }
        boolean metered = shape.metered();
        if (metered) {
            slots.fuel = slots.add(SimpleVerificationTypeInfo.LONG);
        }
        slots.memory = slots.add(Names.MEMORY_TYPE);
        BitSet used = new BitSet();
        BitSet changed = new BitSet();
        findLocals(used, changed);
        used.stream().forEach(local -> slots.addLocal(local, body.local(local)));
        loadState(code, slots, used, metered);
        Emission out = new Emission(code, slots, frames, region, operands, metered);
        dispatch(out, entries);
        new BodyEmitter(out, shape, flow, context).emit();
        out.entryPoints().forEach(entry -> writeEntry(out, entry));
        if (out.leaves()) {
            out.bind(out.leave(), List.of(SimpleVerificationTypeInfo.INTEGER));
            changed.stream().forEach(local -> {
                ValType type = body.local(local);
                out.load(type, slots.local(local));
                ChunkedFunction.putFrame(code, slots, type, local);
            });
            out.storeFuel();
            code.ireturn();
        }
        out.finish();
    }

    /** Goes to the code that loads the operands of the entry that was asked for. */
    private void dispatch(Emission out, List<Integer> entries) {
        CodeBuilder code = out.code;
        List<SwitchCase> cases = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            cases.add(SwitchCase.of(i, out.entry(entries.get(i))));
        }
        if (cases.size() == 1) {
            code.goto_(cases.getFirst().target());
        } else {
            code.iload(out.slots.entry)
                    .loadConstant(ENTRY_MASK)
                    .iand()
                    .tableswitch(0, cases.size() - 1, cases.getFirst().target(), cases);
        }
    }

    private void writeEntry(Emission out, Emission.EntryPoint entry) {
        out.bind(entry.stub(), List.of());
        for (int i = 0; i < entry.operands().size(); i++) {
            int index = shape.operandIndex(region.base() + i);
            ChunkedFunction.getFrame(out.code, out.slots, entry.operands().get(i), index);
        }
        out.code.goto_(out.label(entry.position()));
        out.written();
    }

    private void loadState(CodeBuilder code, Slots slots, BitSet used, boolean metered) {
        if (metered) {
            code.aload(slots.instance)
                    .getfield(Names.INSTANCE, "fuel", ConstantDescs.CD_long)
                    .lstore(slots.fuel);
        }
        code.aload(slots.instance)
                .getfield(Names.INSTANCE, "memory", Names.MEMORY)
                .astore(slots.memory);
        used.stream().forEach(local -> {
            ValType type = body.local(local);
            ChunkedFunction.getFrame(code, slots, type, local);
            code.storeLocal(Jvm.kind(type), slots.local(local));
        });
    }

    private void findLocals(BitSet used, BitSet changed) {
        for (int i = region.from(); i < region.to(); i++) {
            if (flow.live(i)) {
                switch (body.opcode(i)) {
                    case Opcode.LOCAL_GET -> used.set((int) body.immediate(i));
                    case Opcode.LOCAL_SET, Opcode.LOCAL_TEE -> {
                        used.set((int) body.immediate(i));
                        changed.set((int) body.immediate(i));
                    }
                    default -> {}
                }
            }
        }
    }

    private Slots parameters() {
        Slots slots = new Slots(body.localCount());
        slots.frameNumbers = slots.add(Names.LONGS_TYPE);
        if (flow.usesReferences()) {
            slots.frameReferences = slots.add(Names.OBJECTS_TYPE);
        }
        slots.instance = slots.add(Names.INSTANCE_TYPE);
        slots.stack = slots.add(SimpleVerificationTypeInfo.INTEGER);
        slots.entry = slots.add(SimpleVerificationTypeInfo.INTEGER);
        return slots;
    }
}
