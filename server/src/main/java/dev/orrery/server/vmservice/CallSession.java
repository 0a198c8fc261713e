package dev.orrery.server.vmservice;

import com.google.protobuf.UnsafeByteOperations;
import dev.orrery.proto.vm.v1.CallDone;
import dev.orrery.proto.vm.v1.CallRequest;
import dev.orrery.proto.vm.v1.GasReport;
import dev.orrery.proto.vm.v1.Write;
import dev.orrery.server.metrics.CallMetrics;
import dev.orrery.vm.Backend;
import dev.orrery.vm.Call;
import dev.orrery.vm.CallCancelledException;
import dev.orrery.vm.CallOutcome;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmError;
import io.grpc.Status;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The calls of one stream, one after the other, on a thread that contracts can run on. */
final class CallSession implements Runnable {
    private static final System.Logger LOG = System.getLogger(CallSession.class.getName());

    private final CallStream stream;
    private final Conversation chain;
    private final Handles handles;
    private final CallGate gate;
    private final CallMetrics metrics;
    private final boolean mayWriteBehind;

    /** @param mayWriteBehind whether writes may be sent late if the chain takes them so */
    CallSession(
            CallStream stream,
            Conversation chain,
            Handles handles,
            CallGate gate,
            CallMetrics metrics,
            boolean mayWriteBehind) {
        this.stream = stream;
        this.chain = chain;
        this.handles = handles;
        this.gate = gate;
        this.metrics = metrics;
        this.mayWriteBehind = mayWriteBehind;
    }

    @Override
    public void run() {
        try (stream) {
            for (Optional<CallRequest> next = chain.readCall(); next.isPresent(); next = chain.readCall()) {
                serve(next.get());
            }
        }
    }

    private void serve(CallRequest request) {
        if (!gate.enter()) {
            stream.end(Status.UNAVAILABLE.withDescription("the VM is shutting down"));
            return;
        }
        try {
            Vm vm = handles.vm(request.getHandle());
            switch (CallRequests.read(request)) {
                case CallRequests.Accepted accepted -> run(vm, accepted.call(), request.getWriteBehind());
                case CallRequests.Refused refused -> chain.write(refusal(refused.text()));
                case CallRequests.Unknown unknown -> stream.end(unknown.status());
            }
        } catch (NoSuchHandleException e) {
            stream.end(e.status());
        } catch (CallCancelledException e) {
            LOG.log(Level.DEBUG, "A call ended with nobody to tell");
        } finally {
            gate.leave();
        }
    }

    private void run(Vm vm, Call call, boolean wantsWriteBehind) {
        long start = System.nanoTime();
        boolean writesBehind =
                mayWriteBehind && wantsWriteBehind && call.entry().mayWrite() && !call.printDebug();
        CallOutcome outcome = writesBehind ? runWritingBehind(vm, call) : run(vm, call, chain);
        metrics.called(call.entry(), outcome, System.nanoTime() - start);
    }

    private CallOutcome run(Vm vm, Call call, Chain answering) {
        CallOutcome outcome = vm.call(call, counted(answering), stream.cancellation());
        tell(outcome, List.of());
        return outcome;
    }

    private CallOutcome runWritingBehind(Vm vm, Call call) {
        AtomicReference<WriteBehind> behind = new AtomicReference<>();
        CallOutcome outcome = vm.call(
                call,
                gas -> {
                    behind.set(new WriteBehind(chain, gas));
                    return counted(behind.get());
                },
                stream.cancellation());
        WriteBehind writes = behind.get();
        if (writes == null) {
            // The contract could not be started.
            tell(outcome, List.of());
            return outcome;
        }
        if (!writes.isStopped()) {
            List<Write> last = writes.waiting();
            tell(outcome, last);
            if (last.isEmpty() || stream.isBroken()) {
                return outcome;
            }
            writes.settle(chain.readAnswer().getWrites(), outcome.gas().remaining());
        }
        return writes.isStopped() && !stream.isBroken() ? again(vm, call, writes.record()) : outcome;
    }

    /** Makes a call again that failed at an earlier point than the one it got to. */
    private CallOutcome again(Vm vm, Call call, CallRecord record) {
        ReplayedChain answers =
                new ReplayedChain(record, () -> chain.broken("a write was left out that should have been done"));
        RemoteBackend remote = new RemoteBackend(answers);
        CallOutcome outcome = vm.call(call, new Backend(remote, remote, remote, remote), stream.cancellation());
        tell(outcome, List.of());
        return outcome;
    }

    private Backend counted(Chain answering) {
        RemoteBackend remote = new RemoteBackend(new CountedChain(answering, metrics));
        return new Backend(remote, remote, remote, remote);
    }

    // ---- how a call ended ----

    /** @param writes those that the chain has still to do */
    private void tell(CallOutcome outcome, List<Write> writes) {
        switch (outcome) {
            case CallOutcome.Returned returned ->
                chain.write(done(outcome, writes)
                        .setData(UnsafeByteOperations.unsafeWrap(returned.output()))
                        .build());
            case CallOutcome.Failed failed -> fail(failed, writes);
        }
    }

    private void fail(CallOutcome.Failed failed, List<Write> writes) {
        switch (failed.error()) {
            case VmError.OutOfGas e -> chain.write(failure(failed, writes));
            case VmError.Message e -> chain.write(failure(failed, writes));
            case VmError.Cancelled e -> stream.end(Status.CANCELLED);
            // Another node may well have an outcome, so this one must not invent one.
            case VmError.Defect e -> stream.end(Failures.DEFECT);
        }
    }

    private static CallDone failure(CallOutcome.Failed failed, List<Write> writes) {
        return done(failed, writes).setFailure(Failures.of(failed.error())).build();
    }

    private static CallDone.Builder done(CallOutcome outcome, List<Write> writes) {
        return CallDone.newBuilder().setGas(report(outcome.gas())).addAllWrites(writes);
    }

    private static CallDone refusal(String text) {
        return CallDone.newBuilder()
                .setFailure(Failures.of(text))
                .setGas(GasReport.getDefaultInstance())
                .build();
    }

    private static GasReport report(dev.orrery.vm.GasReport gas) {
        return GasReport.newBuilder()
                .setLimit(gas.limit())
                .setRemaining(gas.remaining())
                .setUsedExternally(gas.usedExternally())
                .setUsedInternally(gas.usedInternally())
                .build();
    }
}
