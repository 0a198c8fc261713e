package dev.orrery.server.vmservice;

import dev.orrery.proto.vm.v1.HostRequest;
import dev.orrery.proto.vm.v1.HostResponse;
import dev.orrery.server.metrics.CallMetrics;

/** A chain whose callbacks are counted. Hot path. */
record CountedChain(Chain chain, CallMetrics metrics) implements Chain {
    @Override
    public HostResponse ask(HostRequest request) {
        long start = System.nanoTime();
        HostResponse answer = chain.ask(request);
        metrics.asked(request.getRequestCase(), System.nanoTime() - start);
        return answer;
    }

    @Override
    public void tell(HostRequest request) {
        chain.tell(request);
        metrics.asked(request.getRequestCase(), 0);
    }
}
