package dev.orrery.engine.baseline;

import dev.orrery.engine.HostProfile;
import dev.orrery.engine.StackRule;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.WasmModule;
import dev.orrery.engine.run.Code;
import dev.orrery.engine.run.RunningInstance;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * Code that needs no classes: each function is decoded when it is first called. Shared between threads; a lock is held only while
 * a function is decoded.
 */
public final class Baseline extends Code {
    private final WasmModule module;
    private final HostProfile profile;
    private final List<FuncType> functionTypes;
    private final int importedFunctions;
    private final StackRule.ModuleFrames stackFrames;
    private final AtomicReferenceArray<Body> bodies;
    private final Handover handover;

    /**
     * @param functionTypes of all functions, imports first
     * @param compiled the same module for the JVM
     * @param successor gets the compiled code that is to run the calls to come
     */
    public Baseline(
            WasmModule module,
            HostProfile profile,
            List<FuncType> functionTypes,
            Compiled compiled,
            Pace pace,
            Consumer<Code> successor) {
        this.module = module;
        this.profile = profile;
        this.functionTypes = functionTypes;
        this.importedFunctions = functionTypes.size() - module.functionTypes().size();
        this.stackFrames = profile.stack().frames().in(module);
        this.bodies = new AtomicReferenceArray<>(module.functionTypes().size());
        this.handover = new Handover(compiled, pace, table -> ~addBranchTable(table), successor);
    }

    @Override
    public void starting() {
        handover.started();
    }

    @Override
    public long[] call(RunningInstance instance, int function, long[] args, int stack) {
        FuncType type = functionTypes.get(function);
        Body body = body(function);
        if (body.isForeign()) {
            return handover.programNow().call(instance, function, args, stack);
        }
        long[] bits = args.clone();
        for (int i = 0; i < bits.length; i++) {
            bits[i] = normal(type, i, bits[i]);
        }
        return interpretation(instance).call(body, bits, stack);
    }

    /** One for each instance: it knows how long the instance has been running. */
    private Interpretation interpretation(RunningInstance instance) {
        if (instance.guestCalls instanceof Interpretation known) {
            return known;
        }
        Interpretation made = new Interpretation(this, instance);
        instance.guestCalls = made;
        return made;
    }

    private static long normal(FuncType type, int parameter, long bits) {
        return switch (type.params().get(parameter)) {
            case I32 -> (int) bits;
            case F32 -> bits & 0xFFFF_FFFFL;
            default -> bits;
        };
    }

    Handover handover() {
        return handover;
    }

    int importedFunctions() {
        return importedFunctions;
    }

    FuncType functionType(int function) {
        return functionTypes.get(function);
    }

    /** A function that the module defines. */
    Body body(int function) {
        int own = function - importedFunctions;
        Body known = bodies.getAcquire(own);
        if (known == null) {
            known = translate(function);
            bodies.compareAndSet(own, null, known);
        }
        return known;
    }

    private synchronized Body translate(int function) {
        FunctionBody body = module.bodies().get(function - importedFunctions);
        return new Translation(
                        function,
                        body,
                        stackFrames.of(body),
                        profile.metering().charges(body),
                        functionTypes::get,
                        module.types(),
                        profile.canonicalNans())
                .body()
                .orElseGet(() -> Body.foreign(function, body.type()));
    }
}
