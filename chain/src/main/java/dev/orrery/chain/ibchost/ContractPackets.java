package dev.orrery.chain.ibchost;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.packet.Packets;
import dev.orrery.msg.Bytes;
import dev.orrery.msg.Ibc2Payload;
import dev.orrery.msg.IbcChannel;
import dev.orrery.msg.IbcEndpoint;
import dev.orrery.msg.IbcPacket;
import dev.orrery.msg.IbcTimeout;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import dev.orrery.proto.ibc.core.channel.v2.Payload;
import dev.orrery.proto.ibc.core.client.v1.Height;
import java.util.Optional;

/** Channels and packets as contracts are told them. wasmd x/wasm/ibc.go, x/wasm/keeper/ibc2.go. */
final class ContractPackets {
    private ContractPackets() {}

    static IbcChannel channel(String port, String id, Channel channel) {
        return new IbcChannel(
                new IbcEndpoint(port, id),
                new IbcEndpoint(
                        channel.getCounterparty().getPortId(),
                        channel.getCounterparty().getChannelId()),
                channel.getOrdering().name(),
                channel.getVersion(),
                channel.getConnectionHops(0));
    }

    /** The height is left out if it is none. */
    static IbcPacket packet(Packet packet) {
        Height height = packet.getTimeoutHeight();
        Optional<IbcTimeout.Block> block = Packets.timeoutHeight(packet).isZero()
                ? Optional.empty()
                : Optional.of(new IbcTimeout.Block(height.getRevisionNumber(), height.getRevisionHeight()));
        return new IbcPacket(
                bytes(packet.getData()),
                new IbcEndpoint(packet.getSourcePort(), packet.getSourceChannel()),
                new IbcEndpoint(packet.getDestinationPort(), packet.getDestinationChannel()),
                packet.getSequence(),
                new IbcTimeout(block, packet.getTimeoutTimestamp()));
    }

    static Ibc2Payload payload(Payload payload) {
        return new Ibc2Payload(
                payload.getSourcePort(),
                payload.getDestinationPort(),
                payload.getVersion(),
                payload.getEncoding(),
                bytes(payload.getValue()));
    }

    static Bytes bytes(ByteString bytes) {
        return Bytes.of(bytes.toByteArray());
    }
}
