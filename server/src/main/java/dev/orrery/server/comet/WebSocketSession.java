package dev.orrery.server.comet;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.orrery.chain.solo.ChainEvent;
import dev.orrery.chain.solo.EventBus;
import dev.orrery.chain.solo.index.EventQuery;
import dev.orrery.chain.solo.index.QueryException;
import dev.orrery.server.http.Caller;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * One web socket: calls in, answers and events out. Calls run on the thread that read them; a virtual thread of the session's own
 * writes, and pings. A client that doesn't read is dropped: nothing waits for it.
 */
public final class WebSocketSession implements Session.Listener.AutoDemanding {
    /** Methods that only a web socket has. */
    static final Set<String> METHODS = Set.of("subscribe", "unsubscribe", "unsubscribe_all");

    private static final System.Logger LOG = System.getLogger(WebSocketSession.class.getName());
    private static final List<Parameter> QUERY = List.of(new Parameter("query", Parameter.Kind.TEXT));

    /** Subscriptions of one client. cometbft config/config.go: MaxSubscriptionsPerClient. */
    private static final int MAX_SUBSCRIPTIONS = 5;

    /** Frames waiting to be read by the client. cometbft config/config.go: SubscriptionBufferSize. */
    private static final int MAX_FRAMES = 200;

    /** How long one frame may take to write. cometbft rpc/jsonrpc/server/ws_handler.go: defaultWSWriteWait. */
    private static final Duration WRITE_PATIENCE = Duration.ofSeconds(10);

    /** How long it is quiet before the client is asked to show itself. ws_handler.go: defaultWSPingPeriod. */
    private static final Duration PING_EVERY = Duration.ofSeconds(27);

    /** How long a client may say nothing at all, not even answer a ping. */
    private static final Duration SILENCE_PATIENCE = Duration.ofSeconds(60);

    private final MethodTable methods;
    private final Caller caller;
    private final EventBus bus;
    private final Subscribers subscribers;
    private final BlockingQueue<Supplier<String>> frames = new ArrayBlockingQueue<>(MAX_FRAMES);

    /** By the text of the query; guarded by itself, which also puts the answer to a subscription before its first event. */
    private final Map<String, EventBus.Subscription> subscriptions = new HashMap<>();

    private volatile long lastHeardNanos = System.nanoTime();
    private volatile Optional<Thread> writer = Optional.empty();

    /** @param caller who opened it */
    WebSocketSession(MethodTable methods, Caller caller, EventBus bus, Subscribers subscribers) {
        this.methods = methods;
        this.caller = caller;
        this.bus = bus;
        this.subscribers = subscribers;
    }

    @Override
    public void onWebSocketOpen(Session session) {
        writer = Optional.of(Thread.ofVirtual().name("websocket").start(() -> writeAll(session)));
    }

    @Override
    public void onWebSocketText(String text) {
        lastHeardNanos = System.nanoTime();
        RpcRequest request;
        try {
            request = RpcRequest.single(text);
        } catch (RpcException e) {
            enqueue(() -> CometJson.text(MethodTable.error(Optional.empty(), e)));
            return;
        }
        if (request.id().isEmpty()) {
            return;
        }
        if (METHODS.contains(request.method())) {
            subscriptionCall(request);
            return;
        }
        JsonObject answer = methods.answer(request, caller);
        enqueue(() -> CometJson.text(answer));
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        lastHeardNanos = System.nanoTime();
    }

    @Override
    public void onWebSocketClose(int status, String reason, Callback callback) {
        writer.ifPresent(Thread::interrupt);
        synchronized (subscriptions) {
            endSubscriptions();
        }
        callback.succeed();
    }

    /** Clients go as they please. */
    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.log(Level.DEBUG, "a connection broke", cause);
    }

    private void subscriptionCall(RpcRequest request) {
        synchronized (subscriptions) {
            JsonObject answer = MethodTable.answer(request.id(), () -> {
                String query = request.method().equals("unsubscribe_all")
                        ? ""
                        : Arguments.fromJson(QUERY, request.params()).text("query");
                return switch (request.method()) {
                    case "subscribe" -> subscribe(request.id().orElseThrow(), query);
                    case "unsubscribe" -> unsubscribe(query);
                    default -> unsubscribeAll();
                };
            });
            enqueue(() -> CometJson.text(answer));
        }
    }

    private JsonElement subscribe(JsonPrimitive id, String text) {
        if (subscriptions.size() >= MAX_SUBSCRIPTIONS) {
            throw RpcException.refused("max_subscriptions_per_client " + MAX_SUBSCRIPTIONS + " reached");
        }
        if (text.length() > EventQuery.MAX_LENGTH) {
            throw RpcException.refused("maximum query length exceeded");
        }
        if (subscriptions.containsKey(text)) {
            throw RpcException.refused("already subscribed");
        }
        EventQuery query = query(text);
        if (subscriptions.isEmpty() && !subscribers.enter()) {
            throw RpcException.refused("max_subscription_clients " + Subscribers.MAX + " reached");
        }
        subscriptions.put(text, bus.subscribe(query, (event, values) -> tell(id, text, event, values)));
        return new JsonObject();
    }

    private JsonElement unsubscribe(String text) {
        query(text);
        EventBus.Subscription subscription = subscriptions.remove(text);
        if (subscription == null) {
            throw RpcException.refused("subscription not found");
        }
        subscription.close();
        if (subscriptions.isEmpty()) {
            subscribers.leave();
        }
        return new JsonObject();
    }

    private JsonElement unsubscribeAll() {
        if (subscriptions.isEmpty()) {
            throw RpcException.refused("subscription not found");
        }
        endSubscriptions();
        return new JsonObject();
    }

    private void endSubscriptions() {
        if (!subscriptions.isEmpty()) {
            subscriptions.values().forEach(EventBus.Subscription::close);
            subscriptions.clear();
            subscribers.leave();
        }
    }

    /** On the thread that makes blocks. */
    private void tell(JsonPrimitive id, String query, ChainEvent event, SortedMap<String, List<String>> values) {
        synchronized (subscriptions) {
            enqueue(() ->
                    CometJson.text(MethodTable.answer(Optional.of(id), () -> EventJson.result(query, event, values))));
        }
    }

    /** A client that leaves its frames unread is not worth the memory. */
    private void enqueue(Supplier<String> frame) {
        if (!frames.offer(frame)) {
            writer.ifPresent(Thread::interrupt);
        }
    }

    private void writeAll(Session session) {
        try {
            while (session.isOpen()) {
                Supplier<String> frame = frames.poll(PING_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                Callback.Completable written = new Callback.Completable();
                if (frame != null) {
                    session.sendText(frame.get(), written);
                } else if (System.nanoTime() - lastHeardNanos > SILENCE_PATIENCE.toNanos()) {
                    break;
                } else {
                    session.sendPing(ByteBuffer.allocate(0), written);
                }
                written.get(WRITE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException | TimeoutException | ExecutionException e) {
            LOG.log(Level.DEBUG, "a client was closed or too slow", e);
        } finally {
            session.disconnect();
        }
    }

    private static EventQuery query(String text) {
        try {
            return EventQuery.parse(text);
        } catch (QueryException e) {
            throw RpcException.refused("failed to parse query: " + e.getMessage());
        }
    }

    /** Counts clients with subscriptions. */
    static final class Subscribers {
        /** cometbft config/config.go: MaxSubscriptionClients. */
        static final int MAX = 100;

        private final Semaphore places = new Semaphore(MAX);

        boolean enter() {
            return places.tryAcquire();
        }

        void leave() {
            places.release();
        }
    }
}
