package dev.orrery.chain;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.abci.Application;
import dev.orrery.chain.abci.Rewindable;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.state.Commit;
import dev.orrery.chain.state.CommittedState;
import dev.orrery.chain.state.Ground;
import dev.orrery.chain.state.MultiStore;
import dev.orrery.chain.state.Pruning;
import dev.orrery.chain.state.StateBranch;
import dev.orrery.chain.state.db.Batch;
import dev.orrery.chain.state.db.Database;
import dev.orrery.chain.trace.Tracer;
import dev.orrery.chain.wire.Times;
import dev.orrery.ibc.Sha256;
import dev.orrery.proto.tendermint.abci.CheckTxType;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.proto.tendermint.abci.RequestCheckTx;
import dev.orrery.proto.tendermint.abci.RequestFinalizeBlock;
import dev.orrery.proto.tendermint.abci.RequestInfo;
import dev.orrery.proto.tendermint.abci.RequestInitChain;
import dev.orrery.proto.tendermint.abci.RequestPrepareProposal;
import dev.orrery.proto.tendermint.abci.RequestProcessProposal;
import dev.orrery.proto.tendermint.abci.RequestQuery;
import dev.orrery.proto.tendermint.abci.ResponseCheckTx;
import dev.orrery.proto.tendermint.abci.ResponseCommit;
import dev.orrery.proto.tendermint.abci.ResponseFinalizeBlock;
import dev.orrery.proto.tendermint.abci.ResponseInfo;
import dev.orrery.proto.tendermint.abci.ResponseInitChain;
import dev.orrery.proto.tendermint.abci.ResponsePrepareProposal;
import dev.orrery.proto.tendermint.abci.ResponseProcessProposal;
import dev.orrery.proto.tendermint.abci.ResponseQuery;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The state machine: modules over a versioned store, driven block by block. Threads as {@link Application} says. */
public final class Chain implements Application, Rewindable, Queries, AutoCloseable {
    private static final byte[] CHAIN_ID = "x/chain/id".getBytes(StandardCharsets.US_ASCII);

    private final Wiring wiring;
    private final MultiStore store;
    private final BlockLoop loop;
    private final CheckState check;
    private final StateQueries queries;

    private String chainId;
    private long initialHeight = 1;
    private Optional<Genesis> genesis = Optional.empty();
    private Optional<Pending> pending = Optional.empty();

    private Chain(Wiring wiring, MultiStore store) {
        this.wiring = wiring;
        this.store = store;
        loop = new BlockLoop(wiring);
        chainId = store.database()
                .get(CHAIN_ID)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
        check = new CheckState(store, wiring.runner(), lastBlock());
        Simulation simulation = new Simulation(check::simulate);
        queries = new StateQueries(store, wiring, wiring.queries().with(simulation.route()), simulation, check::block);
    }

    /** Continues the chain whose state is in the database, or waits for {@link #initChain}. */
    public static Chain open(Wiring wiring, Database database, Pruning pruning) {
        return open(wiring, database, pruning, Ground.NOTHING);
    }

    /** The same for a chain that is a fork of another. */
    public static Chain open(Wiring wiring, Database database, Pruning pruning, Ground ground) {
        Chain chain = new Chain(wiring, MultiStore.open(database, wiring.stores(), pruning, ground));
        chain.resume();
        return chain;
    }

    private void resume() {
        if (lastHeight() == 0) {
            return;
        }
        try (CommittedState state = store.latest()) {
            Context context = Context.of(check.block(), ExecutionMode.CHECK, state.branch());
            wiring.modules().forEach(module -> module.resume(context));
        }
    }

    private BlockInfo lastBlock() {
        long height = lastHeight();
        return BlockInfo.at(
                chainId, height, BlockTimes.read(height, store.database()).orElse(Instant.EPOCH));
    }

    private long lastHeight() {
        return store.lastCommit().map(Commit::version).orElse(0L);
    }

    /** The state that the first block starts from; not committed before that block is. */
    private record Genesis(CommittedState base, StateBranch branch) {}

    /** A finalized block. */
    private record Pending(BlockInfo block, CommittedState base, MultiStore.Prepared prepared) {}

