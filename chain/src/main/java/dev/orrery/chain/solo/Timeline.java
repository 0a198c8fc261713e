package dev.orrery.chain.solo;

import com.google.protobuf.ByteString;
import dev.orrery.chain.abci.Rewindable;
import dev.orrery.chain.solo.block.BlockStore;
import dev.orrery.chain.solo.block.Times;
import dev.orrery.chain.solo.index.EventIndex;
import dev.orrery.chain.state.db.Batch;
import dev.orrery.proto.tendermint.abci.TxResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The time of a chain: its clock can be put forward, and the chain back to an earlier block. Any thread. */
public final class Timeline {
    private final BlockPace pace;
    private final BlockClock clock;
    private final BlockStore store;
    private final EventIndex index;
    private final Mempool mempool;
    private final BlockProducer producer;

    Timeline(
            BlockPace pace,
            BlockClock clock,
            BlockStore store,
            EventIndex index,
            Mempool mempool,
            BlockProducer producer) {
        this.pace = pace;
        this.clock = clock;
        this.store = store;
        this.index = index;
        this.mempool = mempool;
        this.producer = producer;
    }

    /** A place to go back to: the newest block, and how far the clock was put forward. */
    public record Snapshot(long height, Duration ahead) {}

    public Snapshot snapshot() {
        return pace.inTurn(() -> new Snapshot(store.height(), clock.ahead()));
    }

    /**
     * Goes back: blocks, index, state and clock become what they were, nothing waits any more.
     *
     * @param state the application's
     * @throws IllegalArgumentException if the snapshot isn't of this chain as it is now
     */
    public void rewind(Snapshot snapshot, Rewindable state) {
        pace.inTurn(() -> {
            long newest = store.height();
            if (snapshot.height() > newest) {
                throw new IllegalArgumentException("the chain has no block " + snapshot.height());
            }
            if (snapshot.height() < newest) {
                mempool.clear(() -> state.rewind(snapshot.height(), forgetAfter(snapshot.height())));
                producer.forgetTip();
            }
            clock.runAhead(snapshot.ahead());
            pace.startOver();
            return newest;
        });
    }

    private Batch forgetAfter(long height) {
        Batch batch = new Batch();
        for (long later = height + 1; later <= store.height(); later++) {
            List<ByteString> transactions =
                    store.transactions(later).stream().map(TxResult::getTx).toList();
            index.forget(later, transactions, store.results(later).orElseThrow(), batch);
        }
        store.rewind(height, batch);
        return batch;
    }

    /**
     * Lets the next block have this time, and the clock run on from there.
     *
     * @throws IllegalArgumentException if it isn't later than the newest block
     */
    public void setNextTime(Instant time) {
        pace.inTurn(() -> {
            Instant newest = newestTime();
            if (!time.isAfter(newest)) {
                throw new IllegalArgumentException("the newest block is of " + newest + ", the next one must be later");
            }
            clock.stopAt(time);
            return time;
        });
    }

    /**
     * Puts the clock forward.
     *
     * @return what it shows then
     */
    public Instant increaseTime(Duration by) {
        return pace.inTurn(() -> clock.advance(by));
    }

    /** Lets the clock of a new process run on from the newest block, which an earlier process had put forward. */
    void catchUp() {
        if (store.height() > 0 && newestTime().isAfter(clock.instant())) {
            clock.runFrom(newestTime());
        }
    }

    /** The time of the newest block. */
    public Instant newestTime() {
        return Times.instant(
                store.meta(store.height()).orElseThrow().getHeader().getTime());
    }
}
