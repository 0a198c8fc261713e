package dev.orrery.chain.distribution;

import dev.orrery.chain.Context;
import dev.orrery.chain.bank.BankKeeper;
import dev.orrery.chain.coin.DecimalCoins;
import dev.orrery.proto.cosmos.distribution.v1beta1.FeePool;

/** What falls to the community. Whole coins are handed on with every block, fractions wait here until they are whole. */
final class CommunityShare {
    /** Where the module that spends takes it from. Cosmos SDK x/protocolpool/types: ProtocolPoolEscrowAccount. */
    private static final String SPENDER = "protocolpool_escrow";

    private final BankKeeper bank;

    CommunityShare(BankKeeper bank) {
        this.bank = bank;
    }

    DecimalCoins pool(Context context) {
        return DecimalCoins.ofProto(DistributionKeys.FEE_POOL
                .get(context)
                .orElse(FeePool.getDefaultInstance())
                .getCommunityPoolList());
    }

    void setPool(Context context, DecimalCoins pool) {
        DistributionKeys.FEE_POOL.set(
                context,
                FeePool.newBuilder().addAllCommunityPool(pool.toProto()).build());
    }

    void add(Context context, DecimalCoins more) {
        setPool(context, pool(context).plus(more));
    }

    void handOn(Context context) {
        DecimalCoins pool = pool(context);
        if (pool.isZero()) {
            return;
        }
        DecimalCoins.Truncated truncated = pool.truncate();
        bank.sendBetweenModules(context, DistributionKeeper.ACCOUNT, SPENDER, truncated.whole());
        setPool(context, truncated.rest());
    }
}
