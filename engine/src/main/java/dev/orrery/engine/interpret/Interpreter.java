package dev.orrery.engine.interpret;

import dev.orrery.engine.HostProfile;
import dev.orrery.engine.StackRule;
import dev.orrery.engine.Trap;
import dev.orrery.engine.TrapCode;
import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.ValType;
import dev.orrery.engine.model.WasmModule;
import dev.orrery.engine.run.Code;
import dev.orrery.engine.run.FunctionRef;
import dev.orrery.engine.run.RunningInstance;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Runs a module operator by operator. Activations are {@link Frame}s on a stack of our own, so guest recursion takes none of
 * Java's. Shared between threads: all state is in the frames and the instance.
 */
public final class Interpreter extends Code {
    private final WasmModule module;
    private final HostProfile profile;
    private final int importedFunctions;
    private final List<long[]> charges = new ArrayList<>();
    private final List<StackRule.Use> stackUses = new ArrayList<>();

    public Interpreter(WasmModule module, HostProfile profile) {
        this.module = module;
        this.profile = profile;
        this.importedFunctions = importedFunctions(module);
        StackRule.ModuleFrames frames = profile.stack().frames().in(module);
        for (FunctionBody body : module.bodies()) {
            charges.add(profile.metering().charges(body));
            stackUses.add(frames.of(body));
        }
    }

    @Override
    public long[] call(RunningInstance instance, int function, long[] args, int stack) {
        FuncType type = body(function).type();
        Operands operands = new Operands(Math.max(args.length, type.results().size()), false);
        for (int i = 0; i < args.length; i++) {
            pushFromHost(instance, operands, type.params().get(i), args[i]);
        }
        run(instance, function, operands, stack);
        return popToHost(instance, operands, type.results());
    }

    /** Runs until the first activation returns; takes its arguments from {@code operands} and leaves its results there. */
    private void run(RunningInstance instance, int function, Operands operands, int stack) {
        Deque<Frame> frames = new ArrayDeque<>();
        frames.push(activate(instance, function, operands, stack));
        while (!frames.isEmpty()) {
            Frame frame = frames.element();
            if (frame.returned()) {
                frames.pop();
                instance.observer().returned(instance.fuel());
                Operands caller = frames.isEmpty() ? operands : frames.element().operands;
                caller.takeFrom(frame.operands, frame.body.type().results().size());
                continue;
            }
            int index = frame.advance();
            switch (frame.body.opcode(index)) {
                case Opcode.CALL -> {
                    int callee = (int) frame.body.immediate(index);
                    if (callee < importedFunctions) {
                        callOut(frame, index, instance.functionRef(callee));
                    } else {
                        frames.push(activate(instance, callee, frame.operands, frame.stackAt(index)));
                    }
                }
                case Opcode.CALL_INDIRECT -> {
                    FunctionRef callee = lookUp(frame, index);
                    if (callee instanceof FunctionRef.Guest guest && guest.owner == instance) {
                        frames.push(activate(instance, guest.index, frame.operands, frame.stackAt(index)));
                    } else {
                        callOut(frame, index, callee);
                    }
                }
                default -> {
                    if (frame.stackAt(index) < 0) {
                        throw new Trap.Fault(TrapCode.CALL_STACK_EXHAUSTED);
                    }
                    execute(frame, index);
                }
            }
        }
    }

    /** Starts a function of this module: takes its frame from the stack budget and its arguments from the operands. */
    private Frame activate(RunningInstance instance, int function, Operands operands, int stack) {
        FunctionBody body = body(function);
        StackRule.Use use = stackUses.get(function - importedFunctions);
        if (stack < use.entering()) {
            throw new Trap.Fault(TrapCode.CALL_STACK_EXHAUSTED);
        }
        Operands own = new Operands(body.maxHeight(), profile.canonicalNans());
        Frame frame = new Frame(instance, body, charges.get(function - importedFunctions), own, use, stack);
        for (int i = body.type().params().size() - 1; i >= 0; i--) {
            frame.locals.popFrom(operands, i);
        }
        instance.observer().entered(function, instance.fuel());
        return frame;
    }

    private static FunctionRef lookUp(Frame frame, int index) {
        RunningInstance instance = frame.instance;
        int typeIndex = (int) frame.body.immediate(index);
        int table = (int) (frame.body.immediate(index) >>> Integer.SIZE);
        Object[] elements = instance.tables[table].elements;
        long wanted = frame.operands.popU32();
        if (wanted >= elements.length) {
            throw new Trap.Fault(TrapCode.TABLE_OUT_OF_BOUNDS);
        }
        if (!(elements[(int) wanted] instanceof FunctionRef function)) {
            throw new Trap.Fault(TrapCode.UNINITIALIZED_ELEMENT);
        }
        if (!function.type().equals(instance.module().model().types().get(typeIndex))) {
            throw new Trap.Fault(TrapCode.INDIRECT_CALL_TYPE_MISMATCH);
        }
        return function;
    }

    /** Calls a function of the host or of another instance; what is left of the stack budget goes with it. */
    private static void callOut(Frame frame, int index, FunctionRef function) {
        FuncType type = function.type();
        long[] args = popToHost(frame.instance, frame.operands, type.params());
        long[] results = function.call(frame.instance, args, frame.stackAt(index));
        for (int i = 0; i < results.length; i++) {
            pushFromHost(frame.instance, frame.operands, type.results().get(i), results[i]);
        }
    }

    private static void execute(Frame frame, int index) {
        int opcode = frame.body.opcode(index);
        boolean known = VariableOperators.execute(frame, index)
                || ControlOperators.execute(frame, index)
                || MemoryOperators.execute(frame, index)
                || I32Operators.execute(opcode, frame.operands)
                || I64Operators.execute(opcode, frame.operands)
                || F32Operators.execute(opcode, frame.operands)
                || F64Operators.execute(opcode, frame.operands)
                || Conversions.execute(opcode, frame.operands)
                || Truncations.execute(opcode, frame.operands)
                || TableOperators.execute(frame, index);
        if (!known) {
            throw new IllegalStateException("no operator " + Opcode.text(opcode));
        }
    }

    private FunctionBody body(int function) {
        return module.bodies().get(function - importedFunctions);
    }

    private static void pushFromHost(RunningInstance instance, Operands operands, ValType type, long bits) {
        switch (type) {
            case I32 -> operands.pushI32((int) bits);
            case I64 -> operands.pushI64(bits);
            case F32 -> operands.pushF32((int) bits, false);
            case F64 -> operands.pushF64(bits, false);
            case FUNCREF -> operands.pushReference(instance.functionReference(bits));
            case EXTERNREF -> operands.pushReference(RunningInstance.externalReference(bits));
            case V128 -> throw new IllegalStateException("no vectors");
        }
    }

    private static long[] popToHost(RunningInstance instance, Operands operands, List<ValType> types) {
        long[] bits = new long[types.size()];
        for (int i = bits.length - 1; i >= 0; i--) {
            bits[i] = types.get(i).isReference() ? instance.bits(operands.popReference()) : operands.popNumber();
        }
        return bits;
    }

    private static int importedFunctions(WasmModule module) {
        return (int) module.imports().stream()
                .filter(imported -> imported.type() instanceof ExternType.Function)
                .count();
    }
}
