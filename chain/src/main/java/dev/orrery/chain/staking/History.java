package dev.orrery.chain.staking;

import com.google.protobuf.ByteString;
import dev.orrery.chain.BlockInfo;
import dev.orrery.chain.Context;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.staking.v1beta1.HistoricalInfo;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import dev.orrery.proto.tendermint.types.Header;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The validators of past blocks, which light clients of other chains ask for. Cosmos SDK x/staking/keeper/historical_info.go. */
final class History {
    /** Those with equal power by the address of their key. Cosmos SDK x/staking/types: ValidatorsByVotingPower. */
    private static final Comparator<Validator> BY_POWER = Comparator.comparingLong(Shares::power)
            .reversed()
            .thenComparing(validator -> Validators.consensusAddressOf(validator).bytes(), Arrays::compareUnsigned);

    private History() {}

    /** Notes the validators of this block, and forgets those of blocks too long ago. */
    static void track(Context context, Validators validators) {
        BlockInfo block = context.block();
        long entries = validators.params(context).getHistoricalEntries() & 0xffff_ffffL;
        for (long height = block.height() - entries;
                height >= 0 && StakingKeys.HISTORY.has(context, height);
                height--) {
            StakingKeys.HISTORY.remove(context, height);
        }
        if (entries == 0) {
            return;
        }
        List<Validator> set = new ArrayList<>(validators.last(context));
        set.sort(BY_POWER);
        StakingKeys.HISTORY.set(
                context,
                block.height(),
                HistoricalInfo.newBuilder()
                        .setHeader(header(block))
                        .addAllValset(set)
                        .build());
    }

    /** What the application is told of a header before the block is whole. Cosmos SDK baseapp: internalFinalizeBlock. */
    private static Header header(BlockInfo block) {
        return Header.newBuilder()
                .setChainId(block.chainId())
                .setHeight(block.height())
                .setTime(Times.timestamp(block.time()))
                .setProposerAddress(ByteString.copyFrom(block.proposer().bytes()))
                .setNextValidatorsHash(block.nextValidatorsHash())
                .setAppHash(block.lastAppHash())
                .build();
    }
}