    @Override
    public ResponseInfo info(RequestInfo request) {
        ResponseInfo.Builder response = ResponseInfo.newBuilder()
                .setData("WasmApp")
                .setVersion(wiring.config().version())
                .setLastBlockHeight(lastHeight());
        store.lastCommit().ifPresent(commit -> response.setLastBlockAppHash(ByteString.copyFrom(commit.appHash())));
        return response.build();
    }

    @Override
    public ResponseInitChain initChain(RequestInitChain request) {
        if (lastHeight() != 0) {
            throw new IllegalStateException("the chain has blocks already");
        }
        chainId = request.getChainId();
        initialHeight = request.getInitialHeight() == 0 ? 1 : request.getInitialHeight();
        genesis.ifPresent(earlier -> earlier.base().close());
        CommittedState base = store.latest();
        StateBranch branch = base.branch();
        genesis = Optional.of(new Genesis(base, branch));
        BlockInfo block =
                BlockInfo.at(chainId, initialHeight > 1 ? initialHeight : 0, Times.instant(request.getTime()));
        Context context = Context.of(block, ExecutionMode.FINALIZE, branch);
        if (request.hasConsensusParams()) {
            wiring.consensus().setParams(context, request.getConsensusParams());
        }
        List<ValidatorUpdate> validators =
                AppState.parse(request.getAppStateBytes()).init(context, wiring, request.getValidatorsList());
        check.reset(block);
        return ResponseInitChain.newBuilder()
                .setConsensusParams(request.getConsensusParams())
                .addAllValidators(validators)
                .setAppHash(ByteString.copyFrom(emptyHash()))
                .build();
    }

    /** The hash of a chain without a block: of nothing at all. */
    private static byte[] emptyHash() {
        return Sha256.of();
    }

    @Override
    public ResponseCheckTx checkTx(RequestCheckTx request) {
        ExecutionMode mode = request.getType() == CheckTxType.RECHECK ? ExecutionMode.RECHECK : ExecutionMode.CHECK;
        return check.check(mode, request.getTx().toByteArray()).toCheckTx();
    }

    /** Takes the transactions as they are offered, as many as fit. */
    @Override
    public ResponsePrepareProposal prepareProposal(RequestPrepareProposal request) {
        ResponsePrepareProposal.Builder response = ResponsePrepareProposal.newBuilder();
        long bytes = 0;
        for (ByteString transaction : request.getTxsList()) {
            bytes += transaction.size();
            if (bytes > request.getMaxTxBytes()) {
                break;
            }
            response.addTxs(transaction);
        }
        return response.build();
    }

    /** Any block will do: transactions in it that aren't valid fail by themselves. */
    @Override
    public ResponseProcessProposal processProposal(RequestProcessProposal request) {
        return ResponseProcessProposal.newBuilder()
                .setStatus(ResponseProcessProposal.ProposalStatus.ACCEPT)
                .build();
    }

    @Override
    public ResponseFinalizeBlock finalizeBlock(RequestFinalizeBlock request) {
        requireNext(request.getHeight());
        pending.ifPresent(earlier -> earlier.base().close());
        pending = Optional.empty();
        CommittedState base = store.latest();
        try {
            return finalizeOn(base, request);
        } catch (RuntimeException e) {
            base.close();
            throw e;
        }
    }

    private ResponseFinalizeBlock finalizeOn(CommittedState base, RequestFinalizeBlock request) {
        StateBranch branch = genesis.map(first -> first.branch().branch()).orElseGet(base::branch);
        BlockInfo block = blockInfo(
                request,
                ByteString.copyFrom(store.lastCommit().map(Commit::appHash).orElseGet(Chain::emptyHash)));
        ResponseFinalizeBlock response =
                loop.run(Context.of(block, ExecutionMode.FINALIZE, branch), request.getTxsList());
        wiring.stores().forEach(branch::store); // what the genesis wrote counts as changed here, too
        MultiStore.Prepared prepared = store.prepare(branch, request.getHeight());
        pending = Optional.of(new Pending(block, base, prepared));
        return response.toBuilder()
                .setAppHash(ByteString.copyFrom(prepared.commit().appHash()))
                .build();
    }

