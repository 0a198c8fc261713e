package dev.orrery.server.vmservice;

import dev.orrery.proto.vm.v1.ChainFrame;
import dev.orrery.proto.vm.v1.VmFrame;
import java.util.Optional;

/** How frames get from the chain to the session of a stream and back. Used on the session's thread only; hot path. */
interface Frames {
    /** Waits for the first frame of a call. Empty if none has come at the deadline, of {@link System#nanoTime}, or the stream has ended. */
    Optional<ChainFrame> readFirst(long deadline);

    /** Waits for an answer. Empty if the stream has ended. */
    Optional<ChainFrame> readNext();

    /**
     * Waits for a slow chain to read what it was sent before.
     *
     * @throws dev.orrery.vm.CallCancelledException if the stream is broken
     */
    void write(VmFrame frame);
}
