package dev.orrery.ibc.packet;

import dev.orrery.ibc.channel.ChannelError;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.channel.v1.Counterparty;
import dev.orrery.proto.ibc.core.channel.v1.Packet;

/** Refuses packets that name another counterparty than their channel does. */
final class Mismatch {
    private Mismatch() {}

    static void requireSource(Packet packet, Channel channel) {
        Counterparty counterparty = channel.getCounterparty();
        require("source port", "port", packet.getSourcePort(), counterparty.getPortId());
        require("source channel", "channel", packet.getSourceChannel(), counterparty.getChannelId());
    }

    static void requireDestination(Packet packet, Channel channel) {
        Counterparty counterparty = channel.getCounterparty();
        require("destination port", "port", packet.getDestinationPort(), counterparty.getPortId());
        require("destination channel", "channel", packet.getDestinationChannel(), counterparty.getChannelId());
    }

    private static void require(String what, String kind, String got, String expected) {
        if (!got.equals(expected)) {
            throw ChannelError.INVALID_PACKET.failure("packet " + what + " doesn't match the counterparty's " + kind
                    + " (" + got + " ≠ " + expected + ")");
        }
    }
}
