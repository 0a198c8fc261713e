package dev.orrery.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import dev.orrery.chain.state.Pruning;
import dev.orrery.chain.state.db.MemoryDatabase;
import dev.orrery.chain.statesync.SyncedChain;
import dev.orrery.chain.wasm.wiring.WasmModule;
import dev.orrery.proto.tendermint.abci.RequestApplySnapshotChunk;
import dev.orrery.proto.tendermint.abci.RequestFinalizeBlock;
import dev.orrery.proto.tendermint.abci.RequestInfo;
import dev.orrery.proto.tendermint.abci.RequestLoadSnapshotChunk;
import dev.orrery.proto.tendermint.abci.RequestOfferSnapshot;
import dev.orrery.proto.tendermint.abci.ResponseApplySnapshotChunk;
import dev.orrery.proto.tendermint.abci.ResponseFinalizeBlock;
import dev.orrery.proto.tendermint.abci.ResponseOfferSnapshot;
import dev.orrery.proto.tendermint.abci.Snapshot;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is new begins with another's state: a recorded chain, on which contracts of many kinds were called. */
final class StateSyncTest {
    private static final ByteString OTHER_HASH = ByteString.copyFrom(new byte[32]);

    @TempDir
    private Path folder;

    private List<RequestFinalizeBlock> blocks;
    private Recording recording;

    @BeforeEach
    void readRecording() throws IOException {
        recording = Recording.load("wasm-calls");
        blocks = recording.steps().stream()
                .filter(step -> step.kind().equals("block"))
                .map(step -> parsed(step.request()))
                .toList();
    }

