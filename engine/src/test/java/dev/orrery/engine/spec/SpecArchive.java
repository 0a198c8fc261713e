package dev.orrery.engine.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tukaani.xz.XZInputStream;

/** The official test suite, unpacked into memory: a tar archive behind xz. */
final class SpecArchive {
    private static final String RESOURCE = "/spec/wasm-spec-2.0-tests.tar.xz";

    /** A tar archive is a row of blocks of this many bytes. POSIX.1-1988 (ustar). */
    private static final int BLOCK_BYTES = 512;

    private static final int NAME_BYTES = 100;
    private static final int SIZE_OFFSET = 124;
    private static final int SIZE_BYTES = 12;

    private final Map<String, byte[]> files;

    private SpecArchive(Map<String, byte[]> files) {
        this.files = files;
    }

    /**
     * One script of the suite, as {@code INDEX.tsv} lists it.
     *
     * @param assertions how many {@code assert_*} commands it has
     */
    record Entry(String name, String set, int assertions) {
        String path(String file) {
            return set + "/" + name + "/" + file;
        }
    }

    static SpecArchive load() {
        try (InputStream resource = Objects.requireNonNull(SpecArchive.class.getResourceAsStream(RESOURCE));
                InputStream tar = new XZInputStream(resource)) {
            return new SpecArchive(untar(tar));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Entries of {@code INDEX.tsv} in its order. */
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (String line : new String(file("INDEX.tsv"), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .toList()) {
            String[] columns = line.split("\t", -1);
            entries.add(new Entry(columns[0], columns[1], Integer.parseInt(columns[6])));
        }
        return List.copyOf(entries);
    }

    byte[] file(String path) {
        byte[] content = files.get(path);
        if (content == null) {
            throw new IllegalArgumentException("not in the archive: " + path);
        }
        return content;
    }

    private static Map<String, byte[]> untar(InputStream tar) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        while (true) {
            byte[] header = tar.readNBytes(BLOCK_BYTES);
            if (header.length < BLOCK_BYTES || header[0] == 0) {
                return files;
            }
            String name = text(header, 0, NAME_BYTES);
            int size = Integer.parseInt(text(header, SIZE_OFFSET, SIZE_BYTES).strip(), 8);
            byte[] content = tar.readNBytes(size);
            tar.skipNBytes(-size & (BLOCK_BYTES - 1));
            files.put(name.startsWith("./") ? name.substring(2) : name, content);
        }
    }

    private static String text(byte[] header, int start, int length) {
        int end = start;
        while (end < start + length && header[end] != 0) {
            end++;
        }
        return new String(header, start, end - start, StandardCharsets.US_ASCII);
    }
}
