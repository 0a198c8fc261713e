package dev.orrery.engine.compile;

import dev.orrery.engine.run.Code;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The result of compilation as data: class files by binary name, and the tables they refer to. Can be kept by a cache: the
 * bytes carry the generator's version, the key of what was compiled, and a digest over all of it.
 *
 * @param key names module and profile; an image is only ever loaded for the key it was made for
 */
record CompiledImage(String key, Map<String, byte[]> classes, int[][] branchTables) {
    /** Changes whenever generated code or what it calls changes. */
    static final String GENERATOR_VERSION = "orrery-jvm-1";

    private static final int DIGEST_BYTES = 32;

    /** Longest class file or table list that is read. A JVM class file can't be larger; guards against damaged lengths. */
    private static final int MAX_PART_BYTES = 1 << 28;

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(GENERATOR_VERSION);
            out.writeUTF(key);
            out.writeInt(classes.size());
            for (Map.Entry<String, byte[]> file : new TreeMap<>(classes).entrySet()) {
                out.writeUTF(file.getKey());
                out.writeInt(file.getValue().length);
                out.write(file.getValue());
            }
            out.writeInt(branchTables.length);
            for (int[] table : branchTables) {
                out.writeInt(table.length);
                for (int number : table) {
                    out.writeInt(number);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        byte[] content = bytes.toByteArray();
        byte[] image = Arrays.copyOf(content, content.length + DIGEST_BYTES);
        System.arraycopy(digest(content, content.length), 0, image, content.length, DIGEST_BYTES);
        return image;
    }

    /** The image in {@code bytes}, or empty if it is damaged, of another generator, or made for another key. */
    static Optional<CompiledImage> decode(byte[] bytes, String key) {
        int length = bytes.length - DIGEST_BYTES;
        if (length < 0
                || !MessageDigest.isEqual(digest(bytes, length), Arrays.copyOfRange(bytes, length, bytes.length))) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length))) {
            if (!in.readUTF().equals(GENERATOR_VERSION) || !in.readUTF().equals(key)) {
                return Optional.empty();
            }
            Map<String, byte[]> classes = new HashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                String name = in.readUTF();
                classes.put(name, in.readNBytes(part(in.readInt())));
            }
            int[][] tables = new int[part(in.readInt())][];
            for (int i = 0; i < tables.length; i++) {
                tables[i] = new int[part(in.readInt())];
                for (int j = 0; j < tables[i].length; j++) {
                    tables[i][j] = in.readInt();
                }
            }
            return Optional.of(new CompiledImage(key, classes, tables));
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    private static int part(int length) throws IOException {
        if (length < 0 || length > MAX_PART_BYTES) {
            throw new IOException("length " + length);
        }
        return length;
    }

    /** Makes the code executable: a class loader of its own, so that it unloads as a unit. */
    Code load() {
        return new ImageLoader(classes).program(branchTables);
    }

    /** Bytes that the loaded code keeps alive, roughly: HotSpot's metadata is a few times the class files. */
    long residentBytes() {
        long bytes = 0;
        for (byte[] file : classes.values()) {
            bytes += METADATA_FACTOR * (long) file.length;
        }
        return bytes;
    }

    /** Class file, metaspace and compiled code together, relative to the class file; measured on real contracts. */
    private static final int METADATA_FACTOR = 4;

    private static byte[] digest(byte[] bytes, int length) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(bytes, 0, length);
            return sha256.digest();
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
