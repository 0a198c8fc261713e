package dev.orrery.chain.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.chain.state.db.RocksDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that commits as fast as it can is killed again and again; each time the whole last commit is there. */
class KilledProcessTest {
    private static final int KILLS = 8;
    private static final int KEYS = 40;
    private static final List<String> STORES = List.of("s");

    @TempDir
    Path directory;

    @Test
    void aKilledProcessComesBackAtItsLastCommit() throws Exception {
        Random random = new Random();
        long acknowledged = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged = Math.max(acknowledged, runAndKill(random.nextInt(200)));
            long version = committedVersion();
            assertTrue(version >= acknowledged, version + " committed, " + acknowledged + " acknowledged");
            acknowledged = version;
        }
        assertTrue(acknowledged >= KILLS, "the process got to work: " + acknowledged);
    }

    /** Kills the process some time after its first commit; returns the last one it reported. */
    private long runAndKill(int afterMillis) throws IOException, InterruptedException {
        Path log = directory.resolve("reported");
        Files.deleteIfExists(log);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Committer.class.getName(),
                        directory.resolve("db").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            while (process.isAlive() && Files.size(log) == 0) {
                Thread.sleep(5);
            }
            Thread.sleep(afterMillis);
        } finally {
            process.destroyForcibly().waitFor();
        }
        String reported = Files.readString(log);
        int end = reported.lastIndexOf(';');
        assertTrue(end > 0, () -> "the process reported: " + reported);
        return Long.parseLong(reported.substring(reported.lastIndexOf(';', end - 1) + 1, end));
    }

    /** Every version writes its number to all keys, so that half a commit would show. */
    private long committedVersion() {
        try (MultiStore stores = MultiStore.open(RocksDatabase.open(directory.resolve("db")), STORES, new Pruning(10));
                CommittedState latest = stores.latest()) {
            long version = latest.commit().orElseThrow().version();
            for (int key = 0; key < KEYS; key++) {
                assertArrayEquals(
                        Keys.uint64(version),
                        latest.store("s").get(new byte[] {(byte) key}).orElseThrow());
            }
            assertTreeIsWhole(stores, version);
            return version;
        }
    }

    /** Commits once more: that walks the whole tree, all keys being changed. */
    private static void assertTreeIsWhole(MultiStore stores, long version) {
        Committer.commitNext(stores);
        try (CommittedState before = stores.at(version).orElseThrow()) {
            assertEquals(
                    version,
                    Keys.readUint64(before.store("s").get(new byte[] {0}).orElseThrow(), 0));
        }
    }

    /** The process. */
    static final class Committer {
        private Committer() {}

        public static void main(String[] args) {
            MultiStore stores = MultiStore.open(RocksDatabase.open(Path.of(args[0])), STORES, new Pruning(10));
            for (int i = 0; i < 100_000; i++) {
                System.out.print(commitNext(stores) + ";");
                System.out.flush();
            }
        }

        static long commitNext(MultiStore stores) {
            try (CommittedState latest = stores.latest()) {
                long version = latest.commit().map(Commit::version).orElse(0L) + 1;
                StateBranch branch = latest.branch();
                for (int key = 0; key < KEYS; key++) {
                    branch.store("s").set(new byte[] {(byte) key}, Keys.uint64(version));
                }
                return stores.commit(branch, version).version();
            }
        }
    }
}
