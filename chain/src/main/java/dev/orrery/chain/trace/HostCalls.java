package dev.orrery.chain.trace;

import dev.orrery.engine.FunctionObserver;
import dev.orrery.vm.BackendError;
import dev.orrery.vm.BackendResult;
import dev.orrery.vm.CallWatch;
import dev.orrery.vm.GasReport;
import dev.orrery.vm.profile.Profiler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Tells what a contract's own code takes from what the host does for it, and writes down the latter. Used as {@link CallTrace}. */
final class HostCalls implements CallWatch {
    private final Tracer tracer;
    private final Optional<Profiler> profiler;
    private final Deque<Running> running = new ArrayDeque<>();
    private long last;
    private long wasm;
    private long storage;
    private long queries;

    HostCalls(Tracer tracer, long limit, Optional<Profiler> profiler) {
        this.tracer = tracer;
        this.last = limit;
        this.profiler = profiler;
    }

    /** What runs until it calls out, or is over. */
    private sealed interface Running {}

    private enum Guest implements Running {
        GUEST
    }

    private static final class Host implements Running {
        private final String name;
        private long taken;
        private long chainGas;
        private Step.Subject about = new Step.Subject.Computation();

        Host(String name) {
            this.name = name;
        }
    }

    @Override
    public Optional<FunctionObserver> functions() {
        return profiler.flatMap(CallWatch::functions);
    }

    @Override
    public void entered(String export, long left) {
        profiler.ifPresent(each -> each.entered(export, left));
        settle(left);
        running.push(Guest.GUEST);
    }

    @Override
    public void imported(String name, long left) {
        profiler.ifPresent(each -> each.imported(name, left));
        settle(left);
        running.push(new Host(name));
        tracer.begin();
    }

    @Override
    public void ended(long left) {
        profiler.ifPresent(each -> each.ended(left));
        settle(left);
        if (running.pop() instanceof Host host) {
            long hostGas = Long.compareUnsigned(host.chainGas, host.taken) > 0 ? 0 : host.taken - host.chainGas;
            tracer.add(new Step.HostCall(host.name, hostGas, host.chainGas, host.about, tracer.endSteps()));
        }
    }

    /** The chain answered for the contract's state. */
    <T> void storage(BackendResult<T> answer, Step.Subject about) {
        storage += answer.externallyUsed();
        chain(answer, about);
    }

    /** The chain answered what the contract asked. */
    void query(byte[] request, BackendResult<byte[]> answer) {
        queries += answer.externallyUsed();
        chain(
                answer,
                answer instanceof BackendResult.Ok<byte[]> ok
                        ? new Step.Subject.Query(
                                tracer.keeping().keep(request), tracer.keeping().keep(ok.value()))
                        : new Step.Subject.Refused(""));
    }

    /** Where the gas of the call went, by the report of the VM. */
    CallGas gas(GasReport report) {
        long internally = report.usedInternally();
        long own = Long.compareUnsigned(wasm, internally) > 0 ? internally : wasm;
        return new CallGas(report.limit(), own, internally - own, storage, queries);
    }

    private <T> void chain(BackendResult<T> answer, Step.Subject about) {
        if (running.peek() instanceof Host host) {
            host.chainGas += answer.externallyUsed();
            host.about = answer instanceof BackendResult.Err<T> err
                    ? new Step.Subject.Refused(tracer.keeping().keep(text(err.error())))
                    : about;
        }
    }

    private void settle(long left) {
        long taken = last - left;
        last = left;
        switch (running.peek()) {
            case null -> {} // arguments go in, the answer comes out
            case Guest ignored -> wasm += taken;
            case Host host -> host.taken += taken;
        }
    }

    private static String text(BackendError error) {
        return switch (error) {
            case BackendError.ForeignPanic() -> "the chain panicked";
            case BackendError.BadArgument() -> "bad argument";
            case BackendError.InvalidUtf8() -> "not UTF-8";
            case BackendError.IteratorDoesNotExist(int id) -> "there is no iterator " + id;
            case BackendError.OutOfGas() -> "out of gas";
            case BackendError.Unknown(String message) -> message;
            case BackendError.UserError(String message) -> message;
        };
    }
}
