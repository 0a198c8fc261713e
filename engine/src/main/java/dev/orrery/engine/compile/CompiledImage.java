package dev.orrery.engine.compile;

import dev.orrery.engine.run.Code;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The result of compilation as data: class files by binary name, and the tables they refer to. Can be kept by a cache: the
 * bytes carry the key of what was compiled and a digest over all of it.
 *
 * <p>The digest finds damage. It does not keep out someone who may write where images are kept: that place must be private. What
 * such a class file could do is bounded all the same, by the JVM's verifier and by what {@link ImageLoader} lets it name.
 *
 * @param key names build, profile and module; an image is only ever loaded for the key it was made for
 */
record CompiledImage(String key, Map<String, byte[]> classes, int[][] branchTables) {
    /** Longest class file or table list that is read. A JVM class file can't be larger; guards against damaged lengths. */
    private static final int MAX_PART_BYTES = 1 << 28;

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
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
        byte[] image = Arrays.copyOf(content, content.length + Sha256.BYTES);
        System.arraycopy(Sha256.of(content, content.length), 0, image, content.length, Sha256.BYTES);
        return image;
    }

    /** The image in {@code bytes}, or empty if it is damaged or made for another key. */
    static Optional<CompiledImage> decode(byte[] bytes, String key) {
        int length = bytes.length - Sha256.BYTES;
        if (length < 0 || !Arrays.equals(Sha256.of(bytes, length), 0, Sha256.BYTES, bytes, length, bytes.length)) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length))) {
            if (!in.readUTF().equals(key)) {
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
}
