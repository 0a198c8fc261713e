package dev.orrery.chain.solo;

import com.google.protobuf.ByteString;
import dev.orrery.chain.abci.Application;
import dev.orrery.chain.abci.Rewindable;
import dev.orrery.chain.solo.block.BlockStore;
import dev.orrery.chain.solo.block.ConsensusKey;
import dev.orrery.chain.solo.block.Times;
import dev.orrery.chain.solo.index.EventIndex;
import dev.orrery.chain.state.UnavailableException;
import dev.orrery.chain.state.db.Batch;
import dev.orrery.chain.state.db.Database;
import dev.orrery.proto.tendermint.abci.RequestInfo;
import dev.orrery.proto.tendermint.abci.RequestInitChain;
import dev.orrery.proto.tendermint.abci.TxResult;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A chain of one validator: takes transactions, makes blocks by its schedule, answers what is in them. Any thread; blocks are made
 * one at a time, on the node's own thread or on that of the caller of {@link #produce}.
 */
public final class SoloNode implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SoloNode.class.getName());

    /** Blocks there are before anybody asks: some clients wait for the second. LOCAL_CHAIN.md §5. */
    private static final int FIRST_BLOCKS = 2;

    /** How long after a block with transactions the empty one follows, unless further transactions bring a block before. */
    private static final Duration SETTLE = Duration.ofMillis(50);

    /** How long after a block that couldn't be made the next attempt follows, at the earliest. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** As good as never, and far from overflow. */
    private static final Duration FOREVER = Duration.ofDays(10_000);

    private final Application application;
    private final RequestInitChain genesis;
    private final ConsensusKey key;
    private final BlockSchedule schedule;
    private final BlockStore store;
    private final EventIndex index;
    private final Mempool mempool;
    private final EventBus bus = new EventBus();
    private final BlockClock clock;
    private final BlockProducer producer;
    private final Thread thread;

    /** Held while a block is made; guards the fields below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private boolean closed;
    private boolean unsettled;
    private long blocksMade;

    private SoloNode(
            Application application,
            Database database,
            Genesis genesis,
            ConsensusKey key,
            BlockSchedule schedule,
            BlockClock clock) {
        this.application = application;
        this.clock = clock;
        this.genesis = genesis.request();
        this.key = key;
        this.schedule = schedule;
        store = new BlockStore(database);
        index = new EventIndex(database);
        mempool = new Mempool(application);
        producer = new BlockProducer(application, database, mempool, bus, key, clock, genesis);
        thread = Thread.ofPlatform().name("blocks").unstarted(this::run);
    }

    /**
     * Continues the chain in the database, or begins one.
     *
     * @param database of blocks and index; the application's entries may lie beside
     * @param genesis how a new chain begins; one that exists must have its chain id
     */
    public static SoloNode open(
            Application application,
            Database database,
            RequestInitChain genesis,
            ConsensusKey key,
            BlockSchedule schedule,
            InstantSource clock) {
        SoloNode node = new SoloNode(
                application,
                database,
                Genesis.open(application, database, genesis, key),
                key,
                schedule,
                new BlockClock(clock));
        node.recover();
        node.thread.start();
        return node;
    }

    public Application application() {
        return application;
    }

    /** How the chain began. */
    public RequestInitChain genesis() {
        return genesis;
    }

    public ConsensusKey key() {
        return key;
    }

    public BlockStore blocks() {
        return store;
    }

    public EventIndex index() {
        return index;
    }

    public EventBus events() {
        return bus;
    }

    /** Transactions waiting, the first in line first. */
    public List<ByteString> waiting(int most) {
        return mempool.first(most, Long.MAX_VALUE);
    }

    public int waitingCount() {
        return mempool.size();
    }

    public long waitingBytes() {
        return mempool.sizeBytes();
    }

    /** Whether {@link #submit} is soon followed by a block. */
    public boolean isInstant() {
        return schedule instanceof BlockSchedule.Instantly;
    }

    /** Hands in a transaction. */
    public Admission submit(ByteString transaction) {
        Admission admission = mempool.submit(transaction);
        if (isInstant()
                && admission instanceof Admission.Checked checked
                && checked.answer().getCode() == 0) {
            wake();
        }
        return admission;
    }

    /** Makes a block now, whatever the schedule says; returns its transactions with their results. */
    public List<TxResult> produce() {
        lock.lock();
        try {
            return makeBlock(List.of());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes a block now that begins with this transaction, whatever the schedule says. Nobody asks the application first whether it
     * would take it.
     *
     * @param time that the block gets; absent: the clock's
     * @return what became of it
     * @throws IllegalArgumentException if the block before is later, or the transaction doesn't fit
     */
    public TxResult include(ByteString transaction, Optional<Instant> time) {
        lock.lock();
        try {
            time.ifPresent(this::stopClock);
            return makeBlock(List.of(transaction)).getFirst();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes blocks now.
     *
     * @param apart the time between two of them; absent: as they come
     * @throws IllegalArgumentException if time ends before
     */
    public void produce(int blocks, Optional<Duration> apart) {
        for (int i = 0; i < blocks; i++) {
            lock.lock();
            try {
                if (closed) {
                    return;
                }
                if (i > 0) {
                    apart.ifPresent(time -> stopClock(newestTime().plus(time)));
                }
                makeBlock(List.of());
            } finally {
                lock.unlock();
            }
        }
    }

    /** A place to go back to: the newest block, and how far the clock was put forward. */
    public record Snapshot(long height, Duration ahead) {}

    public Snapshot snapshot() {
        lock.lock();
        try {
            return new Snapshot(store.height(), clock.ahead());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Goes back: blocks, index, state and clock become what they were, nothing waits any more.
     *
     * @param state the application's
     * @throws IllegalArgumentException if the snapshot isn't of this chain as it is now
     */
    public void rewind(Snapshot snapshot, Rewindable state) {
        lock.lock();
        try {
            if (snapshot.height() > store.height()) {
                throw new IllegalArgumentException("the chain has no block " + snapshot.height());
            }
            if (snapshot.height() < store.height()) {
                mempool.clear(() -> state.rewind(snapshot.height(), forgetAfter(snapshot.height())));
                producer.forgetTip();
            }
            clock.runAhead(snapshot.ahead());
            unsettled = false;
            blocksMade++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
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
        lock.lock();
        try {
            stopClock(time);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts the clock forward.
     *
     * @return what it shows then
     */
    public Instant increaseTime(Duration by) {
        lock.lock();
        try {
            return clock.advance(by);
        } finally {
            lock.unlock();
        }
    }

    private void stopClock(Instant time) {
        Instant newest = newestTime();
        if (!time.isAfter(newest)) {
            throw new IllegalArgumentException("the newest block is of " + newest + ", the next one must be later");
        }
        clock.stopAt(time);
    }

    /** The time of the newest block. */
    public Instant newestTime() {
        return Times.instant(
                store.meta(store.height()).orElseThrow().getHeader().getTime());
    }

    /** Makes no more blocks once it returns. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void recover() {
        long applied = application.info(RequestInfo.getDefaultInstance()).getLastBlockHeight();
        if (store.height() > applied) {
            if (applied > 0 && store.height() != applied + 1) {
                throw new IllegalStateException(
                        "the application is at block " + applied + ", the block store at " + store.height());
            }
            producer.replayNewest();
        }
        if (store.height() > 0 && newestTime().isAfter(clock.instant())) {
            clock.runFrom(newestTime()); // it had been put forward in an earlier process
        }
        while (store.height() < genesis.getInitialHeight() + FIRST_BLOCKS - 1) {
            producer.produce(List.of());
        }
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        lock.lock();
        try {
            while (!closed) {
                if (blockIsDue()) {
                    makeDueBlock();
                }
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "stopped making blocks");
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "can't make blocks any more", e);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** A fork may lack what is asked for at a block's begin or end as long as its original doesn't answer. */
    private void makeDueBlock() throws InterruptedException {
        try {
            makeBlock(List.of());
        } catch (UnavailableException e) {
            LOG.log(Level.WARNING, "no block for now: {0}", e.getMessage());
            long left = RETRY.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        }
    }

    /** Waits for what the schedule waits for; false if somebody else made a block meanwhile, or the node is closed. */
    private boolean blockIsDue() throws InterruptedException {
        long before = blocksMade;
        long left = quiet().toNanos();
        while (!closed && blocksMade == before && left > 0 && !(isInstant() && !mempool.isEmpty())) {
            left = changed.awaitNanos(left);
        }
        return !closed && blocksMade == before;
    }

    /** How long there is no block while no transaction comes. */
    private Duration quiet() {
        return switch (schedule) {
            case BlockSchedule.Instantly instantly ->
                unsettled ? SETTLE : instantly.idle().orElse(FOREVER);
            case BlockSchedule.Every every -> every.interval();
            case BlockSchedule.OnCommand onCommand -> FOREVER;
        };
    }

    private List<TxResult> makeBlock(List<ByteString> first) {
        List<TxResult> included = producer.produce(first);
        clock.blockMade();
        unsettled = !included.isEmpty();
        blocksMade++;
        changed.signalAll();
        return included;
    }
}
