package dev.orrery.ibc.commitment;

import dev.orrery.ibc.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** The merkle tree of RFC 6962 over a list of byte strings, as CometBFT uses it for headers and app hashes. */
public final class MerkleTree {
    private static final byte LEAF = 0;
    /** Stands before the hashes of a node's children. */
    public static final byte NODE = 1;

    private MerkleTree() {}

    public static byte[] root(List<byte[]> items) {
        return switch (items.size()) {
            case 0 -> Sha256.of();
            case 1 -> leaf(items.getFirst());
            default -> {
                int split = Integer.highestOneBit(items.size() - 1);
                yield node(root(items.subList(0, split)), root(items.subList(split, items.size())));
            }
        };
    }

    /**
     * What stands beside the way up from a leaf.
     *
     * @param onTheRight whether it is the right one of the two
     */
    public record Sibling(byte[] hash, boolean onTheRight) {}

    /** The way from the index'th leaf to the root, the lowest step first. */
    public static List<Sibling> path(List<byte[]> items, int index) {
        List<Sibling> path = new ArrayList<>();
        List<byte[]> below = items;
        int at = index;
        while (below.size() > 1) {
            int split = Integer.highestOneBit(below.size() - 1);
            List<byte[]> left = below.subList(0, split);
            List<byte[]> right = below.subList(split, below.size());
            boolean goesLeft = at < split;
            path.add(new Sibling(root(goesLeft ? right : left), goesLeft));
            below = goesLeft ? left : right;
            at -= goesLeft ? 0 : split;
        }
        return path.reversed();
    }

    public static byte[] leaf(byte[] item) {
        MessageDigest hash = Sha256.start();
        hash.update(LEAF);
        return hash.digest(item);
    }

    public static byte[] node(byte[] left, byte[] right) {
        MessageDigest hash = Sha256.start();
        hash.update(NODE);
        hash.update(left);
        return hash.digest(right);
    }
}
