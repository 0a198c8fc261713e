package dev.orrery.ibc.core;

import static dev.orrery.ibc.Circumstances.within;

import com.google.protobuf.Message;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcMessage;
import dev.orrery.ibc.MessageChecks;
import dev.orrery.ibc.channel.ChannelError;
import dev.orrery.ibc.channel.ChannelHandshake;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.ibc.port.IbcModule;
import dev.orrery.ibc.port.PortRouter;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelCloseConfirm;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelCloseConfirmResponse;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelCloseInit;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelCloseInitResponse;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenAck;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenAckResponse;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenConfirm;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenConfirmResponse;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenInit;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenInitResponse;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenTry;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenTryResponse;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.State;
import java.util.List;

/**
 * The messages of {@code ibc.core.channel.v1} that open and close channels. An application is asked before its channel is proposed,
 * agreed to or closed, and told after it is open. ibc-go 04-channel types/msgs.go, core/keeper/msg_server.go.
 */
record ChannelMessages(ChannelHandshake handshake, PortRouter ports, MessageChecks checks) {
    List<IbcMessage<?>> all() {
        return List.of(
                new IbcMessage<>(MsgChannelOpenInit.getDefaultInstance(), this::check, this::openInit),
                new IbcMessage<>(MsgChannelOpenTry.getDefaultInstance(), this::check, this::openTry),
                new IbcMessage<>(MsgChannelOpenAck.getDefaultInstance(), this::check, this::openAck),
                new IbcMessage<>(MsgChannelOpenConfirm.getDefaultInstance(), this::check, this::openConfirm),
                new IbcMessage<>(MsgChannelCloseInit.getDefaultInstance(), this::check, this::closeInit),
                new IbcMessage<>(MsgChannelCloseConfirm.getDefaultInstance(), this::check, this::closeConfirm));
    }

    private void check(MsgChannelOpenInit msg) {
        port(msg.getPortId());
        state(msg.getChannel(), State.STATE_INIT, "INIT", "MsgChannelOpenInit");
        if (!msg.getChannel().getCounterparty().getChannelId().isEmpty()) {
            throw ChannelError.INVALID_COUNTERPARTY.failure("counterparty channel identifier must be empty");
        }
        checks.signer(msg.getSigner());
        channel(msg.getChannel());
    }

    private Message openInit(IbcContext ctx, MsgChannelOpenInit msg) {
        IbcModule application = ports.route(msg.getPortId());
        ChannelHandshake.Opening opening = opening(msg.getPortId(), msg.getChannel());
        String id = within("channel handshake open init failed", () -> handshake.openInit(ctx, opening));
        String version = within(
                failed("open init", msg.getPortId(), id),
                () -> application.onOpenInit(
                        ctx, asked(opening, id, msg.getChannel().getVersion())));
        handshake.writeInit(ctx, opening, id, version);
        return MsgChannelOpenInitResponse.newBuilder()
                .setChannelId(id)
                .setVersion(version)
                .build();
    }

    private void check(MsgChannelOpenTry msg) {
        port(msg.getPortId());
        if (!msg.getPreviousChannelId().isEmpty()) {
            throw ChannelError.INVALID_CHANNEL_IDENTIFIER.failure(
                    "previous channel identifier must be empty, this field has been deprecated as crossing hellos"
                            + " are no longer supported");
        }
        MessageChecks.proof(msg.getProofInit(), "cannot submit an empty init proof");
        state(msg.getChannel(), State.STATE_TRYOPEN, "TRYOPEN", "MsgChannelOpenTry");
        within(
                "invalid counterparty channel ID",
                () -> Identifiers.checkChannel(
                        msg.getChannel().getCounterparty().getChannelId()));
        checks.signer(msg.getSigner());
        channel(msg.getChannel());
    }

    private Message openTry(IbcContext ctx, MsgChannelOpenTry msg) {
        IbcModule application = ports.route(msg.getPortId());
        ChannelHandshake.Opening opening = opening(msg.getPortId(), msg.getChannel());
        String id = within(
                "channel handshake open try failed",
                () -> handshake.openTry(
                        ctx,
                        opening,
                        msg.getCounterpartyVersion(),
                        MessageChecks.proof(msg.getProofInit(), msg.getProofHeight())));
        String version = within(
                failed("open try", msg.getPortId(), id),
                () -> application.onOpenTry(ctx, asked(opening, id, msg.getCounterpartyVersion())));
        handshake.writeTry(ctx, opening, id, version);
        return MsgChannelOpenTryResponse.newBuilder()
                .setChannelId(id)
                .setVersion(version)
                .build();
    }

    private void check(MsgChannelOpenAck msg) {
        port(msg.getPortId());
        ours(msg.getChannelId());
        within("invalid counterparty channel ID", () -> Identifiers.checkChannel(msg.getCounterpartyChannelId()));
        MessageChecks.proof(msg.getProofTry(), "cannot submit an empty try proof");
        checks.signer(msg.getSigner());
    }

