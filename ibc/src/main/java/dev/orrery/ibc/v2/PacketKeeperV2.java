package dev.orrery.ibc.v2;

import static dev.orrery.ibc.Circumstances.within;

import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.client.ClientError;
import dev.orrery.ibc.client.ClientKeeper;
import dev.orrery.ibc.client.ClientStatus;
import dev.orrery.ibc.client.Delay;
import dev.orrery.ibc.client.MerklePath;
import dev.orrery.ibc.connection.ProofChecks.Proof;
import dev.orrery.ibc.host.Counter;
import dev.orrery.ibc.host.PathsV2;
import dev.orrery.ibc.packet.Packets;
import dev.orrery.proto.ibc.core.channel.v2.Acknowledgement;
import dev.orrery.proto.ibc.core.channel.v2.Packet;
import dev.orrery.proto.ibc.core.channel.v2.Payload;
import dev.orrery.proto.ibc.core.client.v2.CounterpartyInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Packets between clients: sent, received, acknowledged, timed out, each once. ibc-go 04-channel/v2 keeper/packet.go. */
public record PacketKeeperV2(ClientKeeper clients, CounterpartyKeeper counterparties) {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** How far ahead a packet's limit may be. Seconds. ibc-go 04-channel/v2 types/msgs.go: MaxTimeoutDelta. */
    private static final long MAX_TIMEOUT_SECONDS = 24 * 60 * 60;

    /** A packet that was sent. */
    Packet send(IbcContext ctx, String client, long timeoutSeconds, List<Payload> payloads) {
        CounterpartyInfo counterparty = require(ctx, client);
        requireTime(ctx, timeoutSeconds);
        Counter next = PacketStoreV2.nextSend(client);
        long sequence = next.get(ctx)
                .orElseThrow(() -> PacketError.SEQUENCE_SEND_NOT_FOUND.failure("source client: " + client));
        Packet packet = Packet.newBuilder()
                .setSequence(sequence)
                .setSourceClient(client)
                .setDestinationClient(counterparty.getClientId())
                .setTimeoutTimestamp(timeoutSeconds)
                .addAllPayloads(payloads)
                .build();
        try {
            PacketsV2.check(packet);
        } catch (IbcException refused) {
            throw PacketError.INVALID_PACKET.failure("constructed packet failed basic validation: " + refused.text());
        }
        requireNotPast(ctx, client, timeoutSeconds);
        next.set(ctx, sequence + 1);
        PacketStoreV2.setCommitment(ctx, client, sequence, PacketsV2.commitment(packet));
        PacketEventsV2.emit(ctx, "send_packet", packet);
        return packet;
    }

    private CounterpartyInfo require(IbcContext ctx, String client) {
        return counterparties
                .counterparty(ctx, client)
                .orElseThrow(() -> CounterpartyError.COUNTERPARTY_NOT_FOUND.failure(
                        "counterparty not found for client: " + client));
    }

    private CounterpartyInfo require(IbcContext ctx, String client, String other, String what) {
        CounterpartyInfo counterparty = require(ctx, client);
        if (!counterparty.getClientId().equals(other)) {
            throw CounterpartyError.INVALID_COUNTERPARTY.failure("counterparty id (" + counterparty.getClientId()
                    + ") does not match packet " + what + " id (" + other + ")");
        }
        return counterparty;
    }

    /** By this chain's own clock: later than now, and not much later. */
    private static void requireTime(IbcContext ctx, long timeoutSeconds) {
        long nanos = ctx.clock().nanos();
        long now = nanos / NANOS_PER_SECOND;
        if (timeoutSeconds <= now) {
            throw PacketError.TIMEOUT_ELAPSED.failure("timeout is less than or equal the current block timestamp, "
                    + Long.toUnsignedString(timeoutSeconds) + " <= " + now);
        }
        long ahead = timeoutSeconds - now;
        if (ahead > MAX_TIMEOUT_SECONDS) {
            throw PacketError.INVALID_TIMEOUT.failure("timeout exceeds the maximum expected value");
        }
    }

