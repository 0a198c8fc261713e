package dev.orrery.chain.solo.block;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.commitment.MerkleTree;
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
        List<ByteString> aunts = MerkleTree.path(leaves, index).stream()
                .map(sibling -> ByteString.copyFrom(sibling.hash()))
                .toList();
        return new TxProof(
                ByteString.copyFrom(MerkleTree.root(leaves)),
                transactions.size(),
                index,
                ByteString.copyFrom(MerkleTree.leaf(leaves.get(index))),
                aunts);
    }
}
