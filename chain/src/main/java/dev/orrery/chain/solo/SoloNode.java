package dev.orrery.chain.solo;

import com.google.protobuf.ByteString;
import dev.orrery.chain.abci.Application;
import dev.orrery.chain.solo.block.BlockStore;
import dev.orrery.chain.solo.block.ConsensusKey;
import dev.orrery.chain.solo.index.EventIndex;
import dev.orrery.chain.state.db.Database;
import dev.orrery.proto.tendermint.abci.RequestInfo;
import dev.orrery.proto.tendermint.abci.RequestInitChain;
import dev.orrery.proto.tendermint.abci.TxResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * A chain of one validator: takes transactions, makes blocks by its schedule, answers what is in them. Any thread; blocks are made
 * one at a time, on the node's own thread or on that of the caller of {@link #produce}.
 */
public final class SoloNode implements AutoCloseable {
    /** Blocks there are before anybody asks: some clients wait for the second. LOCAL_CHAIN.md §5. */
    private static final int FIRST_BLOCKS = 2;

    private final Application application;
    private final RequestInitChain genesis;
    private final ConsensusKey key;
    private final BlockStore store;
    private final EventIndex index;
    private final Mempool mempool;
    private final EventBus bus = new EventBus();
    private final BlockProducer producer;
    private final BlockPace pace;
    private final Timeline timeline;

    private SoloNode(
            Application application,
            Database database,
            Genesis genesis,
            ConsensusKey key,
            BlockSchedule schedule,
            BlockClock clock) {
        this.application = application;
        this.genesis = genesis.request();
        this.key = key;
        store = new BlockStore(database);
        index = new EventIndex(database);
        mempool = new Mempool(application);
        producer = new BlockProducer(application, database, mempool, bus, key, clock, genesis);
        pace = new BlockPace(schedule, mempool, clock, producer);
        timeline = new Timeline(pace, clock, store, index, mempool, producer);
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
        node.pace.start();
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
        return pace.isInstant();
    }

    /** Hands in a transaction. */
    public Admission submit(ByteString transaction) {
        Admission admission = mempool.submit(transaction);
        if (isInstant()
                && admission instanceof Admission.Checked checked
                && checked.answer().getCode() == 0) {
            pace.wake();
        }
        return admission;
    }

    /** Makes a block now, whatever the schedule says; returns its transactions with their results. */
    public List<TxResult> produce() {
        return pace.makeBlock(List.of());
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
        return pace.inTurn(() -> {
            time.ifPresent(timeline::setNextTime);
            return pace.makeBlock(List.of(transaction)).getFirst();
        });
    }

    /**
     * Makes blocks now.
     *
     * @param apart the time between two of them; absent: as they come
     * @throws IllegalArgumentException if time ends before
     */
    public void produce(int blocks, Optional<Duration> apart) {
        boolean goesOn = true;
        for (int made = 0; made < blocks && goesOn; made++) {
            Optional<Duration> wait = made > 0 ? apart : Optional.empty();
            goesOn = pace.inTurn(() -> produceAfter(wait));
        }
    }

    /** False once no more blocks are wanted. */
    private boolean produceAfter(Optional<Duration> wait) {
        if (pace.isClosed()) {
            return false;
        }
        wait.ifPresent(time -> timeline.setNextTime(timeline.newestTime().plus(time)));
        pace.makeBlock(List.of());
        return true;
    }

    /** The chain's clock and its past. */
    public Timeline timeline() {
        return timeline;
    }

    /** Makes no more blocks once it returns. */
    @Override
    public void close() {
        pace.close();
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
        timeline.catchUp();
        while (store.height() < genesis.getInitialHeight() + FIRST_BLOCKS - 1) {
            producer.produce(List.of());
        }
    }
}
