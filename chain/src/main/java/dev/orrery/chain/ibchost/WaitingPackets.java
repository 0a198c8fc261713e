package dev.orrery.chain.ibchost;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.chain.Context;
import dev.orrery.chain.wire.GoWire;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Packets that contracts will acknowledge later, in the contracts' store. wasmd x/wasm/keeper/keeper.go, types/keys.go. */
final class WaitingPackets {
    private static final String STORE = "wasm";

    /** wasmd x/wasm/types/keys.go: AsyncAckKeyPrefix. */
    private static final byte PREFIX = 0x11;

    private WaitingPackets() {}

    static void put(Context ctx, Packet packet) {
        byte[] key = key(packet.getDestinationPort(), packet.getDestinationChannel(), packet.getSequence());
        ctx.store(STORE).set(key, GoWire.encode(packet));
    }

    static Optional<Packet> find(Context ctx, String port, String channel, long sequence) {
        return ctx.store(STORE).get(key(port, channel, sequence)).map(stored -> {
            try {
                return Packet.parseFrom(stored);
            } catch (InvalidProtocolBufferException broken) {
                throw new IllegalStateException("stored packet", broken);
            }
        });
    }

    static void remove(Context ctx, String port, String channel, long sequence) {
        ctx.store(STORE).delete(key(port, channel, sequence));
    }

    /** The port, then the channel with its length in 4 bytes, then the sequence in 8. */
    private static byte[] key(String port, String channel, long sequence) {
        byte[] portBytes = port.getBytes(StandardCharsets.UTF_8);
        byte[] channelBytes = channel.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + portBytes.length + Integer.BYTES + channelBytes.length + Long.BYTES)
                .put(PREFIX)
                .put(portBytes)
                .putInt(channelBytes.length)
                .put(channelBytes)
                .putLong(sequence)
                .array();
    }
}
