package dev.orrery.chain.statesync;

import dev.orrery.ibc.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The snapshots of a node, each in a folder named after its height: chunks named after their numbers, and a file of their hashes. Any
 * thread; one at a time takes snapshots.
 */
final class SnapshotDirectory {
    /** Largest chunk. Bytes. CometBFT passes on 16 MB. cometbft statesync/messages.go: chunkMsgSize. */
    static final int CHUNK_BYTES = 8 * 1024 * 1024;

    /** The newest ones that are kept: somebody may be fetching the one before the last. */
    private static final int KEPT = 2;

    /** Of SHA-256. */
    private static final int HASH_BYTES = 32;

    private static final String HASHES = "hashes";
    private static final String UNFINISHED = "unfinished";
    private static final Pattern HEIGHT = Pattern.compile("[1-9][0-9]{0,18}");

    private final Path directory;
    private final Map<Long, Snapshot> taken = new ConcurrentSkipListMap<>();

    private SnapshotDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * @param hashes of the chunks, one after the other
     */
    record Snapshot(long height, byte[] hashes) {
        int chunks() {
            return hashes.length / HASH_BYTES;
        }
    }

    /** Writes the whole of what a snapshot consists of. */
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** Takes the directory, which is made if missing. */
    static SnapshotDirectory open(Path directory) throws IOException {
        SnapshotDirectory opened = new SnapshotDirectory(Files.createDirectories(directory));
        Folders.delete(directory.resolve(UNFINISHED));
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (HEIGHT.matcher(name).matches()) {
                    long height = Long.parseLong(name);
                    opened.taken.put(height, new Snapshot(height, Files.readAllBytes(entry.resolve(HASHES))));
                }
            }
        }
        return opened;
    }

    /** The oldest first. */
    List<Snapshot> all() {
        return List.copyOf(taken.values());
    }

    Optional<byte[]> chunk(long height, int number) {
        Optional<Snapshot> snapshot = Optional.ofNullable(taken.get(height));
        if (snapshot.isEmpty() || number < 0 || number >= snapshot.get().chunks()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(folder(height).resolve(Integer.toString(number))));
        } catch (IOException e) {
            return Optional.empty(); // it was the oldest until now
        }
    }

    /** Adds a snapshot and forgets old ones. */
    void take(long height, Content content) throws IOException {
        Path unfinished = directory.resolve(UNFINISHED);
        Folders.delete(unfinished);
        Files.createDirectory(unfinished);
        try (Chunks chunks = new Chunks(unfinished)) {
            content.write(chunks);
            chunks.finish();
            Files.write(unfinished.resolve(HASHES), chunks.hashes());
            Files.move(unfinished, folder(height), StandardCopyOption.ATOMIC_MOVE);
            taken.put(height, new Snapshot(height, chunks.hashes()));
        }
        List<Long> heights = List.copyOf(taken.keySet());
        for (long old : heights.subList(0, Math.max(0, heights.size() - KEPT))) {
            taken.remove(old);
            Folders.delete(folder(old));
        }
    }

    private Path folder(long height) {
        return directory.resolve(Long.toString(height));
    }

    /** Cuts a stream into files. */
    private static final class Chunks extends OutputStream {
        private final Path folder;
        private final ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        private final ByteArrayOutputStream chunk = new ByteArrayOutputStream(CHUNK_BYTES);
        private int written;

        Chunks(Path folder) {
            this.folder = folder;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int at = from;
            int left = length;
            while (left > 0) {
                if (chunk.size() == CHUNK_BYTES) {
                    finish();
                }
                int part = Math.min(left, CHUNK_BYTES - chunk.size());
                chunk.write(bytes, at, part);
                at += part;
                left -= part;
            }
        }

        void finish() throws IOException {
            byte[] bytes = chunk.toByteArray();
            Files.write(folder.resolve(Integer.toString(written++)), bytes);
            hashes.writeBytes(Sha256.of(bytes));
            chunk.reset();
        }

        byte[] hashes() {
            return hashes.toByteArray();
        }
    }
}