    private void requireNotPast(IbcContext ctx, String client, long timeoutSeconds) {
        ClientStatus status = clients.status(ctx, client);
        if (status != ClientStatus.ACTIVE) {
            throw ClientError.CLIENT_NOT_ACTIVE.failure("client (" + client + ") status is " + status.word());
        }
        Height latest = clients.latestHeight(ctx, client);
        if (latest.isZero()) {
            throw ClientError.INVALID_HEIGHT.failure(
                    "cannot send packet using client (" + client + ") with zero height");
        }
        long seconds = clients.timestampAt(ctx, client, latest) / NANOS_PER_SECOND;
        if (Long.compareUnsigned(seconds, timeoutSeconds) >= 0) {
            throw PacketError.TIMEOUT_ELAPSED.failure(
                    "latest timestamp: " + seconds + ", timeout timestamp: " + Long.toUnsignedString(timeoutSeconds));
        }
    }

    /** Checks a packet and remembers that it came. False if it came before. */
    boolean receive(IbcContext ctx, Packet packet, Proof committed) {
        String client = packet.getDestinationClient();
        CounterpartyInfo counterparty = require(ctx, client, packet.getSourceClient(), "source");
        long now = ctx.clock().nanos() / NANOS_PER_SECOND;
        if (Long.compareUnsigned(now, packet.getTimeoutTimestamp()) >= 0) {
            throw PacketError.TIMEOUT_ELAPSED.failure("current timestamp: " + now + ", timeout timestamp: "
                    + Long.toUnsignedString(packet.getTimeoutTimestamp()));
        }
        if (PacketStoreV2.hasReceipt(ctx, client, packet.getSequence())) {
            return false;
        }
        byte[] key = PathsV2.commitment(packet.getSourceClient(), packet.getSequence());
        verify(ctx, client, counterparty, committed, key, PacketsV2.commitment(packet), "packet commitment");
        PacketStoreV2.setReceipt(ctx, client, packet.getSequence());
        PacketEventsV2.emit(ctx, "recv_packet", packet);
        return true;
    }

    private void verify(
            IbcContext ctx,
            String client,
            CounterpartyInfo counterparty,
            Proof proof,
            byte[] key,
            byte[] value,
            String what) {
        within(
                "failed " + what + " verification for client (" + client + ")",
                () -> clients.verifyMembership(
                        ctx, client, proof.height(), Delay.NONE, proof.bytes(), path(counterparty, key), value));
    }

    /** A key is appended to the last part of the other chain's prefix. ibc-go 04-channel/v2 types/merkle.go: BuildMerklePath. */
    private static MerklePath path(CounterpartyInfo counterparty, byte[] key) {
        List<byte[]> keys = new ArrayList<>();
        counterparty.getMerklePrefixList().forEach(part -> keys.add(part.toByteArray()));
        byte[] last = keys.removeLast();
        keys.add(
                ByteBuffer.allocate(last.length + key.length).put(last).put(key).array());
        return new MerklePath(keys);
    }

    /** Writes down the answer to a packet, once. */
    void writeAcknowledgement(IbcContext ctx, Packet packet, Acknowledgement acknowledgement) {
        within("invalid acknowledgement", () -> Acknowledgements.check(acknowledgement));
        String client = packet.getDestinationClient();
        require(ctx, client, packet.getSourceClient(), "source");
        long sequence = packet.getSequence();
        if (PacketStoreV2.acknowledgement(ctx, client, sequence).isPresent()) {
            throw PacketError.ACKNOWLEDGEMENT_EXISTS.failure("acknowledgement for id " + client + ", sequence "
                    + Long.toUnsignedString(sequence) + " already exists");
        }
        if (!PacketStoreV2.hasReceipt(ctx, client, sequence)) {
            throw PacketError.INVALID_PACKET.failure("receipt not found for packet");
        }
        PacketStoreV2.setAcknowledgement(ctx, client, sequence, Acknowledgements.commitment(acknowledgement));
        PacketEventsV2.acknowledgementWritten(ctx, packet, acknowledgement);
    }

