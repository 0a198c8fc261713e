package dev.orrery.server.cli.remote;

import com.google.protobuf.Message;
import dev.orrery.proto.cosmos.base.v1beta1.Coin;
import dev.orrery.proto.ibc.applications.transfer.v1.MsgTransfer;
import dev.orrery.proto.ibc.core.channel.v1.IdentifiedChannel;
import dev.orrery.proto.ibc.core.channel.v1.QueryChannelsRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryChannelsResponse;
import dev.orrery.proto.ibc.core.channel.v1.State;
import dev.orrery.proto.ibc.core.client.v1.IdentifiedClientState;
import dev.orrery.proto.ibc.core.client.v1.QueryClientStatesRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryClientStatesResponse;
import dev.orrery.proto.ibc.core.client.v2.QueryCounterpartyInfoRequest;
import dev.orrery.proto.ibc.core.client.v2.QueryCounterpartyInfoResponse;
import dev.orrery.relayer.node.Node;
import dev.orrery.relayer.node.NodeException;
import dev.orrery.server.cli.CommandFailure;
import java.time.Instant;
import java.util.Optional;

/** By what tokens leave a chain. */
sealed interface Way {
    String PORT = "transfer";

    /** What sends tokens this way. */
    Message message(Coin coin, String sender, String receiver, Instant timeout);

    /** A channel of ICS-20. */
    record Channel(String channel) implements Way {
        @Override
        public Message message(Coin coin, String sender, String receiver, Instant timeout) {
            return transfer(channel, coin, sender, receiver)
                    .setTimeoutTimestamp(timeout.getEpochSecond() * 1_000_000_000L)
                    .build();
        }

        @Override
        public String toString() {
            return channel;
        }
    }

    /** A client, as IBC v2 has it: named where a channel would be, with a timeout in seconds. ibc-go 10 apps/transfer msg_server.go. */
    record Client(String client) implements Way {
        @Override
        public Message message(Coin coin, String sender, String receiver, Instant timeout) {
            return transfer(client, coin, sender, receiver)
                    .setTimeoutTimestamp(timeout.getEpochSecond())
                    .build();
        }

        @Override
        public String toString() {
            return client;
        }
    }

    private static MsgTransfer.Builder transfer(String by, Coin coin, String sender, String receiver) {
        return MsgTransfer.newBuilder()
                .setSourcePort(PORT)
                .setSourceChannel(by)
                .setToken(coin)
                .setSender(sender)
                .setReceiver(receiver);
    }

    /** The first channel for tokens that is open. */
    static Way firstChannel(Node node) {
        return node
                .query(
                        "ibc.core.channel.v1.Query/Channels",
                        QueryChannelsRequest.getDefaultInstance(),
                        QueryChannelsResponse.parser(),
                        Node.NEWEST)
                .getChannelsList()
                .stream()
                .filter(each -> each.getPortId().equals(PORT) && each.getState() == State.STATE_OPEN)
                .map(IdentifiedChannel::getChannelId)
                .findFirst()
                .map(Channel::new)
                .orElseThrow(() -> new CommandFailure("no channel for tokens is open; does a relayer run?"));
    }

    /** The first client that is tied to one on the other chain. */
    static Way firstClient(Node node) {
        return node
                .query(
                        "ibc.core.client.v1.Query/ClientStates",
                        QueryClientStatesRequest.getDefaultInstance(),
                        QueryClientStatesResponse.parser(),
                        Node.NEWEST)
                .getClientStatesList()
                .stream()
                .map(IdentifiedClientState::getClientId)
                .filter(client -> counterpart(node, client).isPresent())
                .findFirst()
                .map(Client::new)
                .orElseThrow(() -> new CommandFailure("no client is tied to another; does 'orrery relay --v2' run?"));
    }

    private static Optional<String> counterpart(Node node, String client) {
        try {
            return Optional.of(node.query(
                                    "ibc.core.client.v2.Query/CounterpartyInfo",
                                    QueryCounterpartyInfoRequest.newBuilder()
                                            .setClientId(client)
                                            .build(),
                                    QueryCounterpartyInfoResponse.parser(),
                                    Node.NEWEST)
                            .getCounterpartyInfo()
                            .getClientId())
                    .filter(id -> !id.isEmpty());
        } catch (NodeException e) {
            if (e.kind() == NodeException.Kind.REFUSED) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
