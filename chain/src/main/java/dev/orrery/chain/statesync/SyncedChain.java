package dev.orrery.chain.statesync;

import com.google.protobuf.ByteString;
import dev.orrery.chain.Chain;
import dev.orrery.chain.abci.Application;
import dev.orrery.ibc.Sha256;
import dev.orrery.proto.tendermint.abci.RequestApplySnapshotChunk;
import dev.orrery.proto.tendermint.abci.RequestCheckTx;
import dev.orrery.proto.tendermint.abci.RequestFinalizeBlock;
import dev.orrery.proto.tendermint.abci.RequestInfo;
import dev.orrery.proto.tendermint.abci.RequestInitChain;
import dev.orrery.proto.tendermint.abci.RequestLoadSnapshotChunk;
import dev.orrery.proto.tendermint.abci.RequestOfferSnapshot;
import dev.orrery.proto.tendermint.abci.RequestPrepareProposal;
import dev.orrery.proto.tendermint.abci.RequestProcessProposal;
import dev.orrery.proto.tendermint.abci.RequestQuery;
import dev.orrery.proto.tendermint.abci.ResponseApplySnapshotChunk;
import dev.orrery.proto.tendermint.abci.ResponseCheckTx;
import dev.orrery.proto.tendermint.abci.ResponseCommit;
import dev.orrery.proto.tendermint.abci.ResponseFinalizeBlock;
import dev.orrery.proto.tendermint.abci.ResponseInfo;
import dev.orrery.proto.tendermint.abci.ResponseInitChain;
import dev.orrery.proto.tendermint.abci.ResponseListSnapshots;
import dev.orrery.proto.tendermint.abci.ResponseLoadSnapshotChunk;
import dev.orrery.proto.tendermint.abci.ResponseOfferSnapshot;
import dev.orrery.proto.tendermint.abci.ResponsePrepareProposal;
import dev.orrery.proto.tendermint.abci.ResponseProcessProposal;
import dev.orrery.proto.tendermint.abci.ResponseQuery;
import dev.orrery.proto.tendermint.abci.Snapshot;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A chain that takes snapshots for nodes that are new, and may begin with one itself. Threads as in {@link Application}; snapshots are
 * taken on a thread of their own while blocks go on.
 */
