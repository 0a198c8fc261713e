package dev.orrery.ibc.connection;

import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.client.ClientKeeper;
import dev.orrery.ibc.client.Delay;
import dev.orrery.ibc.client.MerklePath;
import dev.orrery.ibc.client.ProofError;
import dev.orrery.ibc.host.Counter;
import dev.orrery.ibc.host.PathsV1;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.commitment.v1.MerklePrefix;
import dev.orrery.proto.ibc.core.connection.v1.ConnectionEnd;
import java.util.List;

/**
 * What the other side of a connection claims about its state, checked through the connection's client. ibc-go 03-connection
 * keeper/verify.go.
 */
public record ProofChecks(ClientKeeper clients, ConnectionKeeper connections) {
    /** A proof and the height of the other chain that it is for. */
    public record Proof(byte[] bytes, Height height) {}

    public void connection(IbcContext ctx, ConnectionEnd via, Proof proof, String id, ConnectionEnd expected) {
        member(ctx, via, Delay.NONE, proof, PathsV1.connection(id), expected.toByteArray(), "connection state");
    }

    public void channel(IbcContext ctx, ConnectionEnd via, Proof proof, String port, String id, Channel expected) {
        member(ctx, via, Delay.NONE, proof, PathsV1.channel(port, id), expected.toByteArray(), "channel state");
    }

    public void commitment(
            IbcContext ctx,
            ConnectionEnd via,
            Proof proof,
            String port,
            String channel,
            long sequence,
            byte[] commitment) {
        byte[] key = PathsV1.commitment(port, channel, sequence);
        member(ctx, via, delay(ctx, via), proof, key, commitment, "packet commitment");
    }

    public void acknowledgement(
            IbcContext ctx,
            ConnectionEnd via,
            Proof proof,
            String port,
            String channel,
            long sequence,
            byte[] commitment) {
        byte[] key = PathsV1.acknowledgement(port, channel, sequence);
        member(ctx, via, delay(ctx, via), proof, key, commitment, "packet acknowledgement");
    }

    public void nextSequenceReceive(
            IbcContext ctx, ConnectionEnd via, Proof proof, String port, String channel, long next) {
        byte[] key = PathsV1.nextSequenceReceive(port, channel);
        member(ctx, via, delay(ctx, via), proof, key, Counter.bigEndian(next), "next sequence receive");
    }

    public void receiptAbsent(
            IbcContext ctx, ConnectionEnd via, Proof proof, String port, String channel, long sequence) {
        Delay delay = delay(ctx, via);
        MerklePath path = path(via, PathsV1.receipt(port, channel, sequence));
        try {
            clients.verifyNonMembership(ctx, via.getClientId(), proof.height(), delay, proof.bytes(), path);
        } catch (IbcException refused) {
            throw refused.in("failed packet receipt absence verification for client (" + via.getClientId() + ")");
        }
    }

    private void member(
            IbcContext ctx, ConnectionEnd via, Delay delay, Proof proof, byte[] key, byte[] value, String what) {
        MerklePath path = path(via, key);
        try {
            clients.verifyMembership(ctx, via.getClientId(), proof.height(), delay, proof.bytes(), path, value);
        } catch (IbcException refused) {
            throw refused.in("failed " + what + " verification for client (" + via.getClientId() + ")");
        }
    }

    private static MerklePath path(ConnectionEnd via, byte[] key) {
        MerklePrefix prefix = via.getCounterparty().getPrefix();
        if (prefix.getKeyPrefix().isEmpty()) {
            throw ProofError.INVALID_PREFIX.failure("prefix can't be empty");
        }
        return new MerklePath(List.of(prefix.getKeyPrefix().toByteArray(), key));
    }

    /** Packets are proved with a delay, in time and in the blocks that are expected to take that time. */
    private Delay delay(IbcContext ctx, ConnectionEnd via) {
        long nanos = via.getDelayPeriod();
        long perBlock = connections.params(ctx).getMaxExpectedTimePerBlock();
        return new Delay(nanos, perBlock == 0 ? 0 : blocks(nanos, perBlock));
    }

    /** Quirk: the reference divides floating point numbers, ibc-go getBlockDelay; both are exact below 2^53 nanoseconds. */
    private static long blocks(long nanos, long perBlock) {
        double quotient = Math.ceil(asDouble(nanos) / asDouble(perBlock));
        return quotient < 0x1p63 ? (long) quotient : (long) (quotient - 0x1p63) + Long.MIN_VALUE;
    }

    private static double asDouble(long unsigned) {
        double low = unsigned & 0x7ff;
        return (unsigned >>> 11) * 2048.0 + low;
    }
}
