package dev.orrery.chain.solo.block;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.orrery.ibc.Sha256;
import dev.orrery.ibc.commitment.MerkleTree;
import dev.orrery.ibc.light.tendermint.BlockHash;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.proto.tendermint.types.Commit;
import dev.orrery.proto.tendermint.types.ConsensusParams;
import dev.orrery.proto.tendermint.types.HashedParams;
import dev.orrery.proto.tendermint.types.PartSetHeader;
import java.util.ArrayList;
import java.util.List;

/** The hashes of what a block consists of, as CometBFT 0.38 computes them; that of its header is ibc's. Pure functions. */
public final class BlockHashes {
    /** Root of an empty tree: no evidence, no transactions, no results. */
    public static final ByteString EMPTY = ByteString.copyFrom(MerkleTree.root(List.of()));

    /** Into how large pieces CometBFT cuts a block to gossip it. Bytes. cometbft types/params.go: BlockPartSizeBytes. */
    static final int PART_BYTES = 65_536;

    private BlockHashes() {}

    public static ByteString commit(Commit commit) {
        return BlockHash.root(commit.getSignaturesList().stream()
                .map(MessageLite::toByteString)
                .toList());
    }

    /** The root over the hashes of transactions. */
    public static ByteString transactions(List<ByteString> transactions) {
        return BlockHash.root(
                transactions.stream().map(BlockHashes::transaction).toList());
    }

    public static ByteString transaction(ByteString transaction) {
        return ByteString.copyFrom(Sha256.of(transaction.toByteArray()));
    }

    /** Over what every node computes alike of a result: neither logs nor events. */
    public static ByteString results(List<ExecTxResult> results) {
        return BlockHash.root(results.stream()
                .map(result -> ExecTxResult.newBuilder()
                        .setCode(result.getCode())
                        .setData(result.getData())
                        .setGasWanted(result.getGasWanted())
                        .setGasUsed(result.getGasUsed())
                        .build()
                        .toByteString())
                .toList());
    }

    public static ByteString consensusParams(ConsensusParams params) {
        byte[] hashed = HashedParams.newBuilder()
                .setBlockMaxBytes(params.getBlock().getMaxBytes())
                .setBlockMaxGas(params.getBlock().getMaxGas())
                .build()
                .toByteArray();
        return ByteString.copyFrom(Sha256.of(hashed));
    }

    /** What a block id says of the encoded block's pieces. */
    public static PartSetHeader parts(ByteString block) {
        List<ByteString> parts = new ArrayList<>();
        for (int at = 0; at < block.size(); at += PART_BYTES) {
            parts.add(block.substring(at, Math.min(block.size(), at + PART_BYTES)));
        }
        return PartSetHeader.newBuilder()
                .setTotal(parts.size())
                .setHash(BlockHash.root(parts))
                .build();
    }
}
