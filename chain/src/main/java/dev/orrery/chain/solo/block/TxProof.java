package dev.orrery.chain.solo.block;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.commitment.MerkleTree;
import java.util.ArrayList;
import java.util.List;

/**
 * That a transaction stands in a block, for those who know the block's data hash.
 *
 * @param leaf hash of the leaf
 * @param aunts hashes beside the way from the leaf to the root, the lowest first
 */
public record TxProof(ByteString root, int total, int index, ByteString leaf, List<ByteString> aunts) {
    public TxProof {
        aunts = List.copyOf(aunts);
    }

    public static TxProof of(List<ByteString> transactions, int index) {
        List<byte[]> leaves = transactions.stream()
                .map(transaction -> BlockHashes.transaction(transaction).toByteArray())
                .toList();
        List<ByteString> aunts = new ArrayList<>();
        byte[] root = climb(leaves, index, aunts);
        return new TxProof(
                ByteString.copyFrom(root),
                transactions.size(),
                index,
                ByteString.copyFrom(MerkleTree.leaf(leaves.get(index))),
                aunts);
    }

    /** The root of these leaves; on the way notes the hash of each half that doesn't hold the leaf. */
    private static byte[] climb(List<byte[]> leaves, int index, List<ByteString> aunts) {
        if (leaves.size() == 1) {
            return MerkleTree.leaf(leaves.getFirst());
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        List<byte[]> left = leaves.subList(0, split);
        List<byte[]> right = leaves.subList(split, leaves.size());
        if (index < split) {
            byte[] inside = climb(left, index, aunts);
            byte[] aunt = MerkleTree.root(right);
            aunts.add(ByteString.copyFrom(aunt));
            return MerkleTree.node(inside, aunt);
        }
        byte[] inside = climb(right, index - split, aunts);
        byte[] aunt = MerkleTree.root(left);
        aunts.add(ByteString.copyFrom(aunt));
        return MerkleTree.node(aunt, inside);
    }
}
