package dev.orrery.ibc.channel;

import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcEvent;
import dev.orrery.proto.ibc.core.channel.v1.Channel;

/** What clients learn of channels. ibc-go 04-channel keeper/events.go. */
public final class ChannelEvents {
    /** Who events of channels and packets are from. */
    public static final String MODULE = "ibc_channel";

    private ChannelEvents() {}

    static void openInit(IbcContext ctx, String port, String id, Channel channel) {
        emit(
                ctx,
                IbcEvent.of(
                        "channel_open_init",
                        "port_id",
                        port,
                        "channel_id",
                        id,
                        "counterparty_port_id",
                        channel.getCounterparty().getPortId(),
                        "connection_id",
                        channel.getConnectionHops(0),
                        "version",
                        channel.getVersion()));
    }

    static void openTry(IbcContext ctx, String port, String id, Channel channel) {
        emit(ctx, of("channel_open_try", port, id, channel).with("version", channel.getVersion()));
    }

    static void openAck(IbcContext ctx, String port, String id, Channel channel) {
        emit(ctx, of("channel_open_ack", port, id, channel));
    }

    static void openConfirm(IbcContext ctx, String port, String id, Channel channel) {
        emit(ctx, of("channel_open_confirm", port, id, channel));
    }

    static void closeInit(IbcContext ctx, String port, String id, Channel channel) {
        emit(ctx, of("channel_close_init", port, id, channel));
    }

    static void closeConfirm(IbcContext ctx, String port, String id, Channel channel) {
        emit(ctx, of("channel_close_confirm", port, id, channel));
    }

    /** A packet of an ordered channel timed out, which closes the channel. */
    public static void closed(IbcContext ctx, String port, String id, Channel channel) {
        emit(
                ctx,
                of("channel_close", port, id, channel)
                        .with("packet_channel_ordering", channel.getOrdering().name()));
    }

    private static IbcEvent of(String type, String port, String id, Channel channel) {
        return IbcEvent.of(
                type,
                "port_id",
                port,
                "channel_id",
                id,
                "counterparty_port_id",
                channel.getCounterparty().getPortId(),
                "counterparty_channel_id",
                channel.getCounterparty().getChannelId(),
                "connection_id",
                channel.getConnectionHops(0));
    }

    private static void emit(IbcContext ctx, IbcEvent event) {
        ctx.events().emit(event, MODULE);
    }
}
