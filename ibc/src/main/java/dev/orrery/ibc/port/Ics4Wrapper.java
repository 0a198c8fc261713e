package dev.orrery.ibc.port;

import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcContext;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import java.util.Optional;

/** What an application asks of what is below it: core, or a middleware. ibc-go 05-port types/module.go: ICS4Wrapper. */
public interface Ics4Wrapper {
    /**
     * Sends a packet.
     *
     * @param timeoutNanos since the epoch, unsigned; zero for no limit
     * @return its sequence, unsigned
     */
    long send(IbcContext ctx, String port, String channel, Height timeoutHeight, long timeoutNanos, byte[] data);

    /** Answers a packet later. */
    void writeAcknowledgement(IbcContext ctx, Packet packet, byte[] acknowledgement);

    /** The version an application's channel was opened with. */
    Optional<String> appVersion(IbcContext ctx, String port, String channel);
}