    private BlockInfo blockInfo(RequestFinalizeBlock request, ByteString lastAppHash) {
        return new BlockInfo(
                chainId,
                request.getHeight(),
                Times.instant(request.getTime()),
                request.getHash().toByteArray(),
                Address.of(request.getProposerAddress().toByteArray()),
                request.getDecidedLastCommit(),
                request.getMisbehaviorList(),
                request.getNextValidatorsHash(),
                lastAppHash);
    }

    /**
     * Runs a transaction of a committed block again, as it ran then, and has it watched; nothing of it is kept. Any thread.
     *
     * @param block as it was finalized
     * @param index of the transaction in the block
     * @return its result, the same as then; empty if the state before the block is not kept, or is that before the first
     */
    public Optional<ExecTxResult> replay(RequestFinalizeBlock block, int index, Tracer tracer) {
        return new Replay(store, loop, this::blockInfo).run(block, index, tracer);
    }

    private void requireNext(long height) {
        long last = lastHeight();
        long next = last == 0 ? initialHeight : last + 1;
        if (height != next) {
            throw new IllegalArgumentException("invalid height: " + height + "; expected: " + next);
        }
        if (last == 0 && genesis.isEmpty()) {
            throw new IllegalStateException("the chain has not begun");
        }
    }

    @Override
    public ResponseCommit commit() {
        Pending block = pending.orElseThrow(() -> new IllegalStateException("no block is finalized"));
        Batch alongside = new Batch();
        writeBeside(block.block(), alongside);
        store.write(block.prepared(), alongside);
        block.base().close();
        pending = Optional.empty();
        genesis.ifPresent(first -> first.base().close());
        genesis = Optional.empty();
        check.reset(block.block());
        return ResponseCommit.getDefaultInstance();
    }

    /** What is kept of a block beside its state. */
    static void writeBeside(BlockInfo block, Batch alongside) {
        BlockTimes.write(block.height(), block.time(), alongside);
        alongside.put(CHAIN_ID, block.chainId().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes the state after a block, for a chain elsewhere to begin with. Any thread.
     *
     * @throws IOException if the state is not kept any more, or can't be written
     */
    public void writeSnapshot(long height, DataOutput out) throws IOException {
        Instant time = BlockTimes.read(height, store.database())
                .orElseThrow(() -> new IOException("there is no block " + height));
        snapshots().write(BlockInfo.at(chainId, height, time), out);
    }

    /**
     * Begins with a state that a chain elsewhere has written, instead of a genesis; nothing has begun if this fails. Comes from the
     * caller of {@link #initChain}.
     *
     * @param height of the block that it must be the state after
     * @param appHash that it must have
     * @throws IOException if that isn't a state with this hash
     */
    public void readSnapshot(DataInput in, long height, ByteString appHash) throws IOException {
        if (lastHeight() != 0) {
            throw new IllegalStateException("the chain has blocks already");
        }
        BlockInfo block = snapshots().read(in, height, appHash);
        chainId = block.chainId();
        genesis.ifPresent(first -> first.base().close());
        genesis = Optional.empty();
        check.reset(block);
        resume();
    }

    private SnapshotStream snapshots() {
        return new SnapshotStream(store, wiring.modules());
    }

    @Override
    public void rewind(long height, Batch alongside) {
        pending.ifPresent(block -> block.base().close());
        pending = Optional.empty();
        BlockTimes.rewind(height, store.database(), alongside);
        store.rewind(height, alongside);
        check.reset(lastBlock());
        resume();
    }

    @Override
    public ResponseQuery query(RequestQuery request) {
        return queries.query(request);
    }

    @Override
    public List<String> paths() {
        return queries.paths();
    }

    @Override
    public Optional<Message> request(String path) {
        return queries.request(path);
    }

    @Override
    public Answer ask(String path, ByteString request, long height) {
        return queries.ask(path, request, height);
    }

    /** Asks the state after the newest block; what the question writes is thrown away. Any thread. */
    public <T> T read(Function<Context, T> question) {
        return queries.read(question);
    }

    /**
     * The state after a block, to be written as a genesis. Any thread.
     *
     * @param height 0: the newest
     * @throws ChainException if there is no such state
     */
    public StateExport export(long height) {
        return queries.export(height);
    }

    @Override
    public void close() {
        pending.ifPresent(block -> block.base().close());
        genesis.ifPresent(first -> first.base().close());
        check.close();
    }
}
