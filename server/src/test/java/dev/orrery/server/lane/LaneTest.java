package dev.orrery.server.lane;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes through shared memory: all arrive in order, whatever their number, and a peer that cheats is found out. */
@Timeout(60)
class LaneTest {
    @TempDir
    private Path folder;

    private static final int SPIN_NANOS = 20_000;

    private Lanes lanes(int max, long spinNanos) {
        return new Lanes(new Lanes.Settings(max, folder, spinNanos), () -> 0);
    }

    private static ChainLane chain(Lane lane) {
        return ChainLane.map(lane.path(), lane.ringBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, SPIN_NANOS})
    void framesOfEverySizeCrossBothWays(int spinNanos) throws Exception {
        Lane vm = lanes(1, spinNanos).open().orElseThrow();
        ChainLane chain = chain(vm);
        int frames = 400;
        Random random = new Random(1);
        byte[][] sent = new byte[frames][];
        for (int i = 0; i < frames; i++) {
            sent[i] = new byte[1 + random.nextInt(i % 10 == 0 ? 3 * vm.ringBytes() : 500)];
            random.nextBytes(sent[i]);
        }
        CompletableFuture<Void> echo = CompletableFuture.runAsync(() -> {
            for (byte[] frame : sent) {
                chain.sendRaw(frame);
                chain.send(frame);
            }
        });
        byte[] header = new byte[Integer.BYTES];
        for (byte[] frame : sent) {
            byte[] got = new byte[frame.length];
            assertTrue(vm.read(got, 0, got.length));
            assertArrayEquals(frame, got);
            assertTrue(vm.read(header, 0, header.length));
            assertTrue(vm.read(got, 0, got.length));
            assertArrayEquals(frame, got);
        }
        echo.get(10, TimeUnit.SECONDS);
        CompletableFuture<byte[]> reader = CompletableFuture.supplyAsync(chain::receive);
        assertTrue(vm.write(new byte[] {2, 0, 0, 0, 7, 8}, 0, 6));
        assertArrayEquals(new byte[] {7, 8}, reader.get(10, TimeUnit.SECONDS));
        chain.close();
        vm.close();
    }

    @Test
    void theFileIsTheOwnersAloneAndBeginsWithTheNonce() throws IOException {
        Lane vm = lanes(1, 0).open().orElseThrow();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(vm.path())));
        try (ChainLane chain = chain(vm)) {
            assertArrayEquals(vm.nonce(), chain.nonce());
        }
        vm.close();
        assertFalse(Files.exists(vm.path()));
    }

    @Test
    void aWaitEndsAtItsDeadlineOrWhenTheLaneIsInterrupted() throws Exception {
        Lane vm = lanes(1, 0).open().orElseThrow();
        assertFalse(vm.awaitInput(Lane.Expected.SOMETIME, System.nanoTime() + 1_000_000));
        CompletableFuture<Void> lost =
                CompletableFuture.runAsync(vm::interrupt, CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
        assertFalse(vm.read(new byte[1], 0, 1));
        lost.get(10, TimeUnit.SECONDS);
        assertFalse(vm.write(new byte[2 * vm.ringBytes()], 0, 2 * vm.ringBytes()));
        vm.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 32 * 1024 + 1})
    void aPositionOutsideTheRingIsFoundOut(long position) {
        Lane vm = lanes(1, 0).open().orElseThrow();
        ChainLane chain = chain(vm);
        chain.claimWritten(position);
        assertThrows(Lane.CorruptException.class, () -> vm.read(new byte[8], 0, 8));
        // Nothing was written, so that nothing can have been read.
        chain.claimRead(position == -1 ? 1 : position);
        assertThrows(Lane.CorruptException.class, () -> vm.write(new byte[8], 0, 8));
        chain.close();
        vm.close();
    }

    @Test
    void filesOfServersThatWereKilledAreRemovedByTheNext() throws IOException {
        Path old = Files.createFile(folder.resolve("orrery-lane-old"));
        Path other = Files.createFile(folder.resolve("other"));
        FileTime hourAgo = FileTime.from(Instant.now().minusSeconds(3600));
        Files.setLastModifiedTime(old, hourAgo);
        Files.setLastModifiedTime(other, hourAgo);
        Path offered = Files.createFile(folder.resolve("orrery-lane-new"));
        assertTrue(lanes(1, 0).arePossible());
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(other));
        assertTrue(Files.exists(offered));
    }

    @Test
    void thereAreNoMoreLanesThanAllowed() {
        Lanes two = lanes(2, 0);
        Lane first = two.open().orElseThrow();
        Lane second = two.open().orElseThrow();
        assertTrue(two.open().isEmpty());
        assertEquals(2, two.inUse());
        first.close();
        Lane third = two.open().orElseThrow();
        second.close();
        third.close();
        assertEquals(0, two.inUse());
    }

    @Test
    void whereNoneCanBeMadeThereAreNone() {
        assertFalse(lanes(0, 0).arePossible());
        assertTrue(lanes(0, 0).open().isEmpty());
        Lanes nowhere = new Lanes(new Lanes.Settings(1, folder.resolve("no such"), 0), () -> 0);
        assertFalse(nowhere.arePossible());
        assertTrue(nowhere.open().isEmpty());
    }
}
