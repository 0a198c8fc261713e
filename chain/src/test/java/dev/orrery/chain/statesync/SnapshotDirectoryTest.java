package dev.orrery.chain.statesync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotDirectoryTest {
    @TempDir
    private Path folder;

    private static List<Long> heights(SnapshotDirectory directory) {
        return directory.all().stream().map(SnapshotDirectory.Snapshot::height).toList();
    }

    @Test
    void keepsTheNewestTwo() throws IOException {
        SnapshotDirectory directory = SnapshotDirectory.open(folder);
        for (long height : new long[] {5, 10, 15}) {
            directory.take(height, out -> out.write(new byte[] {(byte) height}));
        }
        assertEquals(List.of(10L, 15L), heights(directory));
        assertEquals(Optional.empty(), directory.chunk(5, 0));
        assertArrayEquals(new byte[] {15}, directory.chunk(15, 0).orElseThrow());
        assertEquals(Optional.empty(), directory.chunk(15, 1));
        assertEquals(Optional.empty(), directory.chunk(15, -1));
    }

    @Test
    void cutsWhatIsLongIntoChunks() throws IOException {
        SnapshotDirectory directory = SnapshotDirectory.open(folder);
        byte[] content = new byte[2 * SnapshotDirectory.CHUNK_BYTES + 3];
        Arrays.fill(content, (byte) 7);
        directory.take(1, out -> out.write(content));
        assertEquals(3, directory.all().getFirst().chunks());
        assertEquals(SnapshotDirectory.CHUNK_BYTES, directory.chunk(1, 1).orElseThrow().length);
        assertEquals(3, directory.chunk(1, 2).orElseThrow().length);
    }

    @Test
    void findsThemAgainInALaterProcess() throws IOException {
        SnapshotDirectory.open(folder).take(8, out -> out.write(1));
        SnapshotDirectory later = SnapshotDirectory.open(folder);
        assertEquals(List.of(8L), heights(later));
        assertArrayEquals(new byte[] {1}, later.chunk(8, 0).orElseThrow());
    }

    @Test
    void whatFailsHalfwayIsNoSnapshot() throws IOException {
        SnapshotDirectory directory = SnapshotDirectory.open(folder);
        assertThrows(
                IOException.class,
                () -> directory.take(8, out -> {
                    out.write(new byte[SnapshotDirectory.CHUNK_BYTES + 1]);
                    throw new IOException("the disk is full");
                }));
        assertEquals(List.of(), heights(directory));
        assertEquals(List.of(), heights(SnapshotDirectory.open(folder)));
    }
}
