package dev.orrery.chain.solo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.orrery.chain.solo.block.BlockStore;
import dev.orrery.chain.solo.block.ConsensusKey;
import dev.orrery.chain.solo.block.NextBlock;
import dev.orrery.chain.solo.block.Times;
import dev.orrery.chain.state.db.Database;
import dev.orrery.chain.state.db.RocksDatabase;
import dev.orrery.proto.tendermint.abci.RequestInfo;
import dev.orrery.proto.tendermint.abci.RequestInitChain;
import dev.orrery.proto.tendermint.abci.RequestQuery;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import dev.orrery.proto.tendermint.types.BlockParams;
import dev.orrery.proto.tendermint.types.ConsensusParams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a node again and again while it makes blocks, and looks at what it left. */
class KilledNodeHammer {
    private static final int KILLS = 3;
    private static final int MOST_BLOCKS = 60;
    private static final int CHECKED_BLOCKS = 20;
    private static final int POLL_MILLIS = 5;
    private static final int PATIENCE_SECONDS = 30;

    @Test
    void whatWasAnnouncedIsThereAfterAKill(@TempDir Path home) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long announced = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long last = runUntilKilled(home, 1 + random.nextInt(MOST_BLOCKS));
            assertTrue(last > announced, "no progress, seed " + seed);
            announced = last;
            try (Database database = RocksDatabase.open(home.resolve("data"))) {
                KeyValueApplication application = new KeyValueApplication(database);
                try (SoloNode node = open(application, database)) {
                    long height = node.blocks().height();
                    assertTrue(height >= announced, "block " + announced + " is lost, seed " + seed);
                    assertEquals(
                            height,
                            application.info(RequestInfo.getDefaultInstance()).getLastBlockHeight());
                    checkBlocks(node.blocks(), height);
                    assertEquals(
                            Long.toString(announced),
                            application
                                    .query(RequestQuery.newBuilder()
                                            .setData(ByteString.copyFromUtf8("k" + announced))
                                            .build())
                                    .getValue()
                                    .toStringUtf8());
                }
            }
        }
    }

    private static void checkBlocks(BlockStore blocks, long height) {
        for (long at = Math.max(2, height - CHECKED_BLOCKS); at <= height; at++) {
            var block = blocks.block(at).orElseThrow();
            assertEquals(blocks.meta(at).orElseThrow().getBlockId(), NextBlock.idOf(block));
            assertEquals(
                    blocks.meta(at - 1).orElseThrow().getBlockId(),
                    block.getHeader().getLastBlockId());
            assertEquals(
                    blocks.results(at - 1).orElseThrow().getAppHash(),
                    block.getHeader().getAppHash());
        }
    }

    /** Returns the last height that the other process announced. */
    private static long runUntilKilled(Path home, int blocks) throws IOException, InterruptedException {
        Path announcements = home.resolve("announcements");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        home.toString())
                .redirectOutput(announcements.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        while (Files.readAllLines(announcements).size() < blocks) {
            assertTrue(process.isAlive(), "the node ended by itself");
            Thread.sleep(POLL_MILLIS);
        }
        process.destroyForcibly();
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        String said = Files.readString(announcements);
        // What follows the last line end may be the beginning of a number.
        List<String> lines = said.substring(0, said.lastIndexOf('\n')).lines().toList();
        return Long.parseLong(lines.getLast());
    }

    private static SoloNode open(KeyValueApplication application, Database database) {
        ConsensusKey key = ConsensusKey.fromSeed(new byte[32]);
        RequestInitChain genesis = RequestInitChain.newBuilder()
                .setChainId("killed-1")
                .setTime(Times.timestamp(Instant.parse("2026-01-01T00:00:00Z")))
                .setInitialHeight(1)
                .setConsensusParams(ConsensusParams.newBuilder()
                        .setBlock(
                                BlockParams.newBuilder().setMaxBytes(22_020_096).setMaxGas(-1)))
                .addValidators(
                        ValidatorUpdate.newBuilder().setPubKey(key.publicKey()).setPower(1))
                .build();
        return SoloNode.open(
                application, database, genesis, key, new BlockSchedule.OnCommand(), InstantSource.system());
    }

    /** The process that is killed: makes blocks and announces each by its height. */
    static final class Worker {
        private Worker() {}

        public static void main(String[] args) {
            Database database = RocksDatabase.open(Path.of(args[0], "data"));
            SoloNode node = open(new KeyValueApplication(database), database);
            while (true) {
                long next = node.blocks().height() + 1;
                node.submit(ByteString.copyFromUtf8("k" + next + "=" + next));
                node.produce();
                System.out.println(next);
                System.out.flush();
            }
        }
    }
}
