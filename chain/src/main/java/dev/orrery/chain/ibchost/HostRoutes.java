package dev.orrery.chain.ibchost;

import com.google.protobuf.Message;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.ibc.IbcMessage;
import dev.orrery.ibc.IbcQuery;
import java.util.ArrayList;
import java.util.List;

/** IBC's messages and queries as the chain's. */
final class HostRoutes {
    private HostRoutes() {}

    static List<MessageRoute<?>> messages(List<IbcMessage<?>> messages) {
        List<MessageRoute<?>> routes = new ArrayList<>();
        messages.forEach(message -> routes.add(route(message)));
        return routes;
    }

    private static <M extends Message> MessageRoute<M> route(IbcMessage<M> message) {
        return new MessageRoute<>(
                message.prototype(),
                given -> HostFailures.forChain(() -> {
                    message.check().accept(given);
                    return true;
                }),
                (context, given) ->
                        HostFailures.forChain(() -> message.handler().apply(new HostContext(context), given)));
    }

    static List<QueryRoute<?>> queries(List<IbcQuery<?>> queries) {
        List<QueryRoute<?>> routes = new ArrayList<>();
        queries.forEach(query -> routes.add(route(query)));
        return routes;
    }

    private static <Q extends Message> QueryRoute<Q> route(IbcQuery<Q> query) {
        return new QueryRoute<>(
                query.path(),
                query.prototype(),
                (context, asked) ->
                        HostFailures.forChain(() -> query.handler().apply(new HostContext(context), asked)));
    }
}
