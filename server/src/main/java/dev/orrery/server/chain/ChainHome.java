package dev.orrery.server.chain;

import dev.orrery.chain.solo.block.ConsensusKey;
import dev.orrery.chain.state.db.Database;
import dev.orrery.chain.state.db.RocksDatabase;
import dev.orrery.vm.VmException;
import dev.orrery.vm.cache.DirectoryLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory of a chain.
 *
 * @param kept whether it outlives the process
 */
record ChainHome(Path directory, boolean kept) implements AutoCloseable {
    private static final String KEY_FILE = "validator.key";

    /** The one named, which is made if missing, or one for this process alone. */
    static ChainHome open(Optional<Path> named) throws IOException {
        if (named.isPresent()) {
            Files.createDirectories(named.get());
            return new ChainHome(named.get(), true);
        }
        return new ChainHome(Files.createTempDirectory("orrery-chain-"), false);
    }

    /** The database of blocks and state. */
    Database openData() {
        return kept ? RocksDatabase.open(data()) : RocksDatabase.openForgotten(data());
    }

    private Path data() {
        return directory.resolve("data");
    }

    /** Where contracts' codes are. */
    Path wasm() {
        return directory.resolve("wasm");
    }

    /** Where snapshots of the state are, for nodes that are new. */
    Path snapshots() {
        return directory.resolve("snapshots");
    }

    /** Whether a chain has begun here. */
    boolean hasChain() {
        return hasValidatorKey() || Files.exists(data());
    }

    /** Whether it is known here who makes the blocks. */
    boolean hasValidatorKey() {
        return Files.exists(directory.resolve(KEY_FILE));
    }

    /** Whether a chain runs here, in this process or another: contracts' codes are taken exclusively. */
    boolean isInUse() {
        try {
            DirectoryLock.acquire(wasm()).close();
            return false;
        } catch (VmException e) {
            return true;
        }
    }

    /** The validator's key, made when first asked for. */
    ConsensusKey validatorKey() throws IOException {
        Path file = directory.resolve(KEY_FILE);
        if (!Files.exists(file)) {
            keepValidatorKey(ConsensusKey.generate(new SecureRandom()));
        }
        try {
            return ConsensusKey.fromSeed(
                    HexFormat.of().parseHex(Files.readString(file).strip()));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds no key: " + e.getMessage(), e);
        }
    }

    /**
     * Makes the key that of a chain which comes from elsewhere.
     *
     * @throws IOException if there is another one already
     */
    void keepValidatorKey(ConsensusKey key) throws IOException {
        Path file = directory.resolve(KEY_FILE);
        if (Files.exists(file)) {
            if (!validatorKey().publicKey().equals(key.publicKey())) {
                throw new IOException(file + " is the key of another validator");
            }
            return;
        }
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HexFormat.of().formatHex(key.seed()) + "\n");
    }

    @Override
    public void close() {
        if (kept) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
