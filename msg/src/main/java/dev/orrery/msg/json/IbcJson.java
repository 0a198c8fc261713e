package dev.orrery.msg.json;

import static dev.orrery.msg.json.CoinJson.COIN;
import static dev.orrery.msg.json.Containers.array;
import static dev.orrery.msg.json.Containers.optional;
import static dev.orrery.msg.json.Member.field;
import static dev.orrery.msg.json.Member.omittable;
import static dev.orrery.msg.json.Member.variant;
import static dev.orrery.msg.json.Scalars.BYTES;
import static dev.orrery.msg.json.Scalars.QUOTED_UINT64;
import static dev.orrery.msg.json.Scalars.STRING;
import static dev.orrery.msg.json.Scalars.UINT64;
import static dev.orrery.msg.json.StructCodec.union;
import static dev.orrery.msg.json.Structs.struct;

import dev.orrery.msg.Bytes;
import dev.orrery.msg.Ibc2PacketMsg;
import dev.orrery.msg.Ibc2Payload;
import dev.orrery.msg.IbcChannel;
import dev.orrery.msg.IbcChannelCloseMsg;
import dev.orrery.msg.IbcChannelConnectMsg;
import dev.orrery.msg.IbcChannelOpenMsg;
import dev.orrery.msg.IbcDestinationCallbackMsg;
import dev.orrery.msg.IbcEndpoint;
import dev.orrery.msg.IbcPacket;
import dev.orrery.msg.IbcPacketMsg;
import dev.orrery.msg.IbcSourceCallbackMsg;
import dev.orrery.msg.IbcTimeout;
import java.util.function.Function;

