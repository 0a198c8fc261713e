package dev.orrery.vm.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.vm.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageStoreTest {
    private static final Checksum CODE = Checksum.generate(new byte[] {1});

    @TempDir
    private Path base;

    @Test
    void givesBackWhatItKeeps() {
        ImageStore store = ImageStore.open(base, "kind");
        assertEquals(Optional.empty(), store.load(CODE));
        store.save(CODE, new byte[] {1, 2, 3});
        assertArrayEquals(new byte[] {1, 2, 3}, store.load(CODE).orElseThrow());
        store.save(CODE, new byte[] {4});
        assertArrayEquals(
                new byte[] {4}, ImageStore.open(base, "kind").load(CODE).orElseThrow());
        store.remove(CODE);
        assertEquals(Optional.empty(), store.load(CODE));
    }

    @Test
    void keepsKindsApart() {
        ImageStore.open(base, "one").save(CODE, new byte[] {1});
        assertEquals(Optional.empty(), ImageStore.open(base, "two").load(CODE));
    }

    @Test
    void makesItsFoldersForThisUserAlone() throws IOException {
        ImageStore.open(base, "kind");
        for (Path folder : List.of(folder().getParent(), folder())) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        }
    }

    @Test
    void usesNoFolderThatOthersCanWriteTo() throws IOException {
        ImageStore.open(base, "kind").save(CODE, new byte[] {1});
        Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxrwx---"));
        ImageStore open = ImageStore.open(base, "kind");
        assertEquals(Optional.empty(), open.load(CODE));
        open.save(CODE, new byte[] {2});
        assertArrayEquals(new byte[] {1}, Files.readAllBytes(folder().resolve(CODE + ".image")));
    }

    @Test
    void followsNoLinkInPlaceOfAFolder() throws IOException {
        Path elsewhere = Files.createDirectory(
                base.resolve("elsewhere"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        ImageStore.open(base, "first");
        Files.createSymbolicLink(folder(), elsewhere);
        ImageStore.open(base, "kind").save(CODE, new byte[] {1});
        try (Stream<Path> files = Files.list(elsewhere)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void clearsAwayWhatACrashLeftButNotWhatAnotherProcessWrites() throws IOException {
        ImageStore.open(base, "kind");
        Path old = Files.createFile(folder().resolve("a.tmp"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(7200)));
        Path young = Files.createFile(folder().resolve("b.tmp"));
        ImageStore.open(base, "kind");
        assertTrue(Files.notExists(old));
        assertTrue(Files.exists(young));
    }

    /** Each image holds one byte value only: a mixture would be two writers in one file. */
    @Test
    void twoStoresOnOneFolderNeverMixTheirFiles() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Void>> writers = IntStream.range(0, 4)
                    .<Callable<Void>>mapToObj(number -> () -> {
                        ImageStore store = ImageStore.open(base, "kind");
                        byte[] image = new byte[100_000 + number];
                        Arrays.fill(image, (byte) number);
                        for (int i = 0; i < 50; i++) {
                            store.save(CODE, image);
                            byte[] found = store.load(CODE).orElseThrow();
                            byte[] expected = new byte[100_000 + found[0]];
                            Arrays.fill(expected, found[0]);
                            assertArrayEquals(expected, found);
                        }
                        return null;
                    })
                    .toList();
            for (Future<Void> writer : threads.invokeAll(writers)) {
                writer.get();
            }
        }
        try (Stream<Path> files = Files.list(folder())) {
            assertEquals(1, files.count());
        }
    }

    private Path folder() {
        return base.resolve("cache").resolve("images").resolve("kind");
    }
}
