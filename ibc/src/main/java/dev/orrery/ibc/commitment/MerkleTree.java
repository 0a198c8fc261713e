package dev.orrery.ibc.commitment;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The merkle tree of RFC 6962 over a list of byte strings, as CometBFT uses it for headers and app hashes. */
public final class MerkleTree {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private MerkleTree() {}

    public static byte[] root(List<byte[]> items) {
        return switch (items.size()) {
            case 0 -> sha256().digest();
            case 1 -> leaf(items.getFirst());
            default -> {
                int split = Integer.highestOneBit(items.size() - 1);
                yield node(root(items.subList(0, split)), root(items.subList(split, items.size())));
            }
        };
    }

    public static byte[] leaf(byte[] item) {
        MessageDigest hash = sha256();
        hash.update(LEAF);
        return hash.digest(item);
    }

    public static byte[] node(byte[] left, byte[] right) {
        MessageDigest hash = sha256();
        hash.update(NODE);
        hash.update(left);
        return hash.digest(right);
    }

    /** A fresh SHA-256. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
