package dev.orrery.chain;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.orrery.chain.error.QueryStatus;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes queries to their modules, by the path of their gRPC method. Immutable; any thread. */
public final class QueryRouter {
    private final Map<String, QueryRoute<?>> routes;

    public QueryRouter(Collection<QueryRoute<?>> routes) {
        this.routes = routes.stream().collect(Collectors.toUnmodifiableMap(QueryRoute::path, route -> route));
    }

    /** These routes and one more. */
    QueryRouter with(QueryRoute<?> route) {
        return new QueryRouter(
                Stream.concat(routes.values().stream(), Stream.of(route)).toList());
    }

    public boolean knows(String path) {
        return routes.containsKey(path);
    }

    /** All paths, sorted. */
    public List<String> paths() {
        return routes.keySet().stream().sorted().toList();
    }

    /** An empty request of a method. */
    public Optional<Message> request(String path) {
        return Optional.ofNullable(routes.get(path)).map(QueryRoute::prototype);
    }

    /**
     * Answers a query; whatever its handler writes stays in the context's state, so hand in a branch.
     *
     * @throws RuntimeException of the kinds in {@link dev.orrery.chain.error}, if the query is refused
     */
    public Message ask(Context context, String path, Message request) {
        QueryRoute<?> route = routes.get(path);
        if (route == null) {
            throw QueryStatus.UNIMPLEMENTED.failure("unknown method " + path);
        }
        return route.answer(context, request);
    }

    /** The same with the request in bytes, which may hold unknown fields. */
    public Message ask(Context context, String path, ByteString request) {
        QueryRoute<?> route = routes.get(path);
        if (route == null) {
            throw QueryStatus.UNIMPLEMENTED.failure("unknown method " + path);
        }
        try {
            return route.answer(context, route.prototype().getParserForType().parseFrom(request));
        } catch (InvalidProtocolBufferException e) {
            throw QueryStatus.INTERNAL.failure("grpc: error unmarshalling request: unexpected EOF");
        }
    }
}
