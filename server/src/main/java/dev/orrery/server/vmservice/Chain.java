package dev.orrery.server.vmservice;

import dev.orrery.proto.vm.v1.HostRequest;
import dev.orrery.proto.vm.v1.HostResponse;

/** The chain at the other end of a running call. Used on the thread of the call only. */
interface Chain {
    /**
     * Asks and waits for the answer.
     *
     * @throws dev.orrery.vm.CallCancelledException if there won't be one
     */
    HostResponse ask(HostRequest request);

    /** Says something that has no answer. */
    void tell(HostRequest request);
}
