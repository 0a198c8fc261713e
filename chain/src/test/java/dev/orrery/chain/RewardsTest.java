package dev.orrery.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.coin.DecimalCoins;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryBalanceRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryBalanceResponse;
import dev.orrery.proto.cosmos.distribution.v1beta1.MsgSetWithdrawAddress;
import dev.orrery.proto.cosmos.distribution.v1beta1.MsgWithdrawDelegatorReward;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryDelegationRewardsRequest;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryDelegationRewardsResponse;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryValidatorCommissionRequest;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryValidatorCommissionResponse;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryValidatorOutstandingRewardsRequest;
import dev.orrery.proto.cosmos.distribution.v1beta1.QueryValidatorOutstandingRewardsResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgDelegate;
import dev.orrery.proto.tendermint.abci.ResponseFinalizeBlock;
import java.math.BigInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stake earns on a whole chain. */
final class RewardsTest {
    private static final String SERVICE = "/cosmos.distribution.v1beta1.Query/";

    private final StakedChain chain = new StakedChain();

    @AfterEach
    void close() {
        chain.close();
    }

    private Message delegate(TestAccount by, long amount) {
        return MsgDelegate.newBuilder()
                .setDelegatorAddress(by.text())
                .setValidatorAddress(chain.validator())
                .setAmount(Coin.of("stake", amount).toProto())
                .build();
    }

    private Message withdraw(TestAccount by) {
        return MsgWithdrawDelegatorReward.newBuilder()
                .setDelegatorAddress(by.text())
                .setValidatorAddress(chain.validator())
                .build();
    }

    private Decimal earned(String delegator) {
        QueryDelegationRewardsRequest request = QueryDelegationRewardsRequest.newBuilder()
                .setDelegatorAddress(delegator)
                .setValidatorAddress(chain.validator())
                .build();
        return DecimalCoins.ofProto(
                        chain.ask(SERVICE + "DelegationRewards", request, QueryDelegationRewardsResponse.parser())
                                .getRewardsList())
                .amountOf("stake");
    }

    private Decimal commission() {
        QueryValidatorCommissionRequest request = QueryValidatorCommissionRequest.newBuilder()
                .setValidatorAddress(chain.validator())
                .build();
        return DecimalCoins.ofProto(
                        chain.ask(SERVICE + "ValidatorCommission", request, QueryValidatorCommissionResponse.parser())
                                .getCommission()
                                .getCommissionList())
                .amountOf("stake");
    }

    private Decimal outstanding() {
        QueryValidatorOutstandingRewardsRequest request = QueryValidatorOutstandingRewardsRequest.newBuilder()
                .setValidatorAddress(chain.validator())
                .build();
        return DecimalCoins.ofProto(chain.ask(
                                SERVICE + "ValidatorOutstandingRewards",
                                request,
                                QueryValidatorOutstandingRewardsResponse.parser())
                        .getRewards()
                        .getRewardsList())
                .amountOf("stake");
    }

    private BigInteger balance(String owner) {
        QueryBalanceRequest request = QueryBalanceRequest.newBuilder()
                .setAddress(owner)
                .setDenom("stake")
                .build();
        return new BigInteger(chain.ask("/cosmos.bank.v1beta1.Query/Balance", request, QueryBalanceResponse.parser())
                .getBalance()
                .getAmount());
    }

    private static String attribute(ResponseFinalizeBlock block, String type, String key) {
        return block.getEventsList().stream()
                .filter(event -> event.getType().equals(type))
                .flatMap(event -> event.getAttributesList().stream())
                .filter(attribute -> attribute.getKey().equals(key))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    @Test
    void whatOneBlockMintsIsSharedByTheNext() {
        long minted = Long.parseLong(attribute(chain.block(5), "mint", "amount"));
        Decimal before = outstanding();
        Decimal commissionBefore = commission();

        ResponseFinalizeBlock next = chain.block(5);

        // The fee collector holds this block's own minting when it is emptied: minting begins first.
        long shared = Long.parseLong(attribute(next, "mint", "amount"));
        Decimal reward = Decimal.of(shared).timesTruncated(Decimal.ONE.minus(Decimal.percent(2)));
        assertTrue(minted > 0);
        assertEquals(before.plus(reward), outstanding());
        assertEquals(commissionBefore.plus(reward.times(Decimal.percent(10))), commission());
    }

    @Test
    void delegationsEarnByTheirShare() {
        chain.sendWell(chain.alice, delegate(chain.alice, 2_500_000));
        chain.sendWell(chain.bob, delegate(chain.bob, 2_500_000));
        chain.sendWell(chain.alice, withdraw(chain.alice)); // both begin again
        chain.sendWell(chain.bob, withdraw(chain.bob));
        Decimal alice = earned(chain.alice.text());
        Decimal bob = earned(chain.bob.text());
        chain.block(5);

        Decimal moreForAlice = earned(chain.alice.text()).minus(alice);
        Decimal moreForBob = earned(chain.bob.text()).minus(bob);

        assertTrue(moreForAlice.isPositive());
        Decimal difference = moreForAlice.minus(moreForBob);
        // Each rounds down by itself, once for a token and once for the stake.
        assertTrue(difference.max(difference.negate()).compareTo(new Decimal(BigInteger.valueOf(5_000_000))) < 0);
    }

    @Test
    void withdrawingPaysWholeCoinsAndLeavesFractionsToTheCommunity() {
        chain.sendWell(chain.alice, delegate(chain.alice, 1_234_567));
        chain.sendWell(
                chain.alice,
                MsgSetWithdrawAddress.newBuilder()
                        .setDelegatorAddress(chain.alice.text())
                        .setWithdrawAddress(chain.carol.text())
                        .build());
        BigInteger before = balance(chain.carol.text());
        BigInteger outstanding = outstanding().truncated();

        chain.sendWell(chain.alice, withdraw(chain.alice));

        BigInteger paid = balance(chain.carol.text()).subtract(before);
        assertTrue(paid.signum() > 0);
        assertTrue(paid.compareTo(outstanding.add(BigInteger.valueOf(1_000_000))) < 0);
        assertEquals(Decimal.ZERO, earned(chain.alice.text()));
    }

    @Test
    void theModuleHoldsJustWhatIsOwed() {
        chain.sendWell(chain.alice, delegate(chain.alice, 1_234_567));
        chain.sendWell(chain.bob, delegate(chain.bob, 7_654_321));
        for (int i = 0; i < 5; i++) {
            chain.sendWell(chain.alice, withdraw(chain.alice));
            chain.sendWell(chain.bob, delegate(chain.bob, 1_000_003L * i + 1));
        }
        chain.block(5); // hands on what withdrawing left to the community
        BigInteger held =
                balance(chain.formats.account().text(dev.orrery.chain.address.Address.ofModule("distribution")));

        // Beside what is outstanding there is the community's fraction of a coin.
        BigInteger owed = outstanding().truncated();
        BigInteger rest = held.subtract(owed);
        assertTrue(rest.signum() >= 0 && rest.compareTo(BigInteger.ONE) <= 0, held + " for " + owed);
        Decimal claims = earned(chain.alice.text())
                .plus(earned(chain.bob.text()))
                .plus(earned(chain.formats.account().text(chain.operator())))
                .plus(commission());
        assertTrue(claims.compareTo(outstanding()) <= 0);
        assertTrue(outstanding().minus(claims).compareTo(Decimal.percent(1)) < 0);
    }
}
