package dev.orrery.chain.staking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.error.ChainException;
import dev.orrery.proto.cosmos.staking.v1beta1.BondStatus;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

final class SharesTest {
    private static Validator with(long tokens, String shares) {
        return Validator.newBuilder()
                .setTokens(Long.toString(tokens))
                .setDelegatorShares(Decimal.parse(shares).wireText())
                .setStatus(BondStatus.BOND_STATUS_BONDED)
                .build();
    }

    @Test
    void theFirstTokensAreWorthAsManyShares() {
        Shares.Change<Decimal> change = Shares.add(with(0, "0"), BigInteger.TEN);

        assertEquals(Decimal.of(10), change.amount());
        assertEquals("10", change.validator().getTokens());
    }

    @Test
    void afterASlashTokensBuyMoreShares() {
        Shares.Change<Decimal> change = Shares.add(with(3, "4"), BigInteger.ONE);

        assertEquals(Decimal.parse("1.333333333333333333"), change.amount());
    }

    @Test
    void sharesTakenAwayGiveWholeTokens() {
        Shares.Change<BigInteger> change = Shares.remove(with(10, "3"), Decimal.ONE);

        assertEquals(BigInteger.valueOf(3), change.amount());
        assertEquals("7", change.validator().getTokens());
    }

    @Test
    void theLastSharesTakeWhatRoundingLeft() {
        Validator rest = Shares.remove(with(10, "3"), Decimal.of(2)).validator();
        assertEquals("4", rest.getTokens());

        assertEquals(BigInteger.valueOf(4), Shares.remove(rest, Decimal.ONE).amount());
    }

    @Test
    void sharesWithoutTokensCanNotBeBought() {
        Validator ruined = with(0, "5");

        assertTrue(Shares.areWorthless(ruined));
        ChainException failure = assertThrows(ChainException.class, () -> Shares.ofTokens(ruined, BigInteger.ONE));
        assertEquals(StakingError.INSUFFICIENT_SHARES, failure.kind());
    }

    @Test
    void powerCountsWholeMillionsOfTheBondedAlone() {
        assertEquals(1, Shares.power(with(1_999_999, "1")));
        assertEquals(
                0,
                Shares.power(with(1_999_999, "1").toBuilder()
                        .setStatus(BondStatus.BOND_STATUS_UNBONDING)
                        .build()));
    }
}
