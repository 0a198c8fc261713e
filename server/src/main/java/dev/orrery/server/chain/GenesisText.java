package dev.orrery.server.chain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that say how a chain begins, and who signs. */
public final class GenesisText {
    /** Longest file that is read: as long as one that CometBFT's nodes get from each other. Bytes. */
    private static final long MAX_FILE_BYTES = 100L * 1024 * 1024;

    private GenesisText() {}

    /** @throws IOException if the file can't be read, or is too long; the message says which */
    public static String read(Path file) throws IOException {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new IOException(file + ": longer than " + MAX_FILE_BYTES + " bytes");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new IOException("no such file: " + e.getFile(), e);
        }
    }
}
