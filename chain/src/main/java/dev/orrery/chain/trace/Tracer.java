package dev.orrery.chain.trace;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.ContextKey;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.engine.FunctionNames;
import dev.orrery.msg.SubMsg;
import dev.orrery.msg.json.ContractResultJson;
import dev.orrery.msg.json.GoJson;
import dev.orrery.vm.Cancellation;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.EntryPoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** Writes down what one transaction does. Carried by its context; used by one thread at a time, as the context is. */
public final class Tracer {
    /** Who watches, if anybody does. */
    public static final ContextKey<Tracer> KEY = ContextKey.of(Tracer.class);

    private final AddressFormat format;
    private final boolean profiling;
    private final Cancellation cancellation;
    private final Keeping keeping = new Keeping();
    private final Deque<List<Step>> open = new ArrayDeque<>();
    private final List<Step> steps = new ArrayList<>();
    private final Deque<CallTrace> calls = new ArrayDeque<>();
    private OptionalLong anteGas = OptionalLong.empty();

    /**
     * @param format of contracts' addresses
     * @param profiling whether contracts are watched function by function, which takes a multiple of the time
     * @param cancellation ends contracts that take too long, and so the transaction, with another result than it had
     */
    public Tracer(AddressFormat format, boolean profiling, Cancellation cancellation) {
        this.format = format;
        this.profiling = profiling;
        this.cancellation = cancellation;
        open.push(steps);
    }

    /** What the functions of a code are called. */
    @FunctionalInterface
    public interface Names {
        FunctionNames of(Checksum code);
    }

    /** What happened, from the first message on. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** Steps that were too many to be kept. */
    public long omitted() {
        return keeping.omitted();
    }

    /** SDK gas that was used before the first message; empty if there was none. */
    public OptionalLong anteGas() {
        return anteGas;
    }

    /** Runs a message. */
    public <T> T message(Context ctx, Message message, Supplier<T> run) {
        if (anteGas.isEmpty()) {
            anteGas = OptionalLong.of(ctx.gas().consumed());
        }
        return around(ctx, run, outcome -> new Step.Message(message, outcome.gas(), outcome.error(), outcome.steps()));
    }

    /** Runs what a contract wants sent. */
    public <T> T submessage(Context ctx, SubMsg message, Supplier<T> run) {
        return around(
                ctx,
                run,
                outcome -> new Step.SubMessage(
                        message.id(),
                        message.replyOn(),
                        message.gasLimit(),
                        keeping.keep(GoJson.encode(ContractResultJson.SUB_MSG, message)),
                        outcome.gas(),
                        outcome.error(),
                        outcome.steps()));
    }

    /** A contract is about to be called, with that limit of CosmWasm gas. */
    public CallTrace call(Address contract, Checksum code, EntryPoint entry, List<byte[]> args, long limit) {
        List<Data> kept = args.stream().map(keeping::keep).toList();
        CallTrace call = new CallTrace(this, new CallTrace.Subject(format.text(contract), code, entry, kept), limit);
        calls.push(call);
        begin();
        return call;
    }

    boolean profiling() {
        return profiling;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    Keeping keeping() {
        return keeping;
    }

    /** The call that waits for what happens now; empty at the top. */
    Optional<CallTrace> caller() {
        return Optional.ofNullable(calls.peek());
    }

    /** Ends the call that began last; returns what happened inside. */
    List<Step> end(CallTrace call) {
        if (calls.pop() != call) {
            throw new IllegalStateException("calls end in another order than they began");
        }
        return endSteps();
    }

    void begin() {
        open.push(new ArrayList<>());
    }

    /** Ends what began last; returns what happened inside. */
    List<Step> endSteps() {
        return open.pop();
    }

    void add(Step step) {
        if (keeping.takesStep()) {
            open.element().add(step);
        }
    }

    private record Outcome(long gas, Optional<String> error, List<Step> steps) {}

    private <T> T around(Context ctx, Supplier<T> run, Function<Outcome, Step> step) {
        long before = ctx.gas().consumed();
        begin();
        Optional<String> error = Optional.empty();
        try {
            return run.get();
        } catch (RuntimeException e) {
            error = Optional.of(keeping.keep(e.getMessage() == null ? e.toString() : e.getMessage()));
            throw e;
        } finally {
            add(step.apply(new Outcome(ctx.gas().consumed() - before, error, endSteps())));
        }
    }
}
