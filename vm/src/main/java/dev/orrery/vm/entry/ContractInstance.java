package dev.orrery.vm.entry;

import dev.orrery.engine.CompiledModule;
import dev.orrery.engine.HostProfile;
import dev.orrery.engine.Instance;
import dev.orrery.engine.Linker;
import dev.orrery.engine.Trap;
import dev.orrery.engine.TrapCode;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.ValType;
import dev.orrery.vm.Backend;
import dev.orrery.vm.Call;
import dev.orrery.vm.CallCancelledException;
import dev.orrery.vm.CallWatch;
import dev.orrery.vm.Cancellation;
import dev.orrery.vm.GasGauge;
import dev.orrery.vm.GasReport;
import dev.orrery.vm.abi.GuestMemory;
import dev.orrery.vm.error.CommunicationError;
import dev.orrery.vm.error.Failure;
import dev.orrery.vm.error.FailureException;
import dev.orrery.vm.gas.GasMeter;
import dev.orrery.vm.gas.GasSchedule;
import dev.orrery.vm.imports.Host;
import dev.orrery.vm.imports.ImportTable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * A contract made ready for one call: allocate, write, run, read, free. Confined to the thread of the call, which needs a
 * large stack. cosmwasm vm instance.rs, calls.rs: call_raw.
 */
public final class ContractInstance implements AutoCloseable {
    /** Longest result of any entry point. Bytes. cosmwasm vm calls.rs: read_limits. */
    private static final int MAX_RESULT_BYTES = 64 * 1024 * 1024;

    /** Calls of the guest by the host, one inside the other. cosmwasm vm environment.rs: MAX_CALL_DEPTH. */
    private static final int MAX_CALL_DEPTH = 2;

    private static final String ALLOCATE = "allocate";
    private static final String DEALLOCATE = "deallocate";

    private final Instance instance;
    private final GasMeter gas;
    private final GuestMemory memory;
    private final Optional<CallWatch> watch;
    private int depth;

    private ContractInstance(Instance instance, GasMeter gas, GuestMemory memory, Optional<CallWatch> watch) {
        this.instance = instance;
        this.gas = gas;
        this.memory = memory;
        this.watch = watch;
    }

    /**
     * Sets up a fresh instance with the call's gas.
     *
     * @param watch who is told what happens; with {@link CallWatch#functions} the code must be interpreted
     * @throws FailureException if the code can't be instantiated
     */
    public static ContractInstance start(
            CompiledModule code,
            HostProfile profile,
            Call call,
            Function<GasGauge, Backend> backend,
            GasSchedule prices,
            Cancellation cancellation,
            Optional<CallWatch> watch) {
        AtomicReference<Host> host = new AtomicReference<>();
        Linker linker = watch.map(watching -> ImportTable.linker(host::get, watching))
                .orElseGet(() -> ImportTable.linker(host::get));
        Instance instance = Instantiation.start(code, linker, profile);
        watch.flatMap(CallWatch::functions).ifPresent(instance::observe);
        instance.stopWhen(cancellation::isCancelled);
        GasMeter gas = new GasMeter(instance, call.gasLimit());
        GuestMemory memory = new GuestMemory(instance.memory(), gas, prices.host());
        ContractInstance contract = new ContractInstance(instance, gas, memory, watch);
        host.set(new Host(
                gas,
                memory,
                contract::allocate,
                backend.apply(gas::left),
                prices,
                call.entry().mayWrite(),
                call.printDebug(),
                cancellation));
        return contract;
    }

    /**
     * Runs the entry point.
     *
     * @return what it wrote
     * @throws FailureException if anything goes wrong
     */
    public byte[] run(Call call) {
        String export = call.entry().export();
        try {
            return run(export, call.args());
        } catch (FailureException e) {
            boolean withMigrateInfo = call.args().size() > call.entry().arity();
            if (withMigrateInfo && e.failure() instanceof Failure.ArityMismatch) {
                // On the same instance: what the first attempt paid for its arguments stays paid.
                return run(export, call.args().subList(0, call.entry().arity()));
            }
            throw e;
        }
    }

    /** Where the gas of this call went so far. */
    public GasReport gasReport() {
        return gas.report();
    }

    @Override
    public void close() {
        instance.close();
    }

    private byte[] run(String export, List<byte[]> args) {
        int[] pointers = new int[args.size()];
        for (int i = 0; i < pointers.length; i++) {
            pointers[i] = allocate(args.get(i).length);
            memory.write(pointers[i], args.get(i));
        }
        int result = pointer(export, pointers);
        byte[] output = memory.read(result, MAX_RESULT_BYTES);
        call(ExportedFunction.find(instance.module().model(), DEALLOCATE), 0, result);
        return output;
    }

    private int allocate(int bytes) {
        int pointer = pointer(ALLOCATE, bytes);
        if (pointer == 0) {
            throw FailureException.communication(new CommunicationError.ZeroAddress());
        }
        return pointer;
    }

    /** Calls a function that answers with an address. */
    private int pointer(String export, int... args) {
        ExportedFunction function = ExportedFunction.find(instance.module().model(), export);
        long bits = call(function, 1, args)[0];
        ValType type = function.type().results().getFirst();
        if (type != ValType.I32) {
            throw new FailureException(
                    new Failure.Conversion("wasmer::value::Value", "u32", WasmerText.value(type, bits)));
        }
        return (int) bits;
    }

    private long[] call(ExportedFunction function, int results, int... args) {
        FuncType type = function.type();
        if (type.params().size() != args.length) {
            throw new FailureException(new Failure.ArityMismatch(type.params().size()));
        }
        if (depth == MAX_CALL_DEPTH) {
            throw new FailureException(new Failure.CallDepthExceeded());
        }
        depth++;
        watch.ifPresent(watching -> watching.entered(function.name(), gas.left()));
        try {
            requireI32(type);
            long[] answer = instance.invoke(function.index(), widened(args));
            if (answer.length != results) {
                throw new FailureException(new Failure.ResultMismatch(function.name(), results, answer.length));
            }
            return answer;
        } catch (Trap trap) {
            throw failure(trap);
        } finally {
            watch.ifPresent(watching -> watching.ended(gas.left()));
            depth--;
        }
    }

    /** Wasmer compares the values it is given with the signature; ours are all i32. */
    private static void requireI32(FuncType type) {
        if (type.params().stream().anyMatch(param -> param != ValType.I32)) {
            List<ValType> given =
                    type.params().stream().map(param -> ValType.I32).toList();
            throw new FailureException(new Failure.Trapped("Parameters of type [" + WasmerText.list(given)
                    + "] did not match signature " + WasmerText.signature(type)));
        }
    }

    private static long[] widened(int[] args) {
        long[] bits = new long[args.length];
        for (int i = 0; i < args.length; i++) {
            bits[i] = args[i];
        }
        return bits;
    }

    /** Code that ran out of gas is told from code that trapped by the instance's flag, however deep it happened. */
    private FailureException failure(Trap trap) {
        if (instance.fuelExhausted()) {
            return new FailureException(new Failure.OutOfGas());
        }
        return switch (trap) {
            case Trap.Fault fault -> {
                if (fault.code() == TrapCode.INTERRUPTED) {
                    throw new CallCancelledException();
                }
                yield new FailureException(new Failure.Trapped(fault.code().text()));
            }
            case Trap.Host host -> {
                if (host.getCause() instanceof FailureException failure) {
                    yield new FailureException(new Failure.Trapped(failure.getMessage()));
                }
                throw host.getCause();
            }
        };
    }
}