    private static RequestFinalizeBlock parsed(byte[] request) {
        try {
            return RequestFinalizeBlock.parseFrom(request);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A node with its VM. */
    private final class Node implements AutoCloseable {
        private final Vm vm;
        private final Chain chain;
        private final SyncedChain synced;

        Node(String name, long snapshotBlocks) throws IOException, VmException {
            vm = Vm.open(VmOptions.in(folder.resolve(name).resolve("wasm")));
            Wiring wiring = new Wiring(
                    ChainConfig.of("wasm"),
                    keepers -> List.of(new WasmModule(vm, keepers, WasmModule.Settings.DEFAULT)));
            chain = Chain.open(wiring, new MemoryDatabase(), Pruning.NOTHING);
            synced = SyncedChain.open(chain, folder.resolve(name).resolve("snapshots"), snapshotBlocks);
        }

        /** Runs recorded blocks. */
        ByteString run(int from, int to) {
            ByteString hash = ByteString.EMPTY;
            for (RequestFinalizeBlock block : blocks.subList(from, to)) {
                hash = synced.finalizeBlock(block).getAppHash();
                synced.commit();
            }
            return hash;
        }

        long height() {
            return synced.info(RequestInfo.getDefaultInstance()).getLastBlockHeight();
        }

        ByteString hash() {
            return synced.info(RequestInfo.getDefaultInstance()).getLastBlockAppHash();
        }

        ResponseOfferSnapshot.Result offer(Snapshot snapshot, ByteString appHash) {
            return synced.offerSnapshot(RequestOfferSnapshot.newBuilder()
                            .setSnapshot(snapshot)
                            .setAppHash(appHash)
                            .build())
                    .getResult();
        }

        ResponseApplySnapshotChunk apply(ByteString chunk) {
            return synced.applySnapshotChunk(RequestApplySnapshotChunk.newBuilder()
                    .setChunk(chunk)
                    .setSender("peer")
                    .build());
        }

        @Override
        public void close() {
            synced.close();
            chain.close();
            vm.close();
        }
    }

    /** A node that has run the recorded blocks up to one and has a snapshot of the state after it. */
    private Node old(int height) throws IOException, VmException {
        Node node = new Node("old", height);
        node.synced.initChain(recording.init());
        node.run(0, height);
        node.synced.close(); // waits for the snapshot
        return node;
    }

    private static ByteString chunk(Node node, Snapshot snapshot) {
        return node.synced
                .loadSnapshotChunk(RequestLoadSnapshotChunk.newBuilder()
                        .setHeight(snapshot.getHeight())
                        .setFormat(snapshot.getFormat())
                        .build())
                .getChunk();
    }

    @Test
    void goesOnAsTheChainWhoseStateItTook() throws IOException, VmException {
        int middle = blocks.size() / 2;
        try (Node old = old(middle);
                Node young = new Node("young", 0)) {
            Snapshot snapshot = old.synced.listSnapshots().getSnapshots(0);
            assertEquals(middle, snapshot.getHeight());
            assertEquals(ResponseOfferSnapshot.Result.ACCEPT, young.offer(snapshot, old.hash()));
            assertEquals(
                    ResponseApplySnapshotChunk.Result.ACCEPT,
                    young.apply(chunk(old, snapshot)).getResult());
            assertEquals(middle, young.height());
            assertEquals(old.hash(), young.hash());
            for (int next = middle; next < blocks.size(); next++) {
                ResponseFinalizeBlock expected = old.chain.finalizeBlock(blocks.get(next));
                assertEquals(expected, young.synced.finalizeBlock(blocks.get(next)), "block " + (next + 1));
                old.chain.commit();
                young.synced.commit();
            }
        }
    }

    @Test
    void asksAgainForAChunkThatWasDamagedOnItsWay() throws IOException, VmException {
        try (Node old = old(10);
                Node young = new Node("young", 0)) {
            Snapshot snapshot = old.synced.listSnapshots().getSnapshots(0);
            young.offer(snapshot, old.hash());
            byte[] damaged = chunk(old, snapshot).toByteArray();
            damaged[damaged.length / 2]++;
            ResponseApplySnapshotChunk answer = young.apply(ByteString.copyFrom(damaged));
            assertEquals(ResponseApplySnapshotChunk.Result.RETRY, answer.getResult());
            assertEquals(List.of(0), answer.getRefetchChunksList());
            assertEquals(List.of("peer"), List.copyOf(answer.getRejectSendersList()));
            assertEquals(
                    ResponseApplySnapshotChunk.Result.ACCEPT,
                    young.apply(chunk(old, snapshot)).getResult());
        }
    }

    @Test
    void refusesAStateWithAnotherHashAndCanStillBeginOtherwise() throws IOException, VmException {
        try (Node old = old(10);
                Node young = new Node("young", 0)) {
            Snapshot snapshot = old.synced.listSnapshots().getSnapshots(0);
            young.offer(snapshot, OTHER_HASH);
            assertEquals(
                    ResponseApplySnapshotChunk.Result.REJECT_SNAPSHOT,
                    young.apply(chunk(old, snapshot)).getResult());
            assertEquals(0, young.height());
            young.synced.initChain(recording.init());
            assertEquals(old.hash(), young.run(0, 10));
        }
    }

    @Test
    void takesNoOfferThatMakesNoSenseOrComesTooLate() throws IOException, VmException {
        try (Node old = old(10);
                Node young = new Node("young", 0)) {
            Snapshot snapshot = old.synced.listSnapshots().getSnapshots(0);
            assertEquals(ResponseOfferSnapshot.Result.ABORT, old.offer(snapshot, old.hash()));
            assertEquals(
                    ResponseOfferSnapshot.Result.REJECT_FORMAT,
                    young.offer(snapshot.toBuilder().setFormat(3).build(), old.hash()));
            assertEquals(
                    ResponseOfferSnapshot.Result.REJECT,
                    young.offer(snapshot.toBuilder().setChunks(2).build(), old.hash()));
            assertThrows(IllegalStateException.class, () -> young.apply(ByteString.EMPTY));
        }
    }

    @Test
    void refusesEveryDamageToWhatASnapshotHolds() throws IOException, VmException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (Node old = old(10);
                Node young = new Node("young", 0)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            old.chain.writeSnapshot(10, new DataOutputStream(out));
            byte[] sound = out.toByteArray();
            // Chain id and time are not part of the state.
            int head = Short.BYTES + recording.init().getChainId().length() + Long.BYTES + Integer.BYTES;
            for (int i = 0; i < 100; i++) {
                byte[] damaged = sound.clone();
                int at = head + random.nextInt(damaged.length - head);
                damaged[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                assertThrows(
                        IOException.class,
                        () -> young.chain.readSnapshot(
                                new DataInputStream(new ByteArrayInputStream(damaged)), 10, old.hash()),
                        "byte " + at + ", seed " + seed);
            }
            young.chain.readSnapshot(new DataInputStream(new ByteArrayInputStream(sound)), 10, old.hash());
            ByteArrayOutputStream again = new ByteArrayOutputStream();
            young.chain.writeSnapshot(10, new DataOutputStream(again));
            assertArrayEquals(sound, again.toByteArray());
        }
    }
}
