package dev.orrery.ibc.port;

import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.packet.Acknowledgement;
import dev.orrery.proto.ibc.core.channel.v1.Counterparty;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import java.util.List;
import java.util.Optional;

/**
 * An application of IBC, which core tells what happens to its channels and packets. Whatever it throws fails the transaction.
 * ibc-go 05-port types/module.go: IBCModule.
 */
public interface IbcModule {
    /**
     * A channel that somebody wants to open.
     *
     * @param hops the one connection it goes over
     * @param version what was proposed, by the message here or by the other side
     */
    record Opening(
            Order order, List<String> hops, String port, String channel, Counterparty counterparty, String version) {}

    /** Returns the version to propose to the other side. */
    String onOpenInit(IbcContext ctx, Opening opening);

    /** Returns the version to agree on. */
    String onOpenTry(IbcContext ctx, Opening opening);

    void onOpenAck(IbcContext ctx, String port, String channel, String counterpartyChannel, String counterpartyVersion);

    void onOpenConfirm(IbcContext ctx, String port, String channel);

    /** Throws if the application's channels aren't closed by anybody who asks. */
    void onCloseInit(IbcContext ctx, String port, String channel);

    void onCloseConfirm(IbcContext ctx, String port, String channel);

    /**
     * What it writes is undone if it answers with no success.
     *
     * @return empty if it answers later, through {@link Ics4Wrapper#writeAcknowledgement}
     */
    Optional<Acknowledgement> onReceive(IbcContext ctx, String channelVersion, Packet packet, String relayer);

    void onAcknowledge(IbcContext ctx, String channelVersion, Packet packet, byte[] acknowledgement, String relayer);

    void onTimeout(IbcContext ctx, String channelVersion, Packet packet, String relayer);
}
