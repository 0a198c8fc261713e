package dev.orrery.chain.solo;

import com.google.protobuf.ByteString;
import dev.orrery.chain.state.UnavailableException;
import dev.orrery.proto.tendermint.abci.TxResult;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * When blocks are made: by the schedule, on a thread of its own, and at once for whoever asks. Any thread; one of them at a time
 * makes blocks or changes what was made.
 */
final class BlockPace implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(BlockPace.class.getName());

    /** How long after a block with transactions the empty one follows, unless further transactions bring a block before. */
    private static final Duration SETTLE = Duration.ofMillis(50);

    /** How long after a block that couldn't be made the next attempt follows, at the earliest. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** As good as never, and far from overflow. */
    private static final Duration FOREVER = Duration.ofDays(10_000);

    private final BlockSchedule schedule;
    private final Mempool mempool;
    private final BlockClock clock;
    private final BlockProducer producer;
    private final Thread thread = Thread.ofPlatform().name("blocks").unstarted(this::run);

    /** Held by whose turn it is; guards the fields below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private boolean closed;
    private boolean unsettled;
    private long disturbances;

    BlockPace(BlockSchedule schedule, Mempool mempool, BlockClock clock, BlockProducer producer) {
        this.schedule = schedule;
        this.mempool = mempool;
        this.clock = clock;
        this.producer = producer;
    }

    /** Begins to follow the schedule. */
    void start() {
        thread.start();
    }

    boolean isInstant() {
        return schedule instanceof BlockSchedule.Instantly;
    }

    /** Does something while nobody else makes blocks. */
    <T> T inTurn(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Makes a block now that begins with these transactions; returns what became of all that are in it. */
    List<TxResult> makeBlock(List<ByteString> first) {
        return inTurn(() -> {
            List<TxResult> included = producer.produce(first);
            clock.blockMade();
            restart(!included.isEmpty());
            return included;
        });
    }

    /** The chain has become another one: nothing has happened yet that a block must follow. */
    void startOver() {
        inTurn(() -> {
            restart(false);
            return null;
        });
    }

    private void restart(boolean unsettledNow) {
        unsettled = unsettledNow;
        disturbances++;
        changed.signalAll();
    }

    /** A transaction waits. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        return inTurn(() -> closed);
    }

    /** Follows the schedule no longer once it returns. */
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

    /** Waits for what the schedule waits for; false if somebody else made a block meanwhile, or no more are wanted. */
    private boolean blockIsDue() throws InterruptedException {
        long before = disturbances;
        long left = quiet().toNanos();
        while (!closed && disturbances == before && left > 0 && !(isInstant() && !mempool.isEmpty())) {
            left = changed.awaitNanos(left);
        }
        return !closed && disturbances == before;
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
}
