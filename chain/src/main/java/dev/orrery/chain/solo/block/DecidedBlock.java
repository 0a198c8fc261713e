package dev.orrery.chain.solo.block;

import dev.orrery.proto.tendermint.abci.CommitInfo;
import dev.orrery.proto.tendermint.abci.RequestFinalizeBlock;
import dev.orrery.proto.tendermint.abci.VoteInfo;
import dev.orrery.proto.tendermint.types.Block;
import dev.orrery.proto.tendermint.types.BlockID;
import dev.orrery.proto.tendermint.types.BlockIDFlag;
import dev.orrery.proto.tendermint.types.BlockMeta;
import dev.orrery.proto.tendermint.types.Commit;
import dev.orrery.proto.tendermint.types.CommitSig;
import java.util.List;
import java.util.Optional;

/** What the application is told of a block when it has to run it. Any thread. */
public final class DecidedBlock {
    private DecidedBlock() {}

    /** For a stored block the same as when it was made. */
    public static Optional<RequestFinalizeBlock> request(BlockStore store, long height) {
        Optional<BlockID> id = store.meta(height).map(BlockMeta::getBlockId);
        return store.block(height).flatMap(block -> id.map(known -> request(block, known, voters(store, block))));
    }

    /** @param voters on the block before; absent before the first block */
    public static RequestFinalizeBlock request(Block block, BlockID id, Optional<ValidatorSet> voters) {
        return RequestFinalizeBlock.newBuilder()
                .addAllTxs(block.getData().getTxsList())
                .setDecidedLastCommit(votes(block.getLastCommit(), voters))
                .setHash(id.getHash())
                .setHeight(block.getHeader().getHeight())
                .setTime(block.getHeader().getTime())
                .setNextValidatorsHash(block.getHeader().getNextValidatorsHash())
                .setProposerAddress(block.getHeader().getProposerAddress())
                .build();
    }

    /** The first block carries no signatures. */
    private static Optional<ValidatorSet> voters(BlockStore store, Block block) {
        return block.getLastCommit().getSignaturesCount() == 0
                ? Optional.empty()
                : Optional.of(store.validators(block.getHeader().getHeight() - 1));
    }

    private static CommitInfo votes(Commit lastCommit, Optional<ValidatorSet> voters) {
        CommitInfo.Builder votes = CommitInfo.newBuilder();
        List<CommitSig> signatures = lastCommit.getSignaturesList();
        List<Validator> validators = voters.map(ValidatorSet::validators).orElseGet(List::of);
        for (int i = 0; i < signatures.size(); i++) {
            votes.addVotes(VoteInfo.newBuilder()
                    .setValidator(dev.orrery.proto.tendermint.abci.Validator.newBuilder()
                            .setAddress(validators.get(i).address())
                            .setPower(validators.get(i).power()))
                    .setBlockIdFlag(BlockIDFlag.forNumber(signatures.get(i).getBlockIdFlagValue())));
        }
        return votes.build();
    }
}