    /** Answers a packet that an application said it would answer later. */
    public void writeLater(IbcContext ctx, String client, long sequence, Acknowledgement acknowledgement) {
        Packet packet = PacketStoreV2.waiting(ctx, client, sequence)
                .orElseThrow(() -> PacketError.INVALID_ACKNOWLEDGEMENT.failure("packet with clientID (" + client
                        + ") and sequence (" + Long.toUnsignedString(sequence)
                        + ") not found for async acknowledgement"));
        within("write acknowledgement failed", () -> writeAcknowledgement(ctx, packet, acknowledgement));
        PacketStoreV2.deleteWaiting(ctx, client, sequence);
    }

    /** Checks an answer and forgets the packet. False if it was acknowledged or timed out before. */
    boolean acknowledge(IbcContext ctx, Packet packet, Acknowledgement acknowledgement, Proof written) {
        String client = packet.getSourceClient();
        CounterpartyInfo counterparty = require(ctx, client, packet.getDestinationClient(), "destination");
        Optional<byte[]> commitment = PacketStoreV2.commitment(ctx, client, packet.getSequence());
        if (commitment.isEmpty()) {
            return false;
        }
        requireSent("commitment bytes", packet, commitment.get(), false);
        byte[] key = PathsV2.acknowledgement(packet.getDestinationClient(), packet.getSequence());
        byte[] value = Acknowledgements.commitment(acknowledgement);
        verify(ctx, client, counterparty, written, key, value, "packet acknowledgement");
        PacketStoreV2.deleteCommitment(ctx, client, packet.getSequence());
        PacketEventsV2.emit(ctx, "acknowledge_packet", packet);
        return true;
    }

    private static void requireSent(String what, Packet packet, byte[] stored, boolean storedFirst) {
        byte[] given = PacketsV2.commitment(packet);
        if (!Arrays.equals(stored, given)) {
            String first = Packets.goBytes(storedFirst ? stored : given);
            String second = Packets.goBytes(storedFirst ? given : stored);
            throw PacketError.INVALID_PACKET.failure(
                    what + " are not equal: got (" + first + "), expected (" + second + ")");
        }
    }

    /** Gives up a packet that is too late on the other chain. False if it was acknowledged or timed out before. */
    boolean timeout(IbcContext ctx, Packet packet, Proof unreceived) {
        String client = packet.getSourceClient();
        CounterpartyInfo counterparty = require(ctx, client, packet.getDestinationClient(), "destination");
        long seconds = clients.timestampAt(ctx, client, unreceived.height()) / NANOS_PER_SECOND;
        if (Long.compareUnsigned(seconds, packet.getTimeoutTimestamp()) < 0) {
            throw PacketError.TIMEOUT_NOT_REACHED.failure("proof timestamp: " + seconds + ", timeout timestamp: "
                    + Long.toUnsignedString(packet.getTimeoutTimestamp()));
        }
        Optional<byte[]> commitment = PacketStoreV2.commitment(ctx, client, packet.getSequence());
        if (commitment.isEmpty()) {
            return false;
        }
        requireSent("packet commitment bytes", packet, commitment.get(), true);
        byte[] key = PathsV2.receipt(packet.getDestinationClient(), packet.getSequence());
        within(
                "failed packet receipt absence verification for client (" + client + ")",
                () -> clients.verifyNonMembership(
                        ctx, client, unreceived.height(), Delay.NONE, unreceived.bytes(), path(counterparty, key)));
        PacketStoreV2.deleteCommitment(ctx, client, packet.getSequence());
        PacketEventsV2.emit(ctx, "timeout_packet", packet);
        return true;
    }
}
