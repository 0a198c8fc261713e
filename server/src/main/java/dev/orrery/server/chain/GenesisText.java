package dev.orrery.server.chain;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.orrery.relayer.node.Fields;
import dev.orrery.relayer.node.NodeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files that say how a chain begins, and who signs. */
public final class GenesisText {
    /** Longest file that is read: as long as one that CometBFT's nodes get from each other. Bytes. */
    public static final long MAX_FILE_BYTES = 100L * 1024 * 1024;

    /** As gson's reader tells places. */
    private static final Pattern PLACE = Pattern.compile("at line \\d+ column \\d+ path \\S+");

    private GenesisText() {}

    /** @throws IOException if the file can't be read, or is no JSON object; the message says which and where */
    static Fields json(Path file) throws IOException {
        try {
            return Fields.of(String.valueOf(file.getFileName()), parse(read(file)));
        } catch (IllegalArgumentException | NodeException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException if it is no JSON; the message says in one line where it ceases to be */
    static JsonElement parse(String text) {
        try {
            return JsonParser.parseString(text);
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("no JSON " + place(e), e);
        }
    }

    /** Of what gson says in several lines, with advice to programmers, where it was. */
    private static String place(JsonParseException e) {
        Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
        return place.find() ? place.group() : "it ends early";
    }

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
