package dev.orrery.chain.trace;

import dev.orrery.vm.Backend;
import dev.orrery.vm.BackendResult;
import dev.orrery.vm.CallOutcome;
import dev.orrery.vm.CallWatch;
import dev.orrery.vm.Cancellation;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.EntryPoint;
import dev.orrery.vm.GasReport;
import dev.orrery.vm.profile.CallProfile;
import dev.orrery.vm.profile.Profiler;
import java.util.List;
import java.util.Optional;

/** Writes down one call of a contract, from {@link Tracer#call} to {@link #ended}. Used by the threads of the call in turn. */
public final class CallTrace {
    private final Tracer tracer;
    private final Subject subject;
    private final Optional<Profiler> profiler;
    private final HostCalls host;

    /** What is called. */
    record Subject(String contract, Checksum code, EntryPoint entry, List<Data> args) {}

    CallTrace(Tracer tracer, Subject subject, long limit) {
        this.tracer = tracer;
        this.subject = subject;
        this.profiler = tracer.profiling() ? Optional.of(new Profiler(limit)) : Optional.empty();
        this.host = new HostCalls(tracer, limit, profiler);
    }

    /** The same backend, with every question and answer written down. */
    public Backend watched(Backend backend) {
        return new Backend(
                new TracedStorage(backend.storage(), host, tracer.keeping()),
                backend.api(),
                (request, gasLimit) -> {
                    BackendResult<byte[]> answer = backend.querier().query(request, gasLimit);
                    host.query(request, answer);
                    return answer;
                },
                (text, gasLeft) -> {
                    tracer.add(new Step.Debug(tracer.keeping().keep(text), gasLeft));
                    backend.debug().print(text, gasLeft);
                });
    }

    /** Who the VM has to tell. */
    public CallWatch watch() {
        return host;
    }

    public Cancellation cancellation() {
        return tracer.cancellation();
    }

    /**
     * The call is over.
     *
     * @param gas with what reading the answer costs
     * @param error the VM's, or the contract's own
     * @param names of the contract's functions
     */
    public void ended(CallOutcome outcome, GasReport gas, Optional<String> error, Tracer.Names names) {
        List<Step> steps = tracer.end(this);
        Optional<Data> output = outcome instanceof CallOutcome.Returned returned
                ? Optional.of(tracer.keeping().keep(returned.output()))
                : Optional.empty();
        long reading = gas.usedInternally() - outcome.gas().usedInternally();
        String name = subject.entry().export() + " " + subject.contract();
        Optional<CallProfile> profile =
                profiler.map(seen -> seen.finish(name, names.of(subject.code()), outcome.gas(), reading));
        tracer.caller().flatMap(caller -> caller.profiler).ifPresent(of -> profile.ifPresent(of::called));
        tracer.add(new Step.Call(
                subject.contract(),
                subject.code(),
                subject.entry(),
                subject.args(),
                host.gas(gas),
                output,
                error.map(tracer.keeping()::keep),
                profile,
                steps));
    }
}
