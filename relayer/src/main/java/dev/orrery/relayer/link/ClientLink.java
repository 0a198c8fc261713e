package dev.orrery.relayer.link;

import com.google.protobuf.ByteString;
import dev.orrery.proto.ibc.core.client.v2.CounterpartyInfo;
import dev.orrery.proto.ibc.core.client.v2.MsgRegisterCounterparty;
import dev.orrery.proto.ibc.core.client.v2.QueryCounterpartyInfoRequest;
import dev.orrery.proto.ibc.core.client.v2.QueryCounterpartyInfoResponse;
import dev.orrery.relayer.client.LightClients.Client;
import dev.orrery.relayer.node.NodeException;
import dev.orrery.relayer.work.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two clients that know each other: all that IBC v2 needs. */
public final class ClientLink {
    /** Keys are proved under this store, with nothing between. */
    private static final List<ByteString> PREFIX = List.of(ByteString.copyFromUtf8("ibc"), ByteString.EMPTY);

    private ClientLink() {}

    /** The clients of the two chains that belong together. */
    public record Paired(String clientOfA, String clientOfB) {}

    /** A client, and which one on the other chain it was tied to, if to any. */
    private record Tied(Client client, Optional<String> other) {}

    /** The first pair of sound clients that name each other. */
    public static Optional<Paired> find(Side a, Side b) {
        List<Tied> ofB = tied(b, a);
        for (Tied mine : tied(a, b)) {
            for (Tied theirs : ofB) {
                if (mine.other().filter(theirs.client().id()::equals).isPresent()
                        && theirs.other().filter(mine.client().id()::equals).isPresent()) {
                    return Optional.of(
                            new Paired(mine.client().id(), theirs.client().id()));
                }
            }
        }
        return Optional.empty();
    }

    /** A client of this relayer's on {@code here} that may still be tied to {@code other}. */
    public static Optional<String> free(Side here, Side there) {
        return tied(here, there).stream()
                .filter(each -> each.other().isEmpty())
                .map(Tied::client)
                .filter(client -> here.clients().isOwn(client, here.view()))
                .map(Client::id)
                .findFirst();
    }

    /** The client on {@code here} that was tied to one on {@code there} which is not tied to it yet. */
    public static Optional<Paired> half(Side here, Side there) {
        List<Tied> ofThere = tied(there, here);
        return tied(here, there).stream()
                .filter(mine -> ofThere.stream()
                        .anyMatch(theirs -> theirs.other().isEmpty()
                                && mine.other()
                                        .filter(theirs.client().id()::equals)
                                        .isPresent()
                                && there.clients().isOwn(theirs.client(), there.view())))
                .map(mine -> new Paired(mine.client().id(), mine.other().orElseThrow()))
                .findFirst();
    }

    /** What ties a client on {@code here} to one of the other chain. */
    public static Work tie(Side here, String client, String other) {
        return new Work(
                "tied " + client + " to " + other,
                MsgRegisterCounterparty.newBuilder()
                        .setClientId(client)
                        .addAllCounterpartyMerklePrefix(PREFIX)
                        .setCounterpartyClientId(other)
                        .setSigner(here.signer())
                        .build(),
                Work.NO_CLIENT);
    }

    private static List<Tied> tied(Side here, Side there) {
        List<Tied> found = new ArrayList<>();
        for (Client client : here.clients().named(here.view(), there.chainId())) {
            if (here.clients().isSound(client, here.view(), there.view())) {
                found.add(new Tied(client, counterparty(here, client)));
            }
        }
        return found;
    }

    private static Optional<String> counterparty(Side here, Client client) {
        try {
            CounterpartyInfo info = here.view()
                    .query(
                            "ibc.core.client.v2.Query/CounterpartyInfo",
                            QueryCounterpartyInfoRequest.newBuilder()
                                    .setClientId(client.id())
                                    .build(),
                            QueryCounterpartyInfoResponse.parser())
                    .getCounterpartyInfo();
            return Optional.of(info.getClientId()).filter(id -> !id.isEmpty());
        } catch (NodeException e) {
            if (e.kind() == NodeException.Kind.REFUSED) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
