package dev.orrery.ibc.callbacks;

import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.packet.Acknowledgement;
import dev.orrery.proto.ibc.core.channel.v1.Packet;

/**
 * The contracts of the host. Each call may throw {@link dev.orrery.ibc.IbcException}. ibc-go apps/callbacks
 * types/expected_keepers.go: ContractKeeper.
 */
public interface ContractCallbacks {
    /** A packet that names a contract was sent. */
    void sent(IbcContext ctx, String contract, String sender);

    void acknowledged(
            IbcContext ctx, String contract, String sender, Packet packet, byte[] acknowledgement, String relayer);

    void timedOut(IbcContext ctx, String contract, String sender, Packet packet, String relayer);

    void received(IbcContext ctx, String contract, Packet packet, Acknowledgement acknowledgement);
}
