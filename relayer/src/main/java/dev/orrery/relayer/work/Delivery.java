package dev.orrery.relayer.work;

import com.google.protobuf.Message;
import dev.orrery.relayer.Progress;
import dev.orrery.relayer.node.NodeException;
import dev.orrery.relayer.node.View;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Puts messages into transactions of one chain. What the chain refuses is found by halving, so that one bad packet doesn't keep the
 * others waiting. One thread.
 */
public final class Delivery {
    /** How many messages a transaction has at the most, beside those that update clients. */
    private static final int MAX_MESSAGES = 40;

    /** How large they may be together. Bytes. CometBFT's mempool takes transactions of 1 MiB. */
    private static final int MAX_BYTES = 700_000;

    private final End to;
    private final BiFunction<String, View, Optional<? extends Message>> update;
    private final Patience patience;
    private final Progress progress;

    /** @param update what tells a client the header of a view, if it doesn't know */
    public Delivery(
            End to,
            BiFunction<String, View, Optional<? extends Message>> update,
            Patience patience,
            Progress progress) {
        this.to = to;
        this.update = update;
        this.patience = patience;
        this.progress = progress;
    }

    /**
     * Does what may be tried now, in order.
     *
     * @param proved by whose header the messages' proofs are
     * @return how much of it was done
     */
    public int deliver(List<Work> works, View proved) {
        List<Work> due =
                works.stream().filter(work -> patience.allows(key(work))).toList();
        int done = 0;
        for (int from = 0; from < due.size(); ) {
            int end = from + fitting(due.subList(from, due.size()));
            done += send(due.subList(from, end), proved);
            from = end;
        }
        return done;
    }

    private static int fitting(List<Work> works) {
        int bytes = 0;
        int count = 0;
        while (count < works.size() && count < MAX_MESSAGES) {
            bytes += works.get(count).message().getSerializedSize();
            if (count > 0 && bytes > MAX_BYTES) {
                break;
            }
            count++;
        }
        return count;
    }

    private int send(List<Work> works, View proved) {
        try {
            sendAtOnce(works, proved);
        } catch (NodeException e) {
            if (e.kind() == NodeException.Kind.REDUNDANT) {
                return 0;
            }
            if (e.kind() != NodeException.Kind.REFUSED) {
                throw e;
            }
            if (works.size() > 1) {
                int half = works.size() / 2;
                return send(works.subList(0, half), proved) + send(works.subList(half, works.size()), proved);
            }
            if (patience.failed(key(works.getFirst()))) {
                progress.failed(to.chainId(), works.getFirst().what(), e.getMessage());
            }
            return 0;
        }
        works.forEach(work -> {
            patience.succeeded(key(work));
            progress.done(to.chainId(), work.what());
        });
        return works.size();
    }

    /**
     * Does one thing.
     *
     * @throws NodeException if the chain refuses it
     */
    public void deliverOrFail(Work work, View proved) {
        sendAtOnce(List.of(work), proved);
        progress.done(to.chainId(), work.what());
    }

    /** One transaction with all of it, after what its proofs need. */
    private void sendAtOnce(List<Work> works, View proved) {
        Set<String> clients = new LinkedHashSet<>();
        works.forEach(work -> clients.add(work.client()));
        clients.remove(Work.NO_CLIENT);
        List<Message> messages = new ArrayList<>();
        clients.forEach(client -> update.apply(client, proved).ifPresent(messages::add));
        works.forEach(work -> messages.add(work.message()));
        to.send(messages);
    }

    private String key(Work work) {
        return to.chainId() + " " + work.what();
    }
}
