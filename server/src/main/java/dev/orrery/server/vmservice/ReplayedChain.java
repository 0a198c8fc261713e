package dev.orrery.server.vmservice;

import dev.orrery.proto.vm.v1.HostRequest;
import dev.orrery.proto.vm.v1.HostResponse;
import dev.orrery.vm.CallCancelledException;
import java.util.Iterator;
import java.util.function.Supplier;

/** A chain that answers what it answered before, for a call that is made again. */
final class ReplayedChain implements Chain {
    private final Iterator<CallRecord.Entry> entries;
    private final Supplier<CallCancelledException> deviation;

    /** @param deviation what to throw when there is no answer: the chain left out a write without a reason for it */
    ReplayedChain(CallRecord record, Supplier<CallCancelledException> deviation) {
        this.entries = record.entries().iterator();
        this.deviation = deviation;
    }

    @Override
    public HostResponse ask(HostRequest request) {
        if (!entries.hasNext()) {
            throw deviation.get();
        }
        CallRecord.Entry entry = entries.next();
        if (entry.kind() != request.getRequestCase()) {
            throw new IllegalStateException("a call asks for " + request.getRequestCase() + " instead of "
                    + entry.kind() + " when it is made again");
        }
        return entry.answer();
    }

    @Override
    public void tell(HostRequest request) {
        throw new IllegalStateException("a call that prints is not made again");
    }
}
