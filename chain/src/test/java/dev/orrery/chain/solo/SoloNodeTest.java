package dev.orrery.chain.solo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.orrery.chain.solo.block.BlockHashes;
import dev.orrery.chain.solo.block.BlockStore;
import dev.orrery.chain.solo.block.ConsensusKey;
import dev.orrery.chain.solo.block.NextBlock;
import dev.orrery.chain.solo.block.Times;
import dev.orrery.chain.solo.index.EventQuery;
import dev.orrery.chain.solo.index.Place;
import dev.orrery.chain.state.db.Database;
import dev.orrery.chain.state.db.MemoryDatabase;
import dev.orrery.ibc.light.tendermint.BlockHash;
import dev.orrery.proto.tendermint.abci.RequestInfo;
import dev.orrery.proto.tendermint.abci.RequestInitChain;
import dev.orrery.proto.tendermint.abci.RequestQuery;
import dev.orrery.proto.tendermint.abci.TxResult;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import dev.orrery.proto.tendermint.types.Block;
import dev.orrery.proto.tendermint.types.BlockParams;
import dev.orrery.proto.tendermint.types.Commit;
import dev.orrery.proto.tendermint.types.ConsensusParams;
import dev.orrery.proto.tendermint.types.Header;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SoloNodeTest {
    private static final BlockSchedule ON_COMMAND = new BlockSchedule.OnCommand();
    private static final BlockSchedule INSTANTLY = new BlockSchedule.Instantly(Optional.empty());
    private static final ConsensusKey KEY = ConsensusKey.fromSeed(new byte[32]);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Database database = new MemoryDatabase();
    private final KeyValueApplication application = new KeyValueApplication(database);
    private final List<SoloNode> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(SoloNode::close);
    }

    @Test
    void aNewChainHasTwoBlocks() {
        assertEquals(2, open(ON_COMMAND).blocks().height());
    }

    @Test
    void eachHeaderFollowsFromTheBlockBefore() {
        SoloNode node = open(ON_COMMAND);
        submit(node, "a=1");
        node.produce();
        submit(node, "b=2");
        submit(node, "fail=3");
        node.produce();
        node.produce();
        BlockStore blocks = node.blocks();
        for (long height = 2; height <= blocks.height(); height++) {
            Block block = blocks.block(height).orElseThrow();
            Header header = block.getHeader();
            Header before = blocks.meta(height - 1).orElseThrow().getHeader();
            assertEquals(blocks.meta(height - 1).orElseThrow().getBlockId(), header.getLastBlockId());
            assertEquals(before.getNextValidatorsHash(), header.getValidatorsHash());
            assertEquals(blocks.results(height - 1).orElseThrow().getAppHash(), header.getAppHash());
            assertEquals(
                    BlockHashes.results(blocks.results(height - 1).orElseThrow().getTxResultsList()),
                    header.getLastResultsHash());
            assertEquals(BlockHashes.transactions(block.getData().getTxsList()), header.getDataHash());
            assertTrue(Times.instant(header.getTime()).isAfter(Times.instant(before.getTime())));
            Commit commit = blocks.commit(height - 1).orElseThrow();
            assertEquals(header.getLastCommitHash(), BlockHashes.commit(commit));
            assertEquals(header.getTime(), commit.getSignatures(0).getTimestamp());
            assertEquals(blocks.meta(height).orElseThrow().getBlockId(), NextBlock.idOf(block));
            assertEquals(height, blocks.heightOf(BlockHash.of(header)).orElseThrow());
        }
    }

    @Test
    void anInstantChainCommitsBeforeItAnswersAndThenMakesAnEmptyBlock() throws Exception {
        SoloNode node = open(INSTANTLY);
        TxResult result = submit(node, "a=1").inBlock().get(10, TimeUnit.SECONDS);
        assertEquals(3, result.getHeight());
        assertEquals("1", value("a"));
        assertEquals(Optional.of(new Place(3, 0)), node.index().find(hash("a=1").toByteArray()));
        await(() -> node.blocks().height() == 4);
        assertEquals(0, node.blocks().block(4).orElseThrow().getData().getTxsCount());
    }

    @Test
    void anIdleChainMakesBlocksOnlyWhereAsked() {
        SoloNode node = open(new BlockSchedule.Instantly(Optional.of(Duration.ofMillis(20))));
        await(() -> node.blocks().height() >= 5);
    }

    @Test
    void aChainWithAnIntervalCollectsTransactions() throws Exception {
        SoloNode node = open(new BlockSchedule.Every(Duration.ofMillis(300)));
        var first = submit(node, "a=1").inBlock();
        var second = submit(node, "b=1").inBlock();
        assertEquals(
                first.get(10, TimeUnit.SECONDS).getHeight(),
                second.get(10, TimeUnit.SECONDS).getHeight());
    }

    @Test
    void aTransactionIsTakenOnce() {
        SoloNode node = open(ON_COMMAND);
        submit(node, "a=1");
        assertEquals("tx already exists in cache", refusal(node, "a=1"));
        node.produce();
        assertEquals("tx already exists in cache", refusal(node, "a=1"));
    }

    @Test
    void aTransactionThatFailedMayComeAgain() {
        SoloNode node = open(ON_COMMAND);
        submit(node, "fail=1");
        node.produce();
        submit(node, "fail=1");
    }

    @Test
    void aRefusedTransactionIsNotRemembered() {
        SoloNode node = open(ON_COMMAND);
        for (int i = 0; i < 2; i++) {
            Admission admission = node.submit(ByteString.copyFromUtf8("nonsense"));
            assertEquals(1, ((Admission.Checked) admission).answer().getCode());
        }
        assertEquals(0, node.waitingCount());
    }

    @Test
    void aHugeTransactionIsNotEvenChecked() {
        assertEquals(
                "Tx too large. Max size is 1048576, but got 1048577",
                refusal(open(ON_COMMAND), "a=" + "b".repeat((1 << 20) - 1)));
    }

    @Test
    void transactionsAreFoundByTheirEvents() {
        SoloNode node = open(ON_COMMAND);
        submit(node, "a=1");
        node.produce();
        submit(node, "a=22");
        submit(node, "b=1");
        node.produce();
        assertEquals(List.of(new Place(3, 0), new Place(4, 0)), find(node, "set.key='a'"));
        assertEquals(List.of(new Place(4, 0)), find(node, "set.key='a' AND set.value='22'"));
        assertEquals(List.of(new Place(4, 0)), find(node, "set.key='a' AND tx.height=4"));
        assertEquals(List.of(new Place(4, 0), new Place(4, 1)), find(node, "tx.height>3"));
        assertEquals(List.of(new Place(4, 0)), find(node, "note.length>1"));
        assertEquals(List.of(new Place(4, 0)), find(node, "set.value CONTAINS '2'"));
        assertEquals(3, find(node, "note.length EXISTS").size());
        assertEquals(List.of(), find(node, "set.key='a' AND note.length=1"), "conditions hold in one event");
        assertEquals(List.of(), find(node, "set.key=''"));
        assertEquals(List.of(new Place(3, 0)), find(node, "tx.hash='" + hex(hash("a=1")) + "'"));
        assertEquals(
                List.of(2L, 4L),
                List.copyOf(node.index()
                        .blocks(
                                EventQuery.parse("block.parity='even'"),
                                node.blocks().height())));
        assertEquals(
                List.of(3L, 4L),
                List.copyOf(node.index()
                        .blocks(
                                EventQuery.parse("block.height>=3"),
                                node.blocks().height())));
    }

    @Test
    void aLaterFailureDoesNotHideASuccess() {
        SoloNode node = open(ON_COMMAND);
        submit(node, "fail=1");
        node.produce();
        submit(node, "fail=1");
        node.produce();
        assertEquals(List.of(new Place(3, 0)), find(node, "tx.hash='" + hex(hash("fail=1")) + "'"));
    }

    @Test
    void subscribersAreToldOfBlocksAndTransactionsInOrder() throws Exception {
        SoloNode node = open(ON_COMMAND);
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        for (String query :
                List.of("tm.event='NewBlock'", "tm.event='Tx' AND set.key='a'", "tm.event='NewBlockHeader'")) {
            node.events().subscribe(EventQuery.parse(query), (event, values) -> told.add(event.name()));
        }
        submit(node, "a=1");
        submit(node, "b=1");
        node.produce();
        assertEquals(List.of("NewBlock", "NewBlockHeader", "Tx"), List.copyOf(told));
    }

    @Test
    void whatWasCommittedIsThereAgain() {
        SoloNode node = open(ON_COMMAND);
        submit(node, "a=1");
        node.produce();
        node.close();
        SoloNode again = open(ON_COMMAND);
        assertEquals(3, again.blocks().height());
        assertEquals("1", value("a"));
        again.produce();
        assertEquals(4, again.blocks().height());
    }

    @Test
    void aBlockThatTheApplicationMissedIsReplayed() {
        SoloNode node = open(ON_COMMAND);
        submit(node, "a=1");
        application.beforeCommit(() -> {
            throw new IllegalStateException("killed");
        });
        assertThrows(IllegalStateException.class, node::produce);
        application.beforeCommit(() -> {});
        assertEquals(2, application.info(RequestInfo.getDefaultInstance()).getLastBlockHeight());
        SoloNode again = open(ON_COMMAND);
        assertEquals(3, again.blocks().height());
        assertEquals(3, application.info(RequestInfo.getDefaultInstance()).getLastBlockHeight());
        assertEquals("1", value("a"));
    }

    @Test
    void theFirstBlockIsReplayedToo() {
        application.beforeCommit(() -> {
            throw new IllegalStateException("killed");
        });
        assertThrows(IllegalStateException.class, () -> open(ON_COMMAND));
        application.beforeCommit(() -> {});
        assertEquals(2, open(ON_COMMAND).blocks().height());
    }

    @Test
    void theStateOfAnotherChainIsRefused() {
        open(ON_COMMAND).close();
        RequestInitChain other = genesis().toBuilder().setChainId("other-1").build();
        IllegalStateException refused = assertThrows(
                IllegalStateException.class,
                () -> SoloNode.open(application, database, other, KEY, ON_COMMAND, InstantSource.system()));
        assertEquals("the state is that of chain 'solo-1', not of 'other-1'", refused.getMessage());
    }

    @Test
    void timeNeverRunsBack() {
        InstantSource stopped = InstantSource.fixed(START);
        SoloNode node = remember(SoloNode.open(application, database, genesis(), KEY, ON_COMMAND, stopped));
        node.produce();
        assertEquals(
                START.plusMillis(2),
                Times.instant(node.blocks().meta(3).orElseThrow().getHeader().getTime()));
    }

    @Test
    void validatorsAreKnownForTheNextTwoHeights() {
        SoloNode node = open(ON_COMMAND);
        assertFalse(node.blocks().validators(4).validators().isEmpty());
        assertEquals(7, node.blocks().validators(1).totalPower());
    }

    private SoloNode open(BlockSchedule schedule) {
        return remember(SoloNode.open(application, database, genesis(), KEY, schedule, InstantSource.system()));
    }

    private SoloNode remember(SoloNode node) {
        opened.add(node);
        return node;
    }

    private static RequestInitChain genesis() {
        return RequestInitChain.newBuilder()
                .setChainId("solo-1")
                .setTime(Times.timestamp(START))
                .setInitialHeight(1)
                .setConsensusParams(ConsensusParams.newBuilder()
                        .setBlock(
                                BlockParams.newBuilder().setMaxBytes(22_020_096).setMaxGas(-1)))
                .addValidators(
                        ValidatorUpdate.newBuilder().setPubKey(KEY.publicKey()).setPower(7))
                .build();
    }

    private static Admission.Checked submit(SoloNode node, String transaction) {
        Admission.Checked checked =
                assertInstanceOf(Admission.Checked.class, node.submit(ByteString.copyFromUtf8(transaction)));
        assertEquals(0, checked.answer().getCode());
        return checked;
    }

    private static String refusal(SoloNode node, String transaction) {
        return assertInstanceOf(Admission.Refused.class, node.submit(ByteString.copyFromUtf8(transaction)))
                .why();
    }

    private static List<Place> find(SoloNode node, String query) {
        BlockStore blocks = node.blocks();
        Collection<Place> found = node.index()
                .transactions(
                        EventQuery.parse(query),
                        blocks.height(),
                        height -> Math.toIntExact(
                                blocks.meta(height).orElseThrow().getNumTxs()));
        return List.copyOf(found);
    }

    private String value(String key) {
        return application
                .query(RequestQuery.newBuilder()
                        .setData(ByteString.copyFromUtf8(key))
                        .build())
                .getValue()
                .toStringUtf8();
    }

    private static ByteString hash(String transaction) {
        return BlockHashes.transaction(ByteString.copyFromUtf8(transaction));
    }

    private static String hex(ByteString bytes) {
        return java.util.HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        Instant deadline = Instant.now().plusSeconds(10);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(deadline), "waited too long");
            Thread.onSpinWait();
        }
    }
}
