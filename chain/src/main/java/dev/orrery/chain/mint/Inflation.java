package dev.orrery.chain.mint;

import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.proto.cosmos.mint.v1beta1.Minter;
import dev.orrery.proto.cosmos.mint.v1beta1.Params;
import java.math.BigInteger;

/** How much is minted. Cosmos SDK x/mint/types/minter.go. */
record Inflation(Params params) {
    /** The rate and the yearly amount from this block on. */
    Minter next(Minter last, Decimal bondedRatio, BigInteger supply) {
        Decimal rate = rate(Decimal.ofDigits(last.getInflation()), bondedRatio);
        return Minter.newBuilder()
                .setInflation(rate.wireText())
                .setAnnualProvisions(rate.times(supply).wireText())
                .build();
    }

    /** Moves towards the goal: up while fewer tokens are bonded, down while more are. */
    private Decimal rate(Decimal last, Decimal bondedRatio) {
        Decimal changePerYear = Decimal.ONE
                .minus(bondedRatio.dividedBy(Decimal.ofDigits(params.getGoalBonded())))
                .times(Decimal.ofDigits(params.getInflationRateChange()));
        Decimal rate = last.plus(changePerYear.dividedBy(Decimal.of(params.getBlocksPerYear())));
        return rate.min(Decimal.ofDigits(params.getInflationMax())).max(Decimal.ofDigits(params.getInflationMin()));
    }

    /** What one block's share is. */
    Coin ofBlock(Minter minter) {
        Decimal share =
                Decimal.ofDigits(minter.getAnnualProvisions()).dividedBy(BigInteger.valueOf(params.getBlocksPerYear()));
        return new Coin(params.getMintDenom(), share.truncated());
    }
}
