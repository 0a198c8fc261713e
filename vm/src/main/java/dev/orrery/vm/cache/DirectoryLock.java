package dev.orrery.vm.cache;

import dev.orrery.vm.VmError;
import dev.orrery.vm.VmException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Holds a directory against other VMs, in this process and in others, until closed or the process ends. wasmvm
 * internal/api/lib.go: InitCache.
 */
public final class DirectoryLock implements AutoCloseable {
    private static final String FILE = "exclusive.lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Makes the directory if need be and takes its lock. */
    public static DirectoryLock acquire(Path directory) throws VmException {
        FileChannel channel = open(directory);
        try {
            if (channel.tryLock() != null) {
                return new DirectoryLock(channel);
            }
        } catch (IOException | OverlappingFileLockException e) {
            closeQuietly(channel);
            throw taken();
        }
        closeQuietly(channel);
        throw taken();
    }

    private static FileChannel open(Path directory) throws VmException {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw failed("could not create base directory");
        }
        try {
            return FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failed("could not open exclusive.lock");
        }
    }

    private static VmException taken() {
        return failed("could not lock exclusive.lock. Is a different VM running in the same directory already?");
    }

    private static VmException failed(String text) {
        return new VmException(new VmError.Message(text));
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    /** Closing a channel that nothing was written to gives its lock back even where it fails. */
    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            System.getLogger(DirectoryLock.class.getName()).log(System.Logger.Level.WARNING, "closing " + FILE, e);
        }
    }
}
