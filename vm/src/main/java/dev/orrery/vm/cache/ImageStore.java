package dev.orrery.vm.cache;

import dev.orrery.vm.Checksum;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Compiled images on disk, one file for each checksum in a folder for each kind of image. All of it can be made again: a file
 * that is missing, damaged, or another build's costs a compilation and nothing else, and no fault here ever fails a call. Any
 * thread; also any number of processes on one folder, since files appear whole, under names that say all they depend on.
 *
 * <p>What is read here becomes code, so the folder must be this user's alone. One that is not, and a file system that can't
 * tell, is not used.
 */
public final class ImageStore {
    private static final System.Logger LOG = System.getLogger(ImageStore.class.getName());

    private static final String EXTENSION = ".image";
    private static final String UNFINISHED = ".tmp";

    /** What a crash left behind is deleted when it is this old; a younger file may be another process's work. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    /** Longest image that is read. Bytes. Several times what the largest module of 8 MiB could become; guards the heap. */
    private static final long MAX_IMAGE_BYTES = 512L << 20;

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    private final Optional<Path> directory;

    private ImageStore(Optional<Path> directory) {
        this.directory = directory;
    }

    /**
     * Opens the folder for one kind of image below the VM's directory, and makes it if need be.
     *
     * @param kind everything that images depend on besides the checksum; fit for a file name
     */
    public static ImageStore open(Path base, String kind) {
        Path images = base.resolve("cache").resolve("images");
        Path directory = images.resolve(kind);
        try {
            Files.createDirectories(images.getParent());
            for (Path each : new Path[] {images, directory}) {
                if (!makePrivate(each)) {
                    LOG.log(Level.WARNING, "{0} is not this user''s alone: compiled code is not kept", each);
                    return new ImageStore(Optional.empty());
                }
            }
            removeAbandoned(directory);
            return new ImageStore(Optional.of(directory));
        } catch (IOException | UnsupportedOperationException e) {
            LOG.log(Level.WARNING, "no place for compiled code, it is not kept: " + directory, e);
            return new ImageStore(Optional.empty());
        }
    }

    private static boolean makePrivate(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PRIVATE));
            } catch (FileAlreadyExistsException otherProcess) {
                // Whoever made it, it is looked at below.
            }
        }
        PosixFileAttributes found =
                Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return found.isDirectory() && found.permissions().equals(PRIVATE) && ownedByUs(directory, found);
    }

    /** A file that this process makes belongs to the user it runs as. */
    private static boolean ownedByUs(Path directory, PosixFileAttributes found) throws IOException {
        Path probe = Files.createTempFile(directory, "owner", UNFINISHED);
        try {
            return Files.getOwner(probe, LinkOption.NOFOLLOW_LINKS).equals(found.owner());
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static void removeAbandoned(Path directory) throws IOException {
        FileTime limit = FileTime.from(Instant.now().minus(ABANDONED));
        try (var files = Files.newDirectoryStream(directory, "*" + UNFINISHED)) {
            for (Path file : files) {
                try {
                    if (Files.getLastModifiedTime(file).compareTo(limit) < 0) {
                        Files.deleteIfExists(file);
                    }
                } catch (NoSuchFileException finished) {
                    // Another process was done with it just now.
                }
            }
        }
    }

    /** Keeps an image. One that can't be written is not kept. */
    public void save(Checksum code, byte[] image) {
        directory.ifPresent(folder -> {
            try {
                Path unfinished = Files.createTempFile(folder, code.toString(), UNFINISHED);
                try {
                    Files.write(unfinished, image, StandardOpenOption.TRUNCATE_EXISTING);
                    Files.move(
                            unfinished,
                            path(folder, code),
                            StandardCopyOption.ATOMIC_MOVE,
                            StandardCopyOption.REPLACE_EXISTING);
                } finally {
                    Files.deleteIfExists(unfinished);
                }
            } catch (IOException e) {
                LOG.log(Level.WARNING, "compiled code could not be kept: " + code, e);
            }
        });
    }

    /** The image kept last for that code, undamaged or not. */
    public Optional<byte[]> load(Checksum code) {
        return directory.flatMap(folder -> {
            Path file = path(folder, code);
            try {
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_IMAGE_BYTES) {
                    return Optional.empty();
                }
                return Optional.of(Files.readAllBytes(file));
            } catch (IOException e) {
                LOG.log(Level.WARNING, "compiled code could not be read: " + code, e);
                return Optional.empty();
            }
        });
    }

    public void remove(Checksum code) {
        directory.ifPresent(folder -> {
            try {
                Files.deleteIfExists(path(folder, code));
            } catch (IOException e) {
                LOG.log(Level.WARNING, "compiled code could not be removed: " + code, e);
            }
        });
    }

    private static Path path(Path folder, Checksum code) {
        return folder.resolve(code + EXTENSION);
    }
}
