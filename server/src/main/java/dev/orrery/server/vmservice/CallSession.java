package dev.orrery.server.vmservice;

import com.google.protobuf.UnsafeByteOperations;
import dev.orrery.proto.vm.v1.CallDone;
import dev.orrery.proto.vm.v1.CallRequest;
import dev.orrery.proto.vm.v1.GasReport;
import dev.orrery.server.metrics.CallMetrics;
import dev.orrery.vm.Backend;
import dev.orrery.vm.Call;
import dev.orrery.vm.CallCancelledException;
import dev.orrery.vm.CallOutcome;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmError;
import io.grpc.Status;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** The calls of one stream, one after the other, on a thread that contracts can run on. */
final class CallSession implements Runnable {
    private static final System.Logger LOG = System.getLogger(CallSession.class.getName());

    private final CallStream stream;
    private final Handles handles;
    private final CallGate gate;
    private final CallMetrics metrics;

    CallSession(CallStream stream, Handles handles, CallGate gate, CallMetrics metrics) {
        this.stream = stream;
        this.handles = handles;
        this.gate = gate;
        this.metrics = metrics;
    }

    @Override
    public void run() {
        try (stream) {
            for (Optional<CallRequest> next = stream.readCall(); next.isPresent(); next = stream.readCall()) {
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
                case CallRequests.Accepted accepted -> run(vm, accepted.call());
                case CallRequests.Refused refused -> stream.write(refusal(refused.text()));
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

    private void run(Vm vm, Call call) {
        long start = System.nanoTime();
        RemoteBackend remote = new RemoteBackend(new CountedChain(stream, metrics));
        CallOutcome outcome = vm.call(call, new Backend(remote, remote, remote, remote), stream.cancellation());
        metrics.called(call.entry(), outcome, System.nanoTime() - start);
        switch (outcome) {
            case CallOutcome.Returned returned -> stream.write(done(returned));
            case CallOutcome.Failed failed -> fail(failed);
        }
    }

    private static CallDone done(CallOutcome.Returned returned) {
        return CallDone.newBuilder()
                .setData(UnsafeByteOperations.unsafeWrap(returned.output()))
                .setGas(report(returned.gas()))
                .build();
    }

    private void fail(CallOutcome.Failed failed) {
        switch (failed.error()) {
            case VmError.OutOfGas e -> stream.write(failure(failed));
            case VmError.Message e -> stream.write(failure(failed));
            case VmError.Cancelled e -> stream.end(Status.CANCELLED);
            // Another node may well have an outcome, so this one must not invent one.
            case VmError.Defect e -> stream.end(Failures.DEFECT);
        }
    }

    private static CallDone failure(CallOutcome.Failed failed) {
        return CallDone.newBuilder()
                .setFailure(Failures.of(failed.error()))
                .setGas(report(failed.gas()))
                .build();
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
