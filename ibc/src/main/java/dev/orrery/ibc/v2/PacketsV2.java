package dev.orrery.ibc.v2;

import static dev.orrery.ibc.Circumstances.within;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orrery.ibc.Sha256;
import dev.orrery.ibc.host.Counter;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.ibc.packet.Packets;
import dev.orrery.proto.ibc.core.channel.v2.Packet;
import dev.orrery.proto.ibc.core.channel.v2.Payload;
import java.util.List;

/** Packets between clients by themselves. ibc-go 04-channel/v2 types/packet.go, commitment.go. */
public final class PacketsV2 {
    private static final byte[] VERSION = {2};

    private PacketsV2() {}

    public static byte[] commitment(Packet packet) {
        byte[][] payloads =
                packet.getPayloadsList().stream().map(PacketsV2::hash).toArray(byte[][]::new);
        return Sha256.of(
                VERSION,
                Sha256.of(packet.getDestinationClient().getBytes(UTF_8)),
                Sha256.of(Counter.bigEndian(packet.getTimeoutTimestamp())),
                Sha256.of(payloads));
    }

    private static byte[] hash(Payload payload) {
        return Sha256.of(
                Sha256.of(payload.getSourcePort().getBytes(UTF_8)),
                Sha256.of(payload.getDestinationPort().getBytes(UTF_8)),
                Sha256.of(payload.getVersion().getBytes(UTF_8)),
                Sha256.of(payload.getEncoding().getBytes(UTF_8)),
                Sha256.of(payload.getValue().toByteArray()));
    }

    static void check(Packet packet) {
        requireOne(packet.getPayloadsList());
        Payload payload = packet.getPayloads(0);
        within("invalid Payload", () -> check(payload));
        if (payload.getValue().size() > Packets.MAX_DATA_BYTES) {
            throw PacketError.INVALID_PAYLOAD.failure(
                    "packet data bytes cannot exceed " + Packets.MAX_DATA_BYTES + " bytes");
        }
        within("invalid source ID", () -> Identifiers.checkChannel(packet.getSourceClient()));
        within("invalid destination ID", () -> Identifiers.checkChannel(packet.getDestinationClient()));
        if (packet.getSequence() == 0) {
            throw PacketError.INVALID_PACKET.failure("packet sequence cannot be 0");
        }
        if (packet.getTimeoutTimestamp() == 0) {
            throw PacketError.INVALID_PACKET.failure("packet timeout timestamp cannot be 0");
        }
    }

    static void requireOne(List<Payload> payloads) {
        if (payloads.size() != 1) {
            throw PacketError.INVALID_PAYLOAD.failure("payload length is " + payloads.size() + ", must be 1");
        }
    }

    static void check(Payload payload) {
        within("invalid source port ID", () -> Identifiers.checkPort(payload.getSourcePort()));
        within("invalid destination port ID", () -> Identifiers.checkPort(payload.getDestinationPort()));
        if (payload.getVersion().isBlank()) {
            throw PacketError.INVALID_PAYLOAD.failure("payload version cannot be empty");
        }
        if (payload.getEncoding().isBlank()) {
            throw PacketError.INVALID_PAYLOAD.failure("payload encoding cannot be empty");
        }
        if (payload.getValue().isEmpty()) {
            throw PacketError.INVALID_PAYLOAD.failure("payload value cannot be empty");
        }
    }
}
