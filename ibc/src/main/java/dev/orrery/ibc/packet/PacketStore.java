package dev.orrery.ibc.packet;

import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.host.PathsV1;
import java.util.Optional;

/** What is kept of packets: that they were sent, seen and answered. ibc-go 04-channel keeper/keeper.go. */
public final class PacketStore {
    private static final byte[] RECEIVED = {1};

    private PacketStore() {}

    /** What commits to a packet that was sent and is neither acknowledged nor timed out. */
    public static Optional<byte[]> commitment(IbcContext ctx, String port, String channel, long sequence) {
        return ctx.store().get(PathsV1.commitment(port, channel, sequence));
    }

    static void setCommitment(IbcContext ctx, String port, String channel, long sequence, byte[] commitment) {
        ctx.store().set(PathsV1.commitment(port, channel, sequence), commitment);
    }

    static void deleteCommitment(IbcContext ctx, String port, String channel, long sequence) {
        ctx.store().delete(PathsV1.commitment(port, channel, sequence));
    }

    /** Whether an unordered channel received a packet. Never forgotten. */
    public static boolean hasReceipt(IbcContext ctx, String port, String channel, long sequence) {
        return ctx.store().get(PathsV1.receipt(port, channel, sequence)).isPresent();
    }

    static void setReceipt(IbcContext ctx, String port, String channel, long sequence) {
        ctx.store().set(PathsV1.receipt(port, channel, sequence), RECEIVED);
    }

    /** What commits to the answer to a packet that was received. */
    public static Optional<byte[]> acknowledgement(IbcContext ctx, String port, String channel, long sequence) {
        return ctx.store().get(PathsV1.acknowledgement(port, channel, sequence));
    }

    static boolean hasAcknowledgement(IbcContext ctx, String port, String channel, long sequence) {
        return ctx.store().has(PathsV1.acknowledgement(port, channel, sequence));
    }

    static void setAcknowledgement(IbcContext ctx, String port, String channel, long sequence, byte[] commitment) {
        ctx.store().set(PathsV1.acknowledgement(port, channel, sequence), commitment);
    }
}