    private Message openAck(IbcContext ctx, MsgChannelOpenAck msg) {
        IbcModule application = ports.route(msg.getPortId());
        within(
                "channel handshake open ack failed",
                () -> handshake.openAck(
                        ctx,
                        msg.getPortId(),
                        msg.getChannelId(),
                        msg.getCounterpartyVersion(),
                        msg.getCounterpartyChannelId(),
                        MessageChecks.proof(msg.getProofTry(), msg.getProofHeight())));
        within(
                failed("open ack", msg.getPortId(), msg.getChannelId()),
                () -> application.onOpenAck(
                        ctx,
                        msg.getPortId(),
                        msg.getChannelId(),
                        msg.getCounterpartyChannelId(),
                        msg.getCounterpartyVersion()));
        return MsgChannelOpenAckResponse.getDefaultInstance();
    }

    private void check(MsgChannelOpenConfirm msg) {
        port(msg.getPortId());
        ours(msg.getChannelId());
        MessageChecks.proof(msg.getProofAck(), "cannot submit an empty acknowledgement proof");
        checks.signer(msg.getSigner());
    }

    private Message openConfirm(IbcContext ctx, MsgChannelOpenConfirm msg) {
        IbcModule application = ports.route(msg.getPortId());
        within(
                "channel handshake open confirm failed",
                () -> handshake.openConfirm(
                        ctx,
                        msg.getPortId(),
                        msg.getChannelId(),
                        MessageChecks.proof(msg.getProofAck(), msg.getProofHeight())));
        within(
                failed("open confirm", msg.getPortId(), msg.getChannelId()),
                () -> application.onOpenConfirm(ctx, msg.getPortId(), msg.getChannelId()));
        return MsgChannelOpenConfirmResponse.getDefaultInstance();
    }

    private void check(MsgChannelCloseInit msg) {
        port(msg.getPortId());
        ours(msg.getChannelId());
        checks.signer(msg.getSigner());
    }

    private Message closeInit(IbcContext ctx, MsgChannelCloseInit msg) {
        IbcModule application = ports.route(msg.getPortId());
        within(
                failed("close init", msg.getPortId(), msg.getChannelId()),
                () -> application.onCloseInit(ctx, msg.getPortId(), msg.getChannelId()));
        within(
                "channel handshake close init failed",
                () -> handshake.closeInit(ctx, msg.getPortId(), msg.getChannelId()));
        return MsgChannelCloseInitResponse.getDefaultInstance();
    }

    private void check(MsgChannelCloseConfirm msg) {
        port(msg.getPortId());
        ours(msg.getChannelId());
        MessageChecks.proof(msg.getProofInit(), "cannot submit an empty init proof");
        checks.signer(msg.getSigner());
    }

    private Message closeConfirm(IbcContext ctx, MsgChannelCloseConfirm msg) {
        IbcModule application = ports.route(msg.getPortId());
        within(
                failed("close confirm", msg.getPortId(), msg.getChannelId()),
                () -> application.onCloseConfirm(ctx, msg.getPortId(), msg.getChannelId()));
        within(
                "channel handshake close confirm failed",
                () -> handshake.closeConfirm(
                        ctx,
                        msg.getPortId(),
                        msg.getChannelId(),
                        MessageChecks.proof(msg.getProofInit(), msg.getProofHeight())));
        return MsgChannelCloseConfirmResponse.getDefaultInstance();
    }

    private static String failed(String step, String port, String channel) {
        return "channel " + step + " callback failed for port ID: " + port + ", channel ID: " + channel;
    }

    private static ChannelHandshake.Opening opening(String port, Channel channel) {
        return new ChannelHandshake.Opening(
                channel.getOrdering(), channel.getConnectionHopsList(), port, channel.getCounterparty());
    }

    private static IbcModule.Opening asked(ChannelHandshake.Opening opening, String id, String version) {
        return new IbcModule.Opening(
                opening.order(), opening.hops(), opening.port(), id, opening.counterparty(), version);
    }

    private static void port(String port) {
        within("invalid port ID", () -> Identifiers.checkPort(port));
    }

    private static void ours(String channel) {
        if (!Identifiers.isChannel(channel)) {
            throw ChannelError.INVALID_CHANNEL_IDENTIFIER.failure();
        }
    }

    private static void state(Channel channel, State state, String word, String message) {
        if (channel.getState() != state) {
            throw ChannelError.INVALID_CHANNEL_STATE.failure("channel state must be " + word + " in " + message
                    + ". expected: " + state + ", got: " + channel.getState());
        }
    }

    private static void channel(Channel channel) {
        if (channel.getOrdering() != Order.ORDER_ORDERED && channel.getOrdering() != Order.ORDER_UNORDERED) {
            throw ChannelError.INVALID_CHANNEL_ORDERING.failure(
                    channel.getOrdering().toString());
        }
        if (channel.getConnectionHopsCount() != 1) {
            throw ChannelError.TOO_MANY_CONNECTION_HOPS.failure("current IBC version only supports one connection hop");
        }
        within("invalid connection hop ID", () -> Identifiers.checkConnection(channel.getConnectionHops(0)));
        within(
                "invalid counterparty port ID",
                () -> Identifiers.checkPort(channel.getCounterparty().getPortId()));
        String counterparty = channel.getCounterparty().getChannelId();
        if (!counterparty.isEmpty()) {
            within("invalid counterparty channel ID", () -> Identifiers.checkChannel(counterparty));
        }
    }
}
