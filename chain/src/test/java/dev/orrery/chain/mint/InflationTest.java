package dev.orrery.chain.mint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.proto.cosmos.mint.v1beta1.Minter;
import dev.orrery.proto.cosmos.mint.v1beta1.Params;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

final class InflationTest {
    private static final BigInteger SUPPLY = BigInteger.valueOf(1_000_000_000);

    private final Inflation inflation = new Inflation(Params.newBuilder()
            .setMintDenom("stake")
            .setInflationRateChange(Decimal.percent(13).wireText())
            .setInflationMax(Decimal.percent(20).wireText())
            .setInflationMin(Decimal.percent(7).wireText())
            .setGoalBonded(Decimal.percent(67).wireText())
            .setBlocksPerYear(100)
            .build());

    private static Minter at(Decimal rate) {
        return Minter.newBuilder().setInflation(rate.wireText()).build();
    }

    private Decimal next(Decimal rate, Decimal bonded) {
        return Decimal.ofDigits(inflation.next(at(rate), bonded, SUPPLY).getInflation());
    }

    @Test
    void fewBondedTokensRaiseTheRate() {
        assertEquals(Decimal.parse("0.1313"), next(Decimal.percent(13), Decimal.ZERO));
    }

    @Test
    void theGoalKeepsTheRate() {
        assertEquals(Decimal.percent(13), next(Decimal.percent(13), Decimal.percent(67)));
    }

    @Test
    void manyBondedTokensLowerTheRate() {
        assertTrue(next(Decimal.percent(13), Decimal.ONE).compareTo(Decimal.percent(13)) < 0);
    }

    @Test
    void theRateStaysWithinItsLimits() {
        assertEquals(Decimal.percent(20), next(Decimal.percent(20), Decimal.ZERO));
        assertEquals(Decimal.percent(7), next(Decimal.percent(7), Decimal.ONE));
    }

    @Test
    void aBlockMintsItsShareOfTheYearRoundedDown() {
        Minter minter = inflation.next(at(Decimal.percent(7)), Decimal.ONE, BigInteger.valueOf(12_345));

        assertEquals(Coin.of("stake", 8), inflation.ofBlock(minter)); // 864.15 a year
    }
}
