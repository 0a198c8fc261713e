package dev.orrery.server.cli.remote;

import dev.orrery.server.cli.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a user gives of nodes and keys. */
final class Given {
    /** More than any wallet's words. Bytes. */
    private static final int MAX_WORDS_BYTES = 4096;

    private static final String FILE_MARK = "@";

    private Given() {}

    /** The words of a wallet, or those in the file after an {@code @}. */
    static String words(String given) {
        if (!given.startsWith(FILE_MARK)) {
            return given;
        }
        Path file = Path.of(given.substring(FILE_MARK.length()));
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MAX_WORDS_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailure(file + " can't be read: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException if it is none of a node */
    static URI url(String text) {
        URI url = URI.create(text);
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException("'" + text + "' is not http://HOST:PORT");
        }
        return url;
    }
}
