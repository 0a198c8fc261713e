package dev.orrery.chain.solo;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.orrery.chain.abci.Application;
import dev.orrery.chain.solo.block.BlockHashes;
import dev.orrery.chain.solo.block.BlockStore;
import dev.orrery.chain.solo.block.ConsensusKey;
import dev.orrery.chain.solo.block.DecidedBlock;
import dev.orrery.chain.solo.block.NextBlock;
import dev.orrery.chain.solo.block.Params;
import dev.orrery.chain.solo.block.Times;
import dev.orrery.chain.solo.block.Validator;
import dev.orrery.chain.solo.block.ValidatorSet;
import dev.orrery.chain.solo.index.EventIndex;
import dev.orrery.chain.state.db.Batch;
import dev.orrery.chain.state.db.Database;
import dev.orrery.proto.tendermint.abci.RequestInitChain;
import dev.orrery.proto.tendermint.abci.RequestPrepareProposal;
import dev.orrery.proto.tendermint.abci.ResponseFinalizeBlock;
import dev.orrery.proto.tendermint.abci.TxResult;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import dev.orrery.proto.tendermint.types.Block;
import dev.orrery.proto.tendermint.types.BlockID;
import dev.orrery.proto.tendermint.types.BlockMeta;
import dev.orrery.proto.tendermint.types.Commit;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes one block after the other, from the first transaction in line to the last subscriber told. One caller at a time.
 *
 * <p>A block is stored before the application commits it. A process killed in between finds the block and replays it; so the store
 * is never behind the application.
 */
final class BlockProducer {
    /** How many transactions one block takes at the most; the block's bytes are limited by the chain's parameters. */
    private static final int MAX_BLOCK_TXS = 5000;

    /** Bytes of a block that are not transactions, with room to spare for one validator. */
    private static final long BLOCK_OVERHEAD_BYTES = 4096;

    private final Application application;
    private final Database database;
    private final BlockStore store;
    private final EventIndex index;
    private final Mempool mempool;
    private final EventBus bus;
    private final ConsensusKey key;
    private final InstantSource clock;
    private final RequestInitChain genesis;
    private final ByteString genesisAppHash;

    /** Absent until a block is made, and where making one failed. */
    private Optional<Tip> tip = Optional.empty();

    BlockProducer(
            Application application,
            Database database,
            Mempool mempool,
            EventBus bus,
            ConsensusKey key,
            InstantSource clock,
            Genesis genesis) {
        this.application = application;
        this.database = database;
        this.store = new BlockStore(database);
        this.index = new EventIndex(database);
        this.mempool = mempool;
        this.bus = bus;
        this.key = key;
        this.clock = clock;
        this.genesis = genesis.request();
        this.genesisAppHash = genesis.appHash();
    }

    /**
     * What the store says of the newest block, as far as the next one needs it.
     *
     * @param validators those who voted on the newest block
     */
    private record Tip(NextBlock next, Timestamp time, ValidatorSet validators) {}

    /**
     * Makes the next block of what waits; returns its transactions with their results.
     *
     * @param first transactions that didn't wait in line and come before those that did
     */
    List<TxResult> produce(List<ByteString> first) {
        Optional<Tip> last = tip.or(this::stored);
        tip = Optional.empty();
        NextBlock next = last.map(Tip::next).orElseGet(this::first);
        Timestamp time = last.map(this::timeAfter).orElseGet(genesis::getTime);
        Commit lastCommit = last.map(newest -> commit(newest, time)).orElseGet(NextBlock::emptyCommit);
        List<ByteString> proposed = propose(next, time, first);
        Block block = next.assemble(proposed, time, lastCommit, key.address());
        BlockID id = NextBlock.idOf(block);
        ResponseFinalizeBlock results =
                application.finalizeBlock(DecidedBlock.request(block, id, last.map(Tip::validators)));
        BlockStore.Finalized finalized = finalized(next, block, id, results);
        Batch batch = new Batch();
        store.write(finalized, batch);
        index.write(next.height(), proposed, results, batch);
        // The application's own write makes this one durable too: the database keeps their order.
        database.writeSoon(batch);
        List<TxResult> included = finalized.transactions();
        List<Runnable> notices = mempool.commit(application::commit, included);
        publish(finalized, included);
        notices.forEach(Runnable::run);
        tip = Optional.of(new Tip(following(next, finalized), time, next.validators()));
        return included;
    }

    /** The store's newest block is another one than was made last. */
    void forgetTip() {
        tip = Optional.empty();
    }

    /** Lets the application run the newest stored block, which it had not committed when the process ended. */
    void replayNewest() {
        long height = store.height();
        ResponseFinalizeBlock results =
                application.finalizeBlock(DecidedBlock.request(store, height).orElseThrow());
        ByteString stored = store.results(height).orElseThrow().getAppHash();
        if (!results.getAppHash().equals(stored)) {
            throw new IllegalStateException("block " + height + " left another state when it was run again");
        }
        application.commit();
    }

