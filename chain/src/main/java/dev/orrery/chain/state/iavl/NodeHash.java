package dev.orrery.chain.state.iavl;

import dev.orrery.ibc.Sha256;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;

/** The hashes of nodes. cosmos/iavl node.go: writeHashBytes. */
final class NodeHash {
    /** Stands before a child's hash as its length. */
    static final int HASH_BYTES = 32;

    private NodeHash() {}

    static byte[] leaf(long version, byte[] key, byte[] value) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(head(0, 1, version));
        Varint.writeBytes(head, key);
        head.write(HASH_BYTES);
        MessageDigest hash = Sha256.start();
        byte[] valueHash = hash.digest(value);
        hash.update(head.toByteArray());
        return hash.digest(valueHash);
    }

    static byte[] inner(int height, long size, long version, byte[] leftHash, byte[] rightHash) {
        MessageDigest hash = Sha256.start();
        hash.update(head(height, size, version));
        hash.update((byte) HASH_BYTES);
        hash.update(leftHash);
        hash.update((byte) HASH_BYTES);
        return hash.digest(rightHash);
    }

    /** What the hash of a node begins with. */
    static byte[] head(int height, long size, long version) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        Varint.writeSigned(head, height);
        Varint.writeSigned(head, size);
        Varint.writeSigned(head, version);
        return head.toByteArray();
    }

    /** The root of a tree without entries. */
    static byte[] empty() {
        return Sha256.of();
    }
}
