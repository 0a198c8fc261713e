package dev.orrery.vm.cache;

import dev.orrery.vm.Checksum;
import dev.orrery.vm.error.Failure;
import dev.orrery.vm.error.FailureException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Uploaded Wasm on disk, one file for each checksum, in the reference's layout. A file appears whole or not at all, whenever
 * the process ends. Any thread. cosmwasm vm cache.rs: save_wasm_to_disk, load_wasm_from_disk.
 */
public final class CodeStore {
    private static final String EXTENSION = ".wasm";
    private static final String UNFINISHED = ".tmp";

    private final Path directory;

    /** @param base the VM's directory, to which the caller holds the lock */
    public CodeStore(Path base) {
        directory = base.resolve("state").resolve("wasm");
        try {
            Files.createDirectories(directory);
            removeUnfinished();
        } catch (IOException e) {
            throw failed("Error creating wasm directory");
        }
    }

    /** What a crash in the middle of {@link #save} left behind. */
    private void removeUnfinished() throws IOException {
        try (var files = Files.newDirectoryStream(directory, "*" + UNFINISHED)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    /** Keeps the bytes; the same bytes may be saved any number of times. */
    public Checksum save(byte[] wasm) {
        Checksum code = Checksum.generate(wasm);
        try {
            Path unfinished = Files.createTempFile(directory, code.toString(), UNFINISHED);
            try (FileChannel file = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(wasm);
                while (rest.hasRemaining()) {
                    file.write(rest);
                }
                file.force(true);
            }
            Files.move(unfinished, path(code), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncDirectory();
        } catch (IOException e) {
            throw failed("Error writing Wasm file: " + e.getMessage());
        }
        return code;
    }

    /** Makes the new name last through a power loss as well. */
    private void syncDirectory() throws IOException {
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    /** Whether there are bytes under that checksum, right or wrong. */
    boolean has(Checksum code) {
        return Files.exists(path(code)) || Files.exists(oldPath(code));
    }

    /**
     * The bytes stored under that checksum.
     *
     * @throws FailureException if there are none, or other ones
     */
    public byte[] load(Checksum code) {
        byte[] wasm = read(code);
        if (!Checksum.generate(wasm).equals(code)) {
            throw new FailureException(new Failure.Integrity());
        }
        return wasm;
    }

    private byte[] read(Checksum code) {
        Path file = Files.exists(path(code)) ? path(code) : oldPath(code);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw failed(Files.isReadable(file) ? "Error reading Wasm file" : "Error opening Wasm file for reading");
        }
    }

    /** @throws FailureException if there is nothing to remove */
    public void remove(Checksum code) {
        try {
            boolean removed = Files.deleteIfExists(path(code));
            boolean removedOld = Files.deleteIfExists(oldPath(code));
            if (!removed && !removedOld) {
                throw failed("Wasm file does not exist");
            }
        } catch (IOException e) {
            throw failed("Error removing Wasm file from disk");
        }
    }

    private Path path(Checksum code) {
        return directory.resolve(code + EXTENSION);
    }

    /** Where wasmvm kept the file before it had an extension. */
    private Path oldPath(Checksum code) {
        return directory.resolve(code.toString());
    }

    private static FailureException failed(String message) {
        return new FailureException(new Failure.Cache(message));
    }
}
