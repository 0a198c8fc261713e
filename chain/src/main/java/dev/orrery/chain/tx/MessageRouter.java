package dev.orrery.chain.tx;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.EventLog;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.trace.Tracer;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.msg.Event;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes messages to their modules: those of transactions, and those that contracts, grants and proposals send. */
public final class MessageRouter {
    private final Map<String, MessageRoute<?>> routes;
    private final MessageGuard guard;

    public MessageRouter(Collection<MessageRoute<?>> routes, MessageGuard guard) {
        this.routes = routes.stream()
                .collect(Collectors.toUnmodifiableMap(route -> KnownTypes.urlOf(route.prototype()), route -> route));
        this.guard = guard;
    }

    /** What a message answered and what happened meanwhile. */
    public record Result(Message response, List<Event> events) {
        public Result {
            events = List.copyOf(events);
        }
    }

    public boolean knows(Message message) {
        return routes.containsKey(KnownTypes.urlOf(message));
    }

    public boolean knows(String typeUrl) {
        return routes.containsKey(typeUrl);
    }

    /**
     * The message inside an {@code Any}. The reference unpacks it with the transaction, and fails in the same way.
     *
     * @throws ChainException if there is none that anybody could send
     */
    public Message unpack(Any any) {
        MessageRoute<?> route = routes.get(any.getTypeUrl());
        if (route == null) {
            throw SdkError.TX_DECODE.failure(
                    "no concrete type registered for type URL " + any.getTypeUrl() + " against interface *types.Msg");
        }
        try {
            return route.prototype().getParserForType().parseFrom(any.getValue());
        } catch (InvalidProtocolBufferException e) {
            throw SdkError.TX_DECODE.failure("unexpected EOF");
        }
    }

    /** The messages that can be sent, by type URL. */
    public Collection<String> typeUrls() {
        return routes.keySet();
    }

    /**
     * Checks a message by itself. Unknown ones pass.
     *
     * @throws ChainException if it can't be meant
     */
    public void check(Message message) {
        route(message).ifPresent(route -> route.check(message));
    }

    /**
     * Runs a message. Its events go to a log of their own; what it wrote stays written if it fails, so run it over a branch.
     *
     * @throws ChainException if it fails
     */
    public Result run(Context context, Message message) {
        return context.carried(Tracer.KEY)
                .map(tracer -> tracer.message(context, message, () -> handle(context, message)))
                .orElseGet(() -> handle(context, message));
    }

    private Result handle(Context context, Message message) {
        MessageRoute<?> route = route(message)
                .orElseThrow(() -> new IllegalArgumentException("no route for " + KnownTypes.urlOf(message)));
        route.check(message);
        String typeUrl = KnownTypes.urlOf(message);
        if (!guard.isAllowed(context, typeUrl)) {
            throw ChainException.plain("circuit breaker disables execution of this message: " + typeUrl);
        }
        EventLog events = new EventLog();
        Message response = route.handle(context.withEvents(events), message);
        return new Result(response, events.events());
    }

    private Optional<MessageRoute<?>> route(Message message) {
        return Optional.ofNullable(routes.get(KnownTypes.urlOf(message)));
    }
}
