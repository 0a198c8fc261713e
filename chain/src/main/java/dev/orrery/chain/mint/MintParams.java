package dev.orrery.chain.mint;

import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.coin.Denom;
import dev.orrery.chain.error.ChainException;
import dev.orrery.proto.cosmos.mint.v1beta1.Params;

/** What parameters of minting may be. Cosmos SDK x/mint/types/params.go. */
final class MintParams {
    private MintParams() {}

    static void check(Params params) {
        if (params.getMintDenom().isBlank()) {
            throw ChainException.plain("mint denom cannot be blank");
        }
        Denom.fault(params.getMintDenom()).ifPresent(fault -> {
            throw ChainException.plain(fault);
        });
        checkRate("inflation rate change", params.getInflationRateChange());
        checkRate("max inflation", params.getInflationMax());
        checkRate("min inflation", params.getInflationMin());
        Decimal goal = Decimal.ofDigits(params.getGoalBonded());
        if (!goal.isPositive()) {
            throw ChainException.plain("goal bonded must be positive: " + goal);
        }
        checkRate("goal bonded", params.getGoalBonded());
        if (params.getBlocksPerYear() == 0) {
            throw ChainException.plain("blocks per year must be positive: 0");
        }
        if (params.getBlocksPerYear() < 0) {
            throw ChainException.plain("blocks per year too large: " + Long.toUnsignedString(params.getBlocksPerYear())
                    + ", maximum value is: " + Long.MAX_VALUE);
        }
        Decimal max = Decimal.ofDigits(params.getInflationMax());
        Decimal min = Decimal.ofDigits(params.getInflationMin());
        if (max.compareTo(min) < 0) {
            throw ChainException.plain(
                    "max inflation (" + max + ") must be greater than or equal to min inflation (" + min + ")");
        }
    }

    private static void checkRate(String name, String digits) {
        Decimal rate = Decimal.ofDigits(digits);
        if (rate.isNegative()) {
            throw ChainException.plain(name + " cannot be negative: " + rate);
        }
        if (rate.compareTo(Decimal.ONE) > 0) {
            throw ChainException.plain(name + " too large: " + rate);
        }
    }
}
