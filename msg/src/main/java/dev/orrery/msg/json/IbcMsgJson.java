package dev.orrery.msg.json;

import static dev.orrery.msg.json.CoinJson.COIN;
import static dev.orrery.msg.json.Containers.array;
import static dev.orrery.msg.json.Containers.list;
import static dev.orrery.msg.json.IbcJson.ACKNOWLEDGEMENT;
import static dev.orrery.msg.json.IbcJson.PAYLOAD;
import static dev.orrery.msg.json.IbcJson.TIMEOUT;
import static dev.orrery.msg.json.Member.field;
import static dev.orrery.msg.json.Member.omittable;
import static dev.orrery.msg.json.Member.variant;
import static dev.orrery.msg.json.Scalars.BYTES;
import static dev.orrery.msg.json.Scalars.QUOTED_UINT64;
import static dev.orrery.msg.json.Scalars.STRING;
import static dev.orrery.msg.json.Scalars.UINT64;
import static dev.orrery.msg.json.StructCodec.union;
import static dev.orrery.msg.json.Structs.struct;

import dev.orrery.msg.Ibc2Msg;
import dev.orrery.msg.IbcFee;
import dev.orrery.msg.IbcMsg;

/** The messages a contract sends to IBC. */
final class IbcMsgJson {
    static final Codec<IbcMsg.Transfer> TRANSFER = struct(
            "TransferMsg",
            field("channel_id", STRING, IbcMsg.Transfer::channelId),
            field("to_address", STRING, IbcMsg.Transfer::toAddress),
            field("amount", COIN, IbcMsg.Transfer::amount),
            field("timeout", TIMEOUT, IbcMsg.Transfer::timeout),
            omittable("memo", STRING, IbcMsg.Transfer::memo),
            IbcMsg.Transfer::new);
    static final Codec<IbcMsg.SendPacket> SEND_PACKET = struct(
            "SendPacketMsg",
            field("channel_id", STRING, IbcMsg.SendPacket::channelId),
            field("data", BYTES, IbcMsg.SendPacket::data),
            field("timeout", TIMEOUT, IbcMsg.SendPacket::timeout),
            IbcMsg.SendPacket::new);
    static final Codec<IbcMsg.WriteAcknowledgement> WRITE_ACKNOWLEDGEMENT = struct(
            "WriteAcknowledgementMsg",
            field("ack", ACKNOWLEDGEMENT, IbcMsg.WriteAcknowledgement::ack),
            field("channel_id", STRING, IbcMsg.WriteAcknowledgement::channelId),
            field("packet_sequence", UINT64, IbcMsg.WriteAcknowledgement::packetSequence),
            IbcMsg.WriteAcknowledgement::new);
    static final Codec<IbcMsg.CloseChannel> CLOSE_CHANNEL = struct(
            "CloseChannelMsg", field("channel_id", STRING, IbcMsg.CloseChannel::channelId), IbcMsg.CloseChannel::new);
    static final Codec<IbcFee> FEE = struct(
            "IBCFee",
            field("ack_fee", array(COIN), IbcFee::ackFee),
            field("receive_fee", array(COIN), IbcFee::receiveFee),
            field("timeout_fee", array(COIN), IbcFee::timeoutFee),
            IbcFee::new);
    static final Codec<IbcMsg.PayPacketFee> PAY_PACKET_FEE = struct(
            "PayPacketFeeMsg",
            field("channel_id", STRING, IbcMsg.PayPacketFee::channelId),
            field("fee", FEE, IbcMsg.PayPacketFee::fee),
            field("port_id", STRING, IbcMsg.PayPacketFee::portId),
            field("relayers", array(STRING), IbcMsg.PayPacketFee::relayers),
            IbcMsg.PayPacketFee::new);
    static final Codec<IbcMsg.PayPacketFeeAsync> PAY_PACKET_FEE_ASYNC = struct(
            "PayPacketFeeAsyncMsg",
            field("channel_id", STRING, IbcMsg.PayPacketFeeAsync::channelId),
            field("fee", FEE, IbcMsg.PayPacketFeeAsync::fee),
            field("port_id", STRING, IbcMsg.PayPacketFeeAsync::portId),
            field("relayers", array(STRING), IbcMsg.PayPacketFeeAsync::relayers),
            field("sequence", UINT64, IbcMsg.PayPacketFeeAsync::sequence),
            IbcMsg.PayPacketFeeAsync::new);
    static final Codec<IbcMsg> IBC = union(
            "IBCMsg",
            new IbcMsg.Unknown(),
            variant("close_channel", CLOSE_CHANNEL, IbcMsg.CloseChannel.class),
            variant("transfer", TRANSFER, IbcMsg.Transfer.class),
            variant("send_packet", SEND_PACKET, IbcMsg.SendPacket.class),
            variant("write_acknowledgement", WRITE_ACKNOWLEDGEMENT, IbcMsg.WriteAcknowledgement.class),
            variant("pay_packet_fee", PAY_PACKET_FEE, IbcMsg.PayPacketFee.class),
            variant("pay_packet_fee_async", PAY_PACKET_FEE_ASYNC, IbcMsg.PayPacketFeeAsync.class));
    static final Codec<Ibc2Msg.SendPacket> SEND_PACKET2 = struct(
            "IBC2SendPacketMsg",
            field("source_client", STRING, Ibc2Msg.SendPacket::sourceClient),
            field("payloads", list(PAYLOAD), Ibc2Msg.SendPacket::payloads),
            omittable("timeout", QUOTED_UINT64, Ibc2Msg.SendPacket::timeoutNanos),
            Ibc2Msg.SendPacket::new);
    static final Codec<Ibc2Msg.WriteAcknowledgement> WRITE_ACKNOWLEDGEMENT2 = struct(
            "IBC2WriteAcknowledgementMsg",
            field("ack", ACKNOWLEDGEMENT, Ibc2Msg.WriteAcknowledgement::ack),
            field("source_client", STRING, Ibc2Msg.WriteAcknowledgement::sourceClient),
            field("destination_client", STRING, Ibc2Msg.WriteAcknowledgement::destinationClient),
            field("packet_sequence", UINT64, Ibc2Msg.WriteAcknowledgement::packetSequence),
            Ibc2Msg.WriteAcknowledgement::new);
    static final Codec<Ibc2Msg> IBC2 = union(
            "IBC2Msg",
            new Ibc2Msg.Unknown(),
            variant("send_packet", SEND_PACKET2, Ibc2Msg.SendPacket.class),
            variant("write_acknowledgement", WRITE_ACKNOWLEDGEMENT2, Ibc2Msg.WriteAcknowledgement.class));

    private IbcMsgJson() {}
}
