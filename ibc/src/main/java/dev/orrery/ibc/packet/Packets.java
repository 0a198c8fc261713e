package dev.orrery.ibc.packet;

import static dev.orrery.ibc.Circumstances.within;

import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.Sha256;
import dev.orrery.ibc.channel.ChannelError;
import dev.orrery.ibc.host.Counter;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import java.util.Arrays;
import java.util.StringJoiner;

/** Packets by themselves: what commits to them, when they are too late, what can't be one. ibc-go 04-channel types/packet.go. */
public final class Packets {
    /** Longest data. Bytes. ibc-go 04-channel types/packet.go: MaximumPayloadsSize. */
    public static final int MAX_DATA_BYTES = 262_144;

    private Packets() {}

    /** Names and sequence are not in it: the key binds them. */
    public static byte[] commitment(Packet packet) {
        Height height = timeoutHeight(packet);
        return Sha256.of(
                Counter.bigEndian(packet.getTimeoutTimestamp()),
                Counter.bigEndian(height.revision()),
                Counter.bigEndian(height.number()),
                Sha256.of(packet.getData().toByteArray()));
    }

    public static Height timeoutHeight(Packet packet) {
        return new Height(
                packet.getTimeoutHeight().getRevisionNumber(),
                packet.getTimeoutHeight().getRevisionHeight());
    }

    /** Refuses what can't be a packet. */
    public static void check(Packet packet) {
        within("invalid source port ID", () -> Identifiers.checkPort(packet.getSourcePort()));
        within("invalid destination port ID", () -> Identifiers.checkPort(packet.getDestinationPort()));
        within("invalid source channel ID", () -> Identifiers.checkChannel(packet.getSourceChannel()));
        within("invalid destination channel ID", () -> Identifiers.checkChannel(packet.getDestinationChannel()));
        if (packet.getSequence() == 0) {
            throw ChannelError.INVALID_PACKET.failure("packet sequence cannot be 0");
        }
        if (timeoutHeight(packet).isZero() && packet.getTimeoutTimestamp() == 0) {
            throw ChannelError.INVALID_PACKET.failure(
                    "packet timeout height and packet timeout timestamp cannot both be 0");
        }
        if (packet.getData().isEmpty()) {
            throw ChannelError.INVALID_PACKET.failure("packet data bytes cannot be empty");
        }
        if (packet.getData().size() > MAX_DATA_BYTES) {
            throw ChannelError.INVALID_PACKET.failure("packet data bytes cannot exceed " + MAX_DATA_BYTES + " bytes");
        }
    }

    /** Whether a packet is too late at a height and a time; both limits are themselves too late. */
    static boolean isElapsed(Packet packet, Height height, long nanos) {
        return isHeightElapsed(packet, height) || isTimeElapsed(packet, nanos);
    }

    private static boolean isHeightElapsed(Packet packet, Height height) {
        Height limit = timeoutHeight(packet);
        return !limit.isZero() && height.compareTo(limit) >= 0;
    }

    private static boolean isTimeElapsed(Packet packet, long nanos) {
        long limit = packet.getTimeoutTimestamp();
        return limit != 0 && Long.compareUnsigned(nanos, limit) >= 0;
    }

    /** Why an elapsed packet is too late. */
    static IbcException elapsed(Packet packet, Height height, long nanos) {
        return ChannelError.TIMEOUT_ELAPSED.failure(
                isHeightElapsed(packet, height) ? heights(packet, height) : times(packet, nanos));
    }

    /** Why a packet is not yet too late. */
    static IbcException notReached(Packet packet, Height height, long nanos) {
        boolean byHeight = !timeoutHeight(packet).isZero() && !isHeightElapsed(packet, height);
        return ChannelError.TIMEOUT_NOT_REACHED.failure(byHeight ? heights(packet, height) : times(packet, nanos));
    }

    private static String heights(Packet packet, Height height) {
        return "current height: " + height + ", timeout height " + timeoutHeight(packet);
    }

    private static String times(Packet packet, long nanos) {
        return "current timestamp: " + Long.toUnsignedString(nanos) + ", timeout timestamp "
                + Long.toUnsignedString(packet.getTimeoutTimestamp());
    }

    /** Refuses a packet that isn't the one that was sent. */
    static void requireSent(String what, Packet packet, byte[] stored, boolean storedFirst) {
        byte[] given = commitment(packet);
        if (!Arrays.equals(stored, given)) {
            String first = goBytes(storedFirst ? stored : given);
            String second = goBytes(storedFirst ? given : stored);
            throw ChannelError.INVALID_PACKET.failure(
                    what + " are not equal: got (" + first + "), expected (" + second + ")");
        }
    }

    /** As Go prints bytes: {@code [1 2 255]}. */
    public static String goBytes(byte[] bytes) {
        StringJoiner text = new StringJoiner(" ", "[", "]");
        for (byte value : bytes) {
            text.add(Integer.toString(value & 0xff));
        }
        return text.toString();
    }
}
