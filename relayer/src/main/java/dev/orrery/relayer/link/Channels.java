package dev.orrery.relayer.link;

import dev.orrery.proto.ibc.core.channel.v1.IdentifiedChannel;
import dev.orrery.proto.ibc.core.channel.v1.QueryConnectionChannelsRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryConnectionChannelsResponse;
import dev.orrery.proto.ibc.core.channel.v1.State;
import dev.orrery.relayer.node.Pages;
import java.util.List;
import java.util.Optional;

/** The channels over one connection, as one chain has them. */
public record Channels(Side side, String connection, String client, List<IdentifiedChannel> ends) {
    public Channels {
        ends = List.copyOf(ends);
    }

    public static Channels of(Side side, String connection, String client) {
        return new Channels(
                side,
                connection,
                client,
                new Pages<>(
                                "ibc.core.channel.v1.Query/ConnectionChannels",
                                page -> QueryConnectionChannelsRequest.newBuilder()
                                        .setConnection(connection)
                                        .setPagination(page)
                                        .build(),
                                QueryConnectionChannelsResponse.parser(),
                                QueryConnectionChannelsResponse::getChannelsList,
                                QueryConnectionChannelsResponse::getPagination)
                        .all(side.view()));
    }

    /** The end that belongs to one of the other chain's: it is named there, or names that one. */
    public Optional<IdentifiedChannel> counterpartOf(IdentifiedChannel other) {
        return ends.stream()
                .filter(each -> each.getPortId().equals(other.getCounterparty().getPortId())
                        && other.getPortId().equals(each.getCounterparty().getPortId())
                        && belong(each, other))
                .findFirst();
    }

    private static boolean belong(IdentifiedChannel one, IdentifiedChannel other) {
        return (names(one, other) || names(other, one))
                && (names(one, other) || one.getState() == State.STATE_INIT)
                && (names(other, one) || other.getState() == State.STATE_INIT);
    }

    private static boolean names(IdentifiedChannel one, IdentifiedChannel other) {
        return one.getCounterparty().getChannelId().equals(other.getChannelId());
    }

    /** For people: port and channel. */
    public static String name(IdentifiedChannel channel) {
        return channel.getPortId() + "/" + channel.getChannelId();
    }
}
