package dev.orrery.server.cli.contracts;

import com.google.protobuf.ByteString;
import dev.orrery.server.cli.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What a user gives on the command line, in a file, or on standard input. */
public final class Inputs {
    /** What a message parameter's help says. */
    public static final String MESSAGE_HELP = "JSON, or @FILE, or - for standard input.";

    /** More than any server takes; keeps a wrong file name from filling the memory. Bytes. */
    private static final int MAX_BYTES = 64 << 20;

    private static final String STANDARD_INPUT = "-";
    private static final String FILE_MARK = "@";

    private Inputs() {}

    public static ByteString message(String given) {
        if (given.equals(STANDARD_INPUT)) {
            return read(System.in, "standard input");
        }
        return given.startsWith(FILE_MARK)
                ? file(Path.of(given.substring(FILE_MARK.length())))
                : ByteString.copyFromUtf8(given);
    }

    static ByteString file(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        } catch (NoSuchFileException e) {
            throw new CommandFailure("no such file: " + file, e);
        } catch (IOException e) {
            throw new CommandFailure(file + " can't be read: " + e.getMessage(), e);
        }
    }

    private static ByteString read(InputStream in, String name) {
        try {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new CommandFailure(name + " has more than " + MAX_BYTES + " bytes");
            }
            return ByteString.copyFrom(bytes);
        } catch (IOException e) {
            throw new CommandFailure(name + " can't be read: " + e.getMessage(), e);
        }
    }
}
