package dev.orrery.chain.solo;

import dev.orrery.chain.solo.index.EventQuery;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells subscribers what happens. Any thread subscribes; events come from the thread that makes blocks, in their order. */
public final class EventBus {
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /** Told of each event that matches; returns at once, since the next block waits for it. */
    public interface Subscriber {
        void on(ChainEvent event, SortedMap<String, List<String>> values);
    }

    /** Ends when closed. */
    public final class Subscription implements AutoCloseable {
        private final EventQuery query;
        private final Subscriber subscriber;

        private Subscription(EventQuery query, Subscriber subscriber) {
            this.query = query;
            this.subscriber = subscriber;
        }

        @Override
        public void close() {
            subscriptions.remove(this);
        }
    }

    public Subscription subscribe(EventQuery query, Subscriber subscriber) {
        Subscription subscription = new Subscription(query, subscriber);
        subscriptions.add(subscription);
        return subscription;
    }

    void publish(ChainEvent event) {
        if (subscriptions.isEmpty()) {
            return;
        }
        SortedMap<String, List<String>> values = event.values();
        for (Subscription subscription : subscriptions) {
            if (subscription.query.matches(values)) {
                subscription.subscriber.on(event, values);
            }
        }
    }
}
