package dev.orrery.engine.compile;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The bytes of a {@link CompiledImage} that was kept. It is opened by its checksum, which finds damage and takes a tenth of the
 * time of the digest; no class of it is ever made before the digest was right as well.
 *
 * @param residentBytes see {@link CompiledImage#residentBytes}
 */
record StoredImage(byte[] bytes, String key, long residentBytes) {
    /** Longest class file or table list that is read. A JVM class file can't be larger; guards against damaged lengths. */
    private static final int MAX_PART_BYTES = 1 << 28;

    private static final int SEAL_BYTES = Sha256.BYTES + Long.BYTES;

    /** Puts the digest behind the content, and the checksum of both behind that. */
    static byte[] seal(byte[] content) {
        byte[] sealed = Arrays.copyOf(content, content.length + SEAL_BYTES);
        System.arraycopy(Sha256.of(content, content.length), 0, sealed, content.length, Sha256.BYTES);
        int checked = content.length + Sha256.BYTES;
        ByteBuffer.wrap(sealed).putLong(checked, checksum(sealed, checked));
        return sealed;
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return checksum.getValue();
    }

    /** The image in {@code bytes}, or empty if it is damaged or made for another key. */
    static Optional<StoredImage> open(byte[] bytes, String key) {
        int checked = bytes.length - Long.BYTES;
        if (checked < SEAL_BYTES || ByteBuffer.wrap(bytes).getLong(checked) != checksum(bytes, checked)) {
            return Optional.empty();
        }
        try (DataInputStream in = content(bytes)) {
            return in.readUTF().equals(key)
                    ? Optional.of(new StoredImage(bytes, key, in.readLong()))
                    : Optional.empty();
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    private static DataInputStream content(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes, 0, bytes.length - SEAL_BYTES));
    }

    /** All of it, or empty if its digest is wrong. */
    Optional<CompiledImage> read() {
        int length = bytes.length - SEAL_BYTES;
        byte[] digest = Sha256.of(bytes, length);
        if (!Arrays.equals(digest, 0, Sha256.BYTES, bytes, length, length + Sha256.BYTES)) {
            return Optional.empty();
        }
        try (DataInputStream in = content(bytes)) {
            in.readUTF();
            in.readLong();
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
            List<String> owners = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                owners.add(in.readUTF());
            }
            return Optional.of(new CompiledImage(key, classes, tables, owners));
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
}
