package dev.orrery.chain.solo.block;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.orrery.chain.wire.Times;
import dev.orrery.ibc.light.tendermint.BlockHash;
import dev.orrery.proto.tendermint.types.Block;
import dev.orrery.proto.tendermint.types.BlockID;
import dev.orrery.proto.tendermint.types.BlockIDFlag;
import dev.orrery.proto.tendermint.types.Commit;
import dev.orrery.proto.tendermint.types.CommitSig;
import dev.orrery.proto.tendermint.types.ConsensusParams;
import dev.orrery.proto.tendermint.types.Data;
import dev.orrery.proto.tendermint.types.EvidenceList;
import dev.orrery.proto.tendermint.types.Header;
import dev.orrery.proto.tendermint.types.PartSetHeader;
import dev.orrery.proto.tendermint.version.Consensus;
import java.util.List;

/**
 * What a block follows from, and how it is put together.
 *
 * @param last the block before; an empty id before the first block
 * @param appHash of the state after the block before
 * @param resultsHash of the results of the block before
 * @param validators those who vote on the block
 * @param nextValidators those who vote on the one after it
 */
public record NextBlock(
        String chainId,
        long height,
        BlockID last,
        ByteString appHash,
        ByteString resultsHash,
        ValidatorSet validators,
        ValidatorSet nextValidators,
        ConsensusParams params) {
    /** Of the block format. cometbft version/version.go: BlockProtocol. */
    public static final int BLOCK_PROTOCOL = 11;

    /** The id of no block: what the first header says of the one before it. */
    public static final BlockID NO_BLOCK = BlockID.newBuilder()
            .setPartSetHeader(PartSetHeader.getDefaultInstance())
            .build();

    /** @param lastCommit to the block before; empty for the first */
    public Block assemble(List<ByteString> transactions, Timestamp time, Commit lastCommit, ByteString proposer) {
        Header header = Header.newBuilder()
                .setVersion(Consensus.newBuilder()
                        .setBlock(BLOCK_PROTOCOL)
                        .setApp(params.getVersion().getApp()))
                .setChainId(chainId)
                .setHeight(height)
                .setTime(time)
                .setLastBlockId(last)
                .setLastCommitHash(BlockHashes.commit(lastCommit))
                .setDataHash(BlockHashes.transactions(transactions))
                .setValidatorsHash(validators.hash())
                .setNextValidatorsHash(nextValidators.hash())
                .setConsensusHash(BlockHashes.consensusParams(params))
                .setAppHash(appHash)
                .setLastResultsHash(resultsHash)
                .setEvidenceHash(BlockHashes.EMPTY)
                .setProposerAddress(proposer)
                .build();
        return Block.newBuilder()
                .setHeader(header)
                .setData(Data.newBuilder().addAllTxs(transactions))
                .setEvidence(EvidenceList.getDefaultInstance())
                .setLastCommit(lastCommit)
                .build();
    }

    public static BlockID idOf(Block block) {
        return BlockID.newBuilder()
                .setHash(BlockHash.of(block.getHeader()))
                .setPartSetHeader(BlockHashes.parts(block.toByteString()))
                .build();
    }

    /** The first block carries the commit to nothing. */
    public static Commit emptyCommit() {
        return Commit.newBuilder().setBlockId(NO_BLOCK).build();
    }

    /** Our signature under a block; validators whose keys are elsewhere are absent. */
    public static Commit commit(
            String chainId, long height, BlockID block, Timestamp time, ValidatorSet validators, ConsensusKey key) {
        Commit.Builder commit = Commit.newBuilder().setHeight(height).setBlockId(block);
        for (Validator validator : validators.validators()) {
            if (validator.address().equals(key.address())) {
                commit.addSignatures(CommitSig.newBuilder()
                        .setBlockIdFlag(BlockIDFlag.BLOCK_ID_FLAG_COMMIT)
                        .setValidatorAddress(key.address())
                        .setTimestamp(time)
                        .setSignature(key.signPrecommit(chainId, height, block, time)));
            } else {
                commit.addSignatures(CommitSig.newBuilder()
                        .setBlockIdFlag(BlockIDFlag.BLOCK_ID_FLAG_ABSENT)
                        .setTimestamp(Times.ZERO));
            }
        }
        return commit.build();
    }
}
