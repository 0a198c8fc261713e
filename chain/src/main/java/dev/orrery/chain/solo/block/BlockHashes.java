package dev.orrery.chain.solo.block;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.Int64Value;
import com.google.protobuf.MessageLite;
import com.google.protobuf.StringValue;
import dev.orrery.ibc.commitment.MerkleTree;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.proto.tendermint.types.Commit;
import dev.orrery.proto.tendermint.types.ConsensusParams;
import dev.orrery.proto.tendermint.types.HashedParams;
import dev.orrery.proto.tendermint.types.Header;
import dev.orrery.proto.tendermint.types.PartSetHeader;
import java.util.ArrayList;
import java.util.List;

/** The hashes in and over a header, as CometBFT 0.38 computes them. Pure functions. */
public final class BlockHashes {
    /** Root of an empty tree: no evidence, no transactions, no results. */
    public static final ByteString EMPTY = ByteString.copyFrom(MerkleTree.root(List.of()));

    /** Into how large pieces CometBFT cuts a block to gossip it. Bytes. cometbft types/params.go: BlockPartSizeBytes. */
    static final int PART_BYTES = 65_536;

    private BlockHashes() {}

    /** The hash of a block. A header without validators hash has none: it is empty. */
    public static ByteString header(Header header) {
        if (header.getValidatorsHash().isEmpty()) {
            return ByteString.EMPTY;
        }
        return root(List.of(
                header.getVersion().toByteString(),
                text(header.getChainId()),
                wrapped(Int64Value.of(header.getHeight())),
                header.getTime().toByteString(),
                header.getLastBlockId().toByteString(),
                bytes(header.getLastCommitHash()),
                bytes(header.getDataHash()),
                bytes(header.getValidatorsHash()),
                bytes(header.getNextValidatorsHash()),
                bytes(header.getConsensusHash()),
                bytes(header.getAppHash()),
                bytes(header.getLastResultsHash()),
                bytes(header.getEvidenceHash()),
                bytes(header.getProposerAddress())));
    }

    public static ByteString commit(Commit commit) {
        return root(commit.getSignaturesList().stream()
                .map(MessageLite::toByteString)
                .toList());
    }

    /** The root over the hashes of transactions. */
    public static ByteString transactions(List<ByteString> transactions) {
        return root(transactions.stream().map(BlockHashes::transaction).toList());
    }

    public static ByteString transaction(ByteString transaction) {
        return ByteString.copyFrom(MerkleTree.sha256().digest(transaction.toByteArray()));
    }

    /** Over what every node computes alike of a result: neither logs nor events. */
    public static ByteString results(List<ExecTxResult> results) {
        return root(results.stream()
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
        return ByteString.copyFrom(MerkleTree.sha256().digest(hashed));
    }

    /** What a block id says of the encoded block's pieces. */
    public static PartSetHeader parts(ByteString block) {
        List<ByteString> parts = new ArrayList<>();
        for (int at = 0; at < block.size(); at += PART_BYTES) {
            parts.add(block.substring(at, Math.min(block.size(), at + PART_BYTES)));
        }
        return PartSetHeader.newBuilder()
                .setTotal(parts.size())
                .setHash(root(parts))
                .build();
    }

    static ByteString root(List<ByteString> leaves) {
        return ByteString.copyFrom(
                MerkleTree.root(leaves.stream().map(ByteString::toByteArray).toList()));
    }

    private static ByteString text(String value) {
        return wrapped(StringValue.of(value));
    }

    private static ByteString bytes(ByteString value) {
        return wrapped(BytesValue.of(value));
    }

    private static ByteString wrapped(MessageLite value) {
        return value.toByteString();
    }
}
