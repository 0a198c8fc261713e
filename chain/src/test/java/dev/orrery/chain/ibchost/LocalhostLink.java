package dev.orrery.chain.ibchost;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.channel.v1.MsgAcknowledgement;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelCloseConfirm;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelCloseInit;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenAck;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenConfirm;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenInit;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenTry;
import dev.orrery.proto.ibc.core.channel.v1.MsgRecvPacket;
import dev.orrery.proto.ibc.core.channel.v1.MsgTimeout;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import dev.orrery.proto.ibc.core.channel.v1.State;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A channel between two ports of one chain, and the messages that a relayer sends over it. */
record LocalhostLink(String left, String right, String version, String signer) {
    private static final ByteString PROOF = ByteString.copyFrom(new byte[] {1});

    Message init() {
        return MsgChannelOpenInit.newBuilder()
                .setPortId(left)
                .setChannel(end(State.STATE_INIT, right, ""))
                .setSigner(signer)
                .build();
    }

    private Channel end(State state, String port, String channel) {
        Channel.Builder end = Channel.newBuilder()
                .setState(state)
                .setOrdering(Order.ORDER_UNORDERED)
                .addConnectionHops("connection-localhost")
                .setVersion(version);
        end.getCounterpartyBuilder().setPortId(port).setChannelId(channel);
        return end.build();
    }

    Message tried() {
        return MsgChannelOpenTry.newBuilder()
                .setPortId(right)
                .setChannel(end(State.STATE_TRYOPEN, left, "channel-0"))
                .setCounterpartyVersion(version)
                .setProofInit(PROOF)
                .setSigner(signer)
                .build();
    }

    Message ack() {
        return MsgChannelOpenAck.newBuilder()
                .setPortId(left)
                .setChannelId("channel-0")
                .setCounterpartyChannelId("channel-1")
                .setCounterpartyVersion(version)
                .setProofTry(PROOF)
                .setSigner(signer)
                .build();
    }

    Message confirm() {
        return MsgChannelOpenConfirm.newBuilder()
                .setPortId(right)
                .setChannelId("channel-1")
                .setProofAck(PROOF)
                .setSigner(signer)
                .build();
    }

    static Message closeInit(String port, String channel, String signer) {
        return MsgChannelCloseInit.newBuilder()
                .setPortId(port)
                .setChannelId(channel)
                .setSigner(signer)
                .build();
    }

    /** Closes the right end, as the left one is. */
    Message closeConfirm() {
        return MsgChannelCloseConfirm.newBuilder()
                .setPortId(right)
                .setChannelId("channel-1")
                .setProofInit(PROOF)
                .setSigner(signer)
                .build();
    }

    void open(IbcTestChain chain) {
        chain.deliver(init());
        chain.deliver(tried());
        chain.deliver(ack());
        chain.deliver(confirm());
    }

    /** The packet that a transaction sent, from the left to the right. */
    static Packet sent(ExecTxResult result) {
        Packet.Builder packet = Packet.newBuilder()
                .setData(ByteString.copyFrom(HexFormat.of().parseHex(read(result, "packet_data_hex"))))
                .setSequence(Long.parseLong(read(result, "packet_sequence")))
                .setSourcePort(read(result, "packet_src_port"))
                .setSourceChannel(read(result, "packet_src_channel"))
                .setDestinationPort(read(result, "packet_dst_port"))
                .setDestinationChannel(read(result, "packet_dst_channel"))
                .setTimeoutTimestamp(Long.parseLong(read(result, "packet_timeout_timestamp")));
        packet.getTimeoutHeightBuilder();
        return packet.build();
    }

    private static String read(ExecTxResult result, String key) {
        return IbcTestChain.attribute(result, "send_packet", key).orElseThrow();
    }

    Message receive(Packet packet) {
        return MsgRecvPacket.newBuilder()
                .setPacket(packet)
                .setProofCommitment(PROOF)
                .setSigner(signer)
                .build();
    }

    Message acknowledge(Packet packet, String acknowledgement) {
        return MsgAcknowledgement.newBuilder()
                .setPacket(packet)
                .setAcknowledgement(ByteString.copyFromUtf8(acknowledgement))
                .setProofAcked(PROOF)
                .setSigner(signer)
                .build();
    }

    Message timeout(Packet packet) {
        return MsgTimeout.newBuilder()
                .setPacket(packet)
                .setNextSequenceRecv(1)
                .setProofUnreceived(PROOF)
                .setSigner(signer)
                .build();
    }

    /** The acknowledgement that a transaction wrote. */
    static String written(ExecTxResult result) {
        String hex = IbcTestChain.attribute(result, "write_acknowledgement", "packet_ack_hex")
                .orElseThrow();
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
    }
}
