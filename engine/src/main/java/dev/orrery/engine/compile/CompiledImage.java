package dev.orrery.engine.compile;

import dev.orrery.engine.run.Code;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of compilation as data: class files by binary name, and the tables they refer to. Can be kept by a cache: the
 * bytes carry the key of what was compiled, and a digest and a checksum over all of it. {@link StoredImage} reads them.
 *
 * <p>The digest finds damage. It does not keep out someone who may write where images are kept: that place must be private. What
 * such a class file could do is bounded all the same, by the JVM's verifier and by what {@link ImageLoader} lets it name.
 *
 * @param key names build, profile and module; an image is only ever loaded for the key it was made for
 * @param owners binary name of the class that has the method of each function, imports first
 */
record CompiledImage(String key, Map<String, byte[]> classes, int[][] branchTables, List<String> owners) {

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(key);
            out.writeLong(residentBytes());
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
            out.writeInt(owners.size());
            for (String owner : owners) {
                out.writeUTF(owner);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return StoredImage.seal(bytes.toByteArray());
    }

    /** Makes the code executable: a class loader of its own, so that it unloads as a unit. */
    Code load() {
        return loader().program(branchTables);
    }

    ImageLoader loader() {
        return new ImageLoader(classes);
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
