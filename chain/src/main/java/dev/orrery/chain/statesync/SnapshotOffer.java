package dev.orrery.chain.statesync;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.Sha256;
import dev.orrery.proto.tendermint.abci.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A snapshot that somebody offered and whose chunks come one by one, in any order. One thread.
 *
 * @param directory where the chunks are kept until all are there
 * @param hashes of the chunks, one after the other
 * @param appHash that the state must have
 */
record SnapshotOffer(Path directory, long height, byte[] hashes, ByteString appHash) {
    /** Of SHA-256. */
    private static final int HASH_BYTES = 32;

    /** What the state of a large chain doesn't reach. */
    private static final int MAX_CHUNKS = 100_000;

    /** Whether what is said of a snapshot makes sense. */
    static boolean isSound(Snapshot offered) {
        byte[] hashes = offered.getMetadata().toByteArray();
        return offered.getChunks() > 0
                && offered.getChunks() <= MAX_CHUNKS
                && hashes.length == offered.getChunks() * HASH_BYTES
                && offered.getHash().equals(ByteString.copyFrom(Sha256.of(hashes)));
    }

    /** Begins to gather the chunks. */
    static SnapshotOffer begin(Path directory, Snapshot offered, ByteString appHash) throws IOException {
        return new SnapshotOffer(
                Files.createTempDirectory(Files.createDirectories(directory), "offer"),
                offered.getHeight(),
                offered.getMetadata().toByteArray(),
                appHash);
    }

    private int chunks() {
        return hashes.length / HASH_BYTES;
    }

    /** Keeps a chunk; false if it isn't the one that was offered. */
    boolean keep(int number, ByteString chunk) throws IOException {
        if (number < 0 || number >= chunks()) {
            return false;
        }
        byte[] bytes = chunk.toByteArray();
        byte[] hash = Arrays.copyOfRange(hashes, number * HASH_BYTES, (number + 1) * HASH_BYTES);
        if (!Arrays.equals(Sha256.of(bytes), hash)) {
            return false;
        }
        Files.write(file(number), bytes);
        return true;
    }

    boolean isWhole() {
        return IntStream.range(0, chunks()).allMatch(number -> Files.exists(file(number)));
    }

    /** All chunks, once they are there, as one stream. */
    InputStream content() {
        return new Content();
    }

    /** Has one chunk at a time in memory. */
    private final class Content extends InputStream {
        private InputStream chunk = InputStream.nullInputStream();
        private int next;

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = chunk.read(into, from, length);
            while (read < 0 && next < chunks()) {
                chunk = new ByteArrayInputStream(Files.readAllBytes(file(next++)));
                read = chunk.read(into, from, length);
            }
            return read;
        }
    }

    private Path file(int number) {
        return directory.resolve(Integer.toString(number));
    }

    /** Forgets the chunks. */
    void forget() throws IOException {
        Folders.delete(directory);
    }
}
