package dev.orrery.server.lane;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.IntSupplier;

/** Makes lanes, up to a number. Any thread. */
public final class Lanes {
    private static final System.Logger LOG = System.getLogger(Lanes.class.getName());

    /**
     * Of each direction. Nearly all frames are below 2 KiB; larger ones go through in portions, like results of 64 MiB. With 256
     * lanes this is 17 MiB of the 64 MiB of shared memory that a container has by default.
     */
    private static final int RING_BYTES = 32 * 1024;

    private static final String FILE_PREFIX = "orrery-lane-";

    /** Files this old were left behind: a lane's file has a name until the chain has mapped it. */
    private static final Duration LEFT_BEHIND = Duration.ofMinutes(1);

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path directory;
    private final Spinning spinning;
    private final int max;
    private final Semaphore free;
    private final Optional<Futex> futex;
    private final SecureRandom random = new SecureRandom();

    /**
     * How lanes are made.
     *
     * @param max how many there may be at a time; 0 for none
     * @param directory in memory, or writing to it waits for a disk
     * @param spinNanos how long a session looks for the peer's next step before it sleeps, if it does: see Spinning
     */
    public record Settings(int max, Path directory, long spinNanos) {}

    /** @param calls how many calls run */
    public Lanes(Settings settings, IntSupplier calls) {
        this.directory = settings.directory();
        this.spinning = new Spinning(settings.spinNanos(), calls);
        this.max = settings.max();
        this.free = new Semaphore(settings.max());
        this.futex = settings.max() > 0 && Files.isDirectory(directory) ? Futex.find() : Optional.empty();
        if (arePossible()) {
            removeLeftBehind();
        }
    }

    /** Removes the files of servers that were killed while they offered them. */
    private void removeLeftBehind() {
        Instant since = Instant.now().minus(LEFT_BEHIND);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, FILE_PREFIX + "*")) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(since)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Another server's, or gone by now.
            LOG.log(System.Logger.Level.DEBUG, "Files of lanes may have been left behind in " + directory, e);
        }
    }

    /** Whether this machine, and whoever runs this server, lets there be any. */
    public boolean arePossible() {
        return futex.isPresent();
    }

    /** How many there are. */
    public int inUse() {
        return max - free.availablePermits();
    }

    /** A new lane; empty if there are too many, or the file can't be made. */
    public Optional<Lane> open() {
        if (futex.isEmpty() || !free.tryAcquire()) {
            return Optional.empty();
        }
        try {
            Lane.Mapped file = create();
            return Optional.of(new Lane(file, file.fromChain(), file.toChain(), futex.get(), spinning, free::release));
        } catch (IOException e) {
            free.release();
            LOG.log(System.Logger.Level.WARNING, "No lane can be made in " + directory, e);
            return Optional.empty();
        }
    }

    /** The lane closes its memory. */
    @SuppressWarnings("MustBeClosedChecker")
    private Lane.Mapped create() throws IOException {
        byte[] nonce = new byte[Lane.NONCE_BYTES];
        random.nextBytes(nonce);
        Path path = directory.resolve(FILE_PREFIX + UUID.randomUUID()).toAbsolutePath();
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try (FileChannel file = FileChannel.open(path, options, OWNER_ONLY)) {
            // All of it is written: a page that the file system has no room for would stop the process when it is
            // touched.
            ByteBuffer content = ByteBuffer.allocate(Lane.HEADER_BYTES + 2 * RING_BYTES);
            content.put(nonce).rewind();
            while (content.hasRemaining()) {
                file.write(content);
            }
            // Shared: the thread that hears of a lost peer wakes the one that waits.
            Arena arena = Arena.ofShared();
            MemorySegment memory = file.map(FileChannel.MapMode.READ_WRITE, 0, content.capacity(), arena);
            return new Lane.Mapped(path, nonce, RING_BYTES, arena, memory);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }
}