    private NextBlock first() {
        long height = genesis.getInitialHeight();
        return new NextBlock(
                genesis.getChainId(),
                height,
                NextBlock.NO_BLOCK,
                genesisAppHash,
                BlockHashes.EMPTY,
                store.validators(height),
                store.validators(height + 1),
                store.params(height));
    }

    private Optional<Tip> stored() {
        long last = store.height();
        if (last == 0) {
            return Optional.empty();
        }
        BlockMeta meta = store.meta(last).orElseThrow();
        ResponseFinalizeBlock results = store.results(last).orElseThrow();
        NextBlock next = new NextBlock(
                genesis.getChainId(),
                last + 1,
                meta.getBlockId(),
                results.getAppHash(),
                BlockHashes.results(results.getTxResultsList()),
                store.validators(last + 1),
                store.validators(last + 2),
                store.params(last + 1));
        return Optional.of(new Tip(next, meta.getHeader().getTime(), store.validators(last)));
    }

    private static NextBlock following(NextBlock made, BlockStore.Finalized finalized) {
        return new NextBlock(
                made.chainId(),
                made.height() + 1,
                finalized.id(),
                finalized.results().getAppHash(),
                BlockHashes.results(finalized.results().getTxResultsList()),
                made.nextValidators(),
                finalized.nextButOneValidators(),
                finalized.nextParams());
    }

    /** The clock's, but later than the block before whatever the clock says: light clients insist. */
    private Timestamp timeAfter(Tip tip) {
        Instant last = Times.instant(tip.time());
        Instant now = clock.instant();
        return Times.timestamp(now.isAfter(last) ? now : last.plusMillis(1));
    }

    /**
     * The commit to the newest block. A block's time is that of the commit it carries, so the newest block is signed once more,
     * with the same id and a later time: to CometBFT both are valid votes for the same block.
     */
    private Commit commit(Tip tip, Timestamp time) {
        NextBlock next = tip.next();
        return NextBlock.commit(next.chainId(), next.height() - 1, next.last(), time, tip.validators(), key);
    }

    private List<ByteString> propose(NextBlock next, Timestamp time, List<ByteString> first) {
        long maxBytes = Math.max(0, next.params().getBlock().getMaxBytes() - BLOCK_OVERHEAD_BYTES);
        long taken = first.stream().mapToLong(ByteString::size).sum();
        if (taken > maxBytes) {
            throw new IllegalArgumentException("a block takes " + maxBytes + " bytes of transactions, got " + taken);
        }
        return application
                .prepareProposal(RequestPrepareProposal.newBuilder()
                        .setMaxTxBytes(maxBytes)
                        .addAllTxs(first)
                        .addAllTxs(mempool.first(MAX_BLOCK_TXS - first.size(), maxBytes - taken))
                        .setHeight(next.height())
                        .setTime(time)
                        .setNextValidatorsHash(next.nextValidators().hash())
                        .setProposerAddress(key.address())
                        .build())
                .getTxsList();
    }

    private BlockStore.Finalized finalized(NextBlock next, Block block, BlockID id, ResponseFinalizeBlock results) {
        if (results.getTxResultsCount() != block.getData().getTxsCount()) {
            throw new IllegalStateException("the application has " + results.getTxResultsCount() + " results for "
                    + block.getData().getTxsCount() + " transactions");
        }
        Timestamp signed = Times.timestamp(clock.instant());
        return new BlockStore.Finalized(
                id,
                block,
                block.getSerializedSize(),
                results,
                NextBlock.commit(next.chainId(), next.height(), id, signed, next.validators(), key),
                validatorsAfter(next.nextValidators(), results.getValidatorUpdatesList()),
                Params.change(next.params(), results.getConsensusParamUpdates()));
    }

    private static ValidatorSet validatorsAfter(ValidatorSet before, List<ValidatorUpdate> updates) {
        ValidatorSet after = before.with(updates);
        if (after.validators().isEmpty()) {
            throw new IllegalStateException("the application removed the last validator");
        }
        return after;
    }

    private void publish(BlockStore.Finalized finalized, List<TxResult> included) {
        bus.publish(new ChainEvent.NewBlock(finalized));
        bus.publish(new ChainEvent.NewBlockHeader(finalized));
        bus.publish(new ChainEvent.NewBlockEvents(finalized));
        included.forEach(result -> bus.publish(new ChainEvent.Tx(result)));
        List<Validator> changed = new ArrayList<>();
        for (ValidatorUpdate update : finalized.results().getValidatorUpdatesList()) {
            changed.add(new Validator(update.getPubKey(), update.getPower()));
        }
        if (!changed.isEmpty()) {
            bus.publish(new ChainEvent.ValidatorSetUpdates(changed));
        }
    }
}
