package dev.orrery.relayer.packet;

import dev.orrery.relayer.node.View;
import dev.orrery.relayer.work.Work;
import java.util.List;
import java.util.Optional;

/** One direction of a channel, or of a pair of clients: packets go from the source to the destination. */
interface Lane {
    /** For people: where packets leave. */
    String name();

    /** Packets that were sent and neither acknowledged nor timed out, in their order. */
    List<Long> pending();

    /** Which of these the destination has not received. */
    List<Long> unreceived(List<Long> sequences);

    /** Which of these the destination has acknowledged. */
    List<Long> acknowledged(List<Long> sequences);

    /** A packet as it was sent; empty if the source doesn't find it yet. */
    Optional<? extends SentPacket> sent(long sequence);

    /** Whether a packet may only be received after all before it. */
    boolean isOrdered();

    /** Whether packets can still be received. */
    boolean isOpen();

    /** A packet, and what can be done with it. */
    interface SentPacket {
        /** Whether the destination would refuse it by now, as a header of its shows. */
        boolean isLate(View destination);

        /** For the destination. */
        Work receive();

        /** For the source; empty if the acknowledgement is not found yet. */
        Optional<Work> acknowledge();

        /** For the source: it was late. */
        Work timeOut();

        /** For the source: the destination's end is closed. Empty if it isn't. */
        Optional<Work> timeOutOnClose();
    }
}