/** What contracts are told about channels and packets, of IBC v1 and v2. */
public final class IbcJson {
    static final Codec<Bytes> ACKNOWLEDGEMENT =
            struct("IBCAcknowledgement", field("data", BYTES, Function.identity()), Function.identity());
    static final Codec<IbcTimeout.Block> TIMEOUT_BLOCK = struct(
            "IBCTimeoutBlock",
            field("revision", UINT64, IbcTimeout.Block::revision),
            field("height", UINT64, IbcTimeout.Block::height),
            IbcTimeout.Block::new);
    static final Codec<IbcTimeout> TIMEOUT = struct(
            "IBCTimeout",
            field("block", optional(TIMEOUT_BLOCK), IbcTimeout::block),
            omittable("timestamp", QUOTED_UINT64, IbcTimeout::timestampNanos),
            IbcTimeout::new);
    static final Codec<IbcEndpoint> ENDPOINT = struct(
            "IBCEndpoint",
            field("port_id", STRING, IbcEndpoint::portId),
            field("channel_id", STRING, IbcEndpoint::channelId),
            IbcEndpoint::new);
    static final Codec<IbcChannel> CHANNEL = struct(
            "IBCChannel",
            field("endpoint", ENDPOINT, IbcChannel::endpoint),
            field("counterparty_endpoint", ENDPOINT, IbcChannel::counterpartyEndpoint),
            field("order", STRING, IbcChannel::order),
            field("version", STRING, IbcChannel::version),
            field("connection_id", STRING, IbcChannel::connectionId),
            IbcChannel::new);
    static final Codec<IbcPacket> PACKET = struct(
            "IBCPacket",
            field("data", BYTES, IbcPacket::data),
            field("src", ENDPOINT, IbcPacket::src),
            field("dest", ENDPOINT, IbcPacket::dest),
            field("sequence", UINT64, IbcPacket::sequence),
            field("timeout", TIMEOUT, IbcPacket::timeout),
            IbcPacket::new);
    static final Codec<IbcChannelOpenMsg.OpenInit> OPEN_INIT = struct(
            "IBCOpenInit",
            field("channel", CHANNEL, IbcChannelOpenMsg.OpenInit::channel),
            IbcChannelOpenMsg.OpenInit::new);
    static final Codec<IbcChannelOpenMsg.OpenTry> OPEN_TRY = struct(
            "IBCOpenTry",
            field("channel", CHANNEL, IbcChannelOpenMsg.OpenTry::channel),
            field("counterparty_version", STRING, IbcChannelOpenMsg.OpenTry::counterpartyVersion),
            IbcChannelOpenMsg.OpenTry::new);
    public static final Codec<IbcChannelOpenMsg> CHANNEL_OPEN = union(
            "IBCChannelOpenMsg",
            new IbcChannelOpenMsg.Unknown(),
            variant("open_init", OPEN_INIT, IbcChannelOpenMsg.OpenInit.class),
            variant("open_try", OPEN_TRY, IbcChannelOpenMsg.OpenTry.class));
    static final Codec<IbcChannelConnectMsg.OpenAck> OPEN_ACK = struct(
            "IBCOpenAck",
            field("channel", CHANNEL, IbcChannelConnectMsg.OpenAck::channel),
            field("counterparty_version", STRING, IbcChannelConnectMsg.OpenAck::counterpartyVersion),
            IbcChannelConnectMsg.OpenAck::new);
    static final Codec<IbcChannelConnectMsg.OpenConfirm> OPEN_CONFIRM = struct(
            "IBCOpenConfirm",
            field("channel", CHANNEL, IbcChannelConnectMsg.OpenConfirm::channel),
            IbcChannelConnectMsg.OpenConfirm::new);
    public static final Codec<IbcChannelConnectMsg> CHANNEL_CONNECT = union(
            "IBCChannelConnectMsg",
            new IbcChannelConnectMsg.Unknown(),
            variant("open_ack", OPEN_ACK, IbcChannelConnectMsg.OpenAck.class),
            variant("open_confirm", OPEN_CONFIRM, IbcChannelConnectMsg.OpenConfirm.class));
    static final Codec<IbcChannelCloseMsg.CloseInit> CLOSE_INIT = struct(
            "IBCCloseInit",
            field("channel", CHANNEL, IbcChannelCloseMsg.CloseInit::channel),
            IbcChannelCloseMsg.CloseInit::new);
    static final Codec<IbcChannelCloseMsg.CloseConfirm> CLOSE_CONFIRM = struct(
            "IBCCloseConfirm",
            field("channel", CHANNEL, IbcChannelCloseMsg.CloseConfirm::channel),
            IbcChannelCloseMsg.CloseConfirm::new);
    public static final Codec<IbcChannelCloseMsg> CHANNEL_CLOSE = union(
            "IBCChannelCloseMsg",
            new IbcChannelCloseMsg.Unknown(),
            variant("close_init", CLOSE_INIT, IbcChannelCloseMsg.CloseInit.class),
            variant("close_confirm", CLOSE_CONFIRM, IbcChannelCloseMsg.CloseConfirm.class));
    public static final Codec<IbcPacketMsg.Receive> PACKET_RECEIVE = struct(
            "IBCPacketReceiveMsg",
            field("packet", PACKET, IbcPacketMsg.Receive::packet),
            field("relayer", STRING, IbcPacketMsg.Receive::relayer),
            IbcPacketMsg.Receive::new);
    public static final Codec<IbcPacketMsg.Ack> PACKET_ACK = struct(
            "IBCPacketAckMsg",
            field("acknowledgement", ACKNOWLEDGEMENT, IbcPacketMsg.Ack::acknowledgement),
            field("original_packet", PACKET, IbcPacketMsg.Ack::originalPacket),
            field("relayer", STRING, IbcPacketMsg.Ack::relayer),
            IbcPacketMsg.Ack::new);
    public static final Codec<IbcPacketMsg.Timeout> PACKET_TIMEOUT = struct(
            "IBCPacketTimeoutMsg",
            field("packet", PACKET, IbcPacketMsg.Timeout::packet),
            field("relayer", STRING, IbcPacketMsg.Timeout::relayer),
            IbcPacketMsg.Timeout::new);
    static final Codec<IbcSourceCallbackMsg.Acknowledgement> ACK_CALLBACK = struct(
            "IBCAckCallbackMsg",
            field("acknowledgement", ACKNOWLEDGEMENT, IbcSourceCallbackMsg.Acknowledgement::acknowledgement),
            field("original_packet", PACKET, IbcSourceCallbackMsg.Acknowledgement::originalPacket),
            field("relayer", STRING, IbcSourceCallbackMsg.Acknowledgement::relayer),
            IbcSourceCallbackMsg.Acknowledgement::new);
    static final Codec<IbcSourceCallbackMsg.Timeout> TIMEOUT_CALLBACK = struct(
            "IBCTimeoutCallbackMsg",
            field("packet", PACKET, IbcSourceCallbackMsg.Timeout::packet),
            field("relayer", STRING, IbcSourceCallbackMsg.Timeout::relayer),
            IbcSourceCallbackMsg.Timeout::new);
    public static final Codec<IbcSourceCallbackMsg> SOURCE_CALLBACK = union(
            "IBCSourceCallbackMsg",
            new IbcSourceCallbackMsg.Unknown(),
            variant("acknowledgement", ACK_CALLBACK, IbcSourceCallbackMsg.Acknowledgement.class),
            variant("timeout", TIMEOUT_CALLBACK, IbcSourceCallbackMsg.Timeout.class));
    static final Codec<IbcDestinationCallbackMsg.Transfer> TRANSFER_CALLBACK = struct(
            "IBCTransferCallback",
            field("funds", array(COIN), IbcDestinationCallbackMsg.Transfer::funds),
            field("receiver", STRING, IbcDestinationCallbackMsg.Transfer::receiver),
            field("sender", STRING, IbcDestinationCallbackMsg.Transfer::sender),
            IbcDestinationCallbackMsg.Transfer::new);
    public static final Codec<IbcDestinationCallbackMsg> DESTINATION_CALLBACK = struct(
            "IBCDestinationCallbackMsg",
            field("ack", ACKNOWLEDGEMENT, IbcDestinationCallbackMsg::ack),
            field("packet", PACKET, IbcDestinationCallbackMsg::packet),
            omittable("transfer", optional(TRANSFER_CALLBACK), IbcDestinationCallbackMsg::transfer),
            IbcDestinationCallbackMsg::new);
    static final Codec<Ibc2Payload> PAYLOAD = struct(
            "IBC2Payload",
            field("source_port", STRING, Ibc2Payload::sourcePort),
            field("destination_port", STRING, Ibc2Payload::destinationPort),
            field("version", STRING, Ibc2Payload::version),
            field("encoding", STRING, Ibc2Payload::encoding),
            field("value", BYTES, Ibc2Payload::value),
            Ibc2Payload::new);
    public static final Codec<Ibc2PacketMsg.Receive> PACKET2_RECEIVE = struct(
            "IBC2PacketReceiveMsg",
            field("payload", PAYLOAD, Ibc2PacketMsg.Receive::payload),
            field("relayer", STRING, Ibc2PacketMsg.Receive::relayer),
            field("source_client", STRING, Ibc2PacketMsg.Receive::sourceClient),
            field("destination_client", STRING, Ibc2PacketMsg.Receive::destinationClient),
            field("packet_sequence", UINT64, Ibc2PacketMsg.Receive::packetSequence),
            Ibc2PacketMsg.Receive::new);
    public static final Codec<Ibc2PacketMsg.Ack> PACKET2_ACK = struct(
            "IBC2AcknowledgeMsg",
            field("source_client", STRING, Ibc2PacketMsg.Ack::sourceClient),
            field("destination_client", STRING, Ibc2PacketMsg.Ack::destinationClient),
            field("data", PAYLOAD, Ibc2PacketMsg.Ack::data),
            field("acknowledgement", BYTES, Ibc2PacketMsg.Ack::acknowledgement),
            field("relayer", STRING, Ibc2PacketMsg.Ack::relayer),
            Ibc2PacketMsg.Ack::new);
    public static final Codec<Ibc2PacketMsg.Timeout> PACKET2_TIMEOUT = struct(
            "IBC2PacketTimeoutMsg",
            field("payload", PAYLOAD, Ibc2PacketMsg.Timeout::payload),
            field("source_client", STRING, Ibc2PacketMsg.Timeout::sourceClient),
            field("destination_client", STRING, Ibc2PacketMsg.Timeout::destinationClient),
            field("packet_sequence", UINT64, Ibc2PacketMsg.Timeout::packetSequence),
            field("relayer", STRING, Ibc2PacketMsg.Timeout::relayer),
            Ibc2PacketMsg.Timeout::new);
    public static final Codec<Ibc2PacketMsg.Send> PACKET2_SEND = struct(
            "IBC2PacketSendMsg",
            field("payload", PAYLOAD, Ibc2PacketMsg.Send::payload),
            field("source_client", STRING, Ibc2PacketMsg.Send::sourceClient),
            field("destination_client", STRING, Ibc2PacketMsg.Send::destinationClient),
            field("packet_sequence", UINT64, Ibc2PacketMsg.Send::packetSequence),
            field("signer", STRING, Ibc2PacketMsg.Send::signer),
            Ibc2PacketMsg.Send::new);

    private IbcJson() {}
}
