package dev.orrery.ibc.v2;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.host.Counter;
import dev.orrery.ibc.host.PathsV2;
import dev.orrery.proto.ibc.core.channel.v2.Packet;
import java.util.Optional;

/** What is kept of packets between clients. ibc-go 04-channel/v2 keeper/keeper.go. */
public final class PacketStoreV2 {
    private static final byte[] RECEIVED = {2};

    private PacketStoreV2() {}

    public static Counter nextSend(String client) {
        return new Counter(PathsV2.nextSequenceSend(client));
    }

    public static Optional<byte[]> commitment(IbcContext ctx, String client, long sequence) {
        return ctx.store().get(PathsV2.commitment(client, sequence));
    }

    static void setCommitment(IbcContext ctx, String client, long sequence, byte[] commitment) {
        ctx.store().set(PathsV2.commitment(client, sequence), commitment);
    }

    static void deleteCommitment(IbcContext ctx, String client, long sequence) {
        ctx.store().delete(PathsV2.commitment(client, sequence));
    }

    public static boolean hasReceipt(IbcContext ctx, String client, long sequence) {
        return ctx.store().has(PathsV2.receipt(client, sequence));
    }

    static void setReceipt(IbcContext ctx, String client, long sequence) {
        ctx.store().set(PathsV2.receipt(client, sequence), RECEIVED);
    }

    public static Optional<byte[]> acknowledgement(IbcContext ctx, String client, long sequence) {
        return ctx.store().get(PathsV2.acknowledgement(client, sequence));
    }

    static void setAcknowledgement(IbcContext ctx, String client, long sequence, byte[] commitment) {
        ctx.store().set(PathsV2.acknowledgement(client, sequence), commitment);
    }

    /** A packet that will be answered later. */
    public static Optional<Packet> waiting(IbcContext ctx, String client, long sequence) {
        return ctx.store().get(PathsV2.asyncPacket(client, sequence)).map(stored -> {
            try {
                return Packet.parseFrom(stored);
            } catch (InvalidProtocolBufferException broken) {
                throw new IllegalStateException("stored packet", broken);
            }
        });
    }

    static void setWaiting(IbcContext ctx, Packet packet) {
        setWaiting(ctx, packet.getDestinationClient(), packet.getSequence(), packet);
    }

    static void setWaiting(IbcContext ctx, String client, long sequence, Packet packet) {
        ctx.store().set(PathsV2.asyncPacket(client, sequence), packet.toByteArray());
    }

    static void deleteWaiting(IbcContext ctx, String client, long sequence) {
        ctx.store().delete(PathsV2.asyncPacket(client, sequence));
    }
}