public final class SyncedChain implements Application, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SyncedChain.class.getName());

    /** Says how a snapshot is laid out; the Cosmos SDK's own are 1 to 3. */
    private static final int FORMAT = 1_000;

    private final Chain chain;
    private final Path incoming;
    private final SnapshotDirectory snapshots;
    private final long interval;
    private final ExecutorService taker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("snapshots").daemon().factory());
    private final AtomicBoolean busy = new AtomicBoolean();

    /** Used by those who make blocks only. */
    private Optional<SnapshotOffer> offer = Optional.empty();

    private SyncedChain(Chain chain, Path incoming, SnapshotDirectory snapshots, long interval) {
        this.chain = chain;
        this.incoming = incoming;
        this.snapshots = snapshots;
        this.interval = interval;
    }

    /**
     * @param directory of the snapshots that were taken and of those that come
     * @param interval a snapshot is taken every so many blocks; 0: never
     */
    public static SyncedChain open(Chain chain, Path directory, long interval) throws IOException {
        Path incoming = directory.resolve("incoming");
        Folders.delete(incoming);
        return new SyncedChain(chain, incoming, SnapshotDirectory.open(directory.resolve("taken")), interval);
    }

    @Override
    public ResponseCommit commit() {
        ResponseCommit committed = chain.commit();
        long height = chain.info(RequestInfo.getDefaultInstance()).getLastBlockHeight();
        if (interval > 0 && height % interval == 0) {
            if (busy.compareAndSet(false, true)) {
                taker.execute(() -> take(height));
            } else {
                LOG.log(Level.WARNING, "no snapshot of block {0}: the one before takes long", Long.toString(height));
            }
        }
        return committed;
    }

    private void take(long height) {
        try {
            snapshots.take(height, out -> {
                GZIPOutputStream packed = new GZIPOutputStream(out);
                DataOutputStream data = new DataOutputStream(packed);
                chain.writeSnapshot(height, data);
                data.flush();
                packed.finish();
            });
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.ERROR, "could not take a snapshot of block " + height, e);
        } finally {
            busy.set(false);
        }
    }

    @Override
    public ResponseListSnapshots listSnapshots() {
        return ResponseListSnapshots.newBuilder()
                .addAllSnapshots(snapshots.all().stream()
                        .map(snapshot -> Snapshot.newBuilder()
                                .setHeight(snapshot.height())
                                .setFormat(FORMAT)
                                .setChunks(snapshot.chunks())
                                .setHash(ByteString.copyFrom(Sha256.of(snapshot.hashes())))
                                .setMetadata(ByteString.copyFrom(snapshot.hashes()))
                                .build())
                        .toList())
                .build();
    }

    @Override
    public ResponseLoadSnapshotChunk loadSnapshotChunk(RequestLoadSnapshotChunk request) {
        Optional<byte[]> chunk = request.getFormat() == FORMAT
                ? snapshots.chunk(request.getHeight(), request.getChunk())
                : Optional.empty();
        return ResponseLoadSnapshotChunk.newBuilder()
                .setChunk(chunk.map(ByteString::copyFrom).orElse(ByteString.EMPTY))
                .build();
    }

    @Override
    public ResponseOfferSnapshot offerSnapshot(RequestOfferSnapshot request) {
        forgetOffer();
        ResponseOfferSnapshot.Result result;
        if (chain.info(RequestInfo.getDefaultInstance()).getLastBlockHeight() > 0) {
            result = ResponseOfferSnapshot.Result.ABORT;
        } else if (request.getSnapshot().getFormat() != FORMAT) {
            result = ResponseOfferSnapshot.Result.REJECT_FORMAT;
        } else if (!SnapshotOffer.isSound(request.getSnapshot())) {
            result = ResponseOfferSnapshot.Result.REJECT;
        } else {
            offer = Optional.of(begin(request));
            result = ResponseOfferSnapshot.Result.ACCEPT;
        }
        return ResponseOfferSnapshot.newBuilder().setResult(result).build();
    }

    private SnapshotOffer begin(RequestOfferSnapshot request) {
        try {
            return SnapshotOffer.begin(incoming, request.getSnapshot(), request.getAppHash());
        } catch (IOException e) {
            throw new UncheckedIOException("can't keep the chunks of a snapshot", e);
        }
    }

    @Override
    public ResponseApplySnapshotChunk applySnapshotChunk(RequestApplySnapshotChunk request) {
        SnapshotOffer accepted = offer.orElseThrow(() -> new IllegalStateException("no snapshot was offered"));
        try {
            if (!accepted.keep(request.getIndex(), request.getChunk())) {
                return ResponseApplySnapshotChunk.newBuilder()
                        .setResult(ResponseApplySnapshotChunk.Result.RETRY)
                        .addRefetchChunks(request.getIndex())
                        .addRejectSenders(request.getSender())
                        .build();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't keep the chunks of a snapshot", e);
        }
        return ResponseApplySnapshotChunk.newBuilder()
                .setResult(
                        !accepted.isWhole() || restore(accepted)
                                ? ResponseApplySnapshotChunk.Result.ACCEPT
                                : ResponseApplySnapshotChunk.Result.REJECT_SNAPSHOT)
                .build();
    }

    /** False if the snapshot isn't the state that it should be. */
    private boolean restore(SnapshotOffer whole) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(whole.content())))) {
            chain.readSnapshot(in, whole.height(), whole.appHash());
            return true;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a snapshot of block {0} is refused: {1}", whole.height(), e.getMessage());
            return false;
        } finally {
            forgetOffer();
        }
    }

    private void forgetOffer() {
        try {
            if (offer.isPresent()) {
                offer.get().forget();
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "can't delete the chunks of a snapshot", e);
        }
        offer = Optional.empty();
    }

    /** Finishes the snapshot that is being taken. */
    @Override
    public void close() {
        taker.close();
    }

    @Override
    public ResponseInfo info(RequestInfo request) {
        return chain.info(request);
    }

    @Override
    public ResponseInitChain initChain(RequestInitChain request) {
        return chain.initChain(request);
    }

    @Override
    public ResponseCheckTx checkTx(RequestCheckTx request) {
        return chain.checkTx(request);
    }

    @Override
    public ResponsePrepareProposal prepareProposal(RequestPrepareProposal request) {
        return chain.prepareProposal(request);
    }

    @Override
    public ResponseProcessProposal processProposal(RequestProcessProposal request) {
        return chain.processProposal(request);
    }

    @Override
    public ResponseFinalizeBlock finalizeBlock(RequestFinalizeBlock request) {
        return chain.finalizeBlock(request);
    }

    @Override
    public ResponseQuery query(RequestQuery request) {
        return chain.query(request);
    }
}
