package dev.orrery.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryBalanceRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryBalanceResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.BondStatus;
import dev.orrery.proto.cosmos.staking.v1beta1.CommissionRates;
import dev.orrery.proto.cosmos.staking.v1beta1.Description;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgBeginRedelegate;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgCreateValidator;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgDelegate;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgUndelegate;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryHistoricalInfoRequest;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryHistoricalInfoResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryPoolRequest;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryPoolResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryValidatorsRequest;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryValidatorsResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import dev.orrery.proto.tendermint.abci.Event;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.proto.tendermint.abci.ResponseFinalizeBlock;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stake given, moved and taken back on a whole chain. */
final class StakingTest {
    private static final Duration UNBONDING = Duration.ofDays(21);
    private static final String SERVICE = "/cosmos.staking.v1beta1.Query/";

    private final StakedChain chain = new StakedChain();

    @AfterEach
    void close() {
        chain.close();
    }

    private Message delegate(TestAccount by, String validator, long amount) {
        return MsgDelegate.newBuilder()
                .setDelegatorAddress(by.text())
                .setValidatorAddress(validator)
                .setAmount(Coin.of("stake", amount).toProto())
                .build();
    }

    private Message undelegate(TestAccount by, String validator, long amount) {
        return MsgUndelegate.newBuilder()
                .setDelegatorAddress(by.text())
                .setValidatorAddress(validator)
                .setAmount(Coin.of("stake", amount).toProto())
                .build();
    }

    private Message redelegate(TestAccount by, String from, String to, long amount) {
        return MsgBeginRedelegate.newBuilder()
                .setDelegatorAddress(by.text())
                .setValidatorSrcAddress(from)
                .setValidatorDstAddress(to)
                .setAmount(Coin.of("stake", amount).toProto())
                .build();
    }

    private MsgCreateValidator create(TestAccount by, int key, long amount) {
        return MsgCreateValidator.newBuilder()
                .setDescription(Description.newBuilder().setMoniker("another"))
                .setCommission(CommissionRates.newBuilder()
                        .setRate(Decimal.percent(5).wireText())
                        .setMaxRate(Decimal.percent(20).wireText())
                        .setMaxChangeRate(Decimal.percent(1).wireText()))
                .setMinSelfDelegation("1")
                .setValidatorAddress(chain.validatorOf(by))
                .setPubkey(StakedChain.key(key).toAny())
                .setValue(Coin.of("stake", amount).toProto())
                .build();
    }

    private long balance(TestAccount of) {
        QueryBalanceRequest request = QueryBalanceRequest.newBuilder()
                .setAddress(of.text())
                .setDenom("stake")
                .build();
        return Long.parseLong(chain.ask("/cosmos.bank.v1beta1.Query/Balance", request, QueryBalanceResponse.parser())
                .getBalance()
                .getAmount());
    }

    private QueryPoolResponse pool() {
        return chain.ask(SERVICE + "Pool", QueryPoolRequest.getDefaultInstance(), QueryPoolResponse.parser());
    }

    private List<Validator> validators() {
        return chain.ask(
                        SERVICE + "Validators",
                        QueryValidatorsRequest.getDefaultInstance(),
                        QueryValidatorsResponse.parser())
                .getValidatorsList();
    }

    private static List<String> types(ResponseFinalizeBlock block) {
        return block.getEventsList().stream().map(Event::getType).toList();
    }

    @Test
    void theValidatorOfTheGenesisVotesFromTheStart() {
        assertEquals(StakedChain.POWER, chain.begun.getValidators(0).getPower());
        assertEquals(BondStatus.BOND_STATUS_BONDED, validators().getFirst().getStatus());
        assertEquals("5000000", pool().getPool().getBondedTokens());
    }

    @Test
    void theEngineMustKnowTheSameValidator() {
        ValidatorUpdate known = chain.begun.getValidators(0);
        new StakedChain(List.of(known)).close();

        ValidatorUpdate stronger =
                known.toBuilder().setPower(StakedChain.POWER + 1).build();
        assertThrows(IllegalArgumentException.class, () -> new StakedChain(List.of(stronger)));
    }

    @Test
    void onlyKeysThatTheEngineKnowsValidate() {
        Message other = create(chain.bob, 2, 3_000_000).toBuilder()
                .setPubkey(KnownTypes.pack(dev.orrery.proto.cosmos.crypto.secp256k1.PubKey.newBuilder()
                        .setKey(ByteString.copyFrom(new byte[33]))
                        .build()))
                .build();

        ExecTxResult result = chain.send(chain.bob, other);

        assertEquals("staking", result.getCodespace());
        assertEquals(6, result.getCode(), result.getLog());
    }

    @Test
    void delegatingRaisesTheVotingPower() {
        ResponseFinalizeBlock block = chain.block(
                5,
                chain.alice.sign(
                        StakedChain.ID,
                        dev.orrery.chain.coin.Coins.of(Coin.of("stake", 1)),
                        900_000,
                        delegate(chain.alice, chain.validator(), 2_999_999)));

        assertEquals(StakedChain.POWER + 2, block.getValidatorUpdates(0).getPower());
        assertEquals("7999999", pool().getPool().getBondedTokens());
    }

    @Test
    void unbondedTokensComeBackWhenTheirTimeIsOverAndNotBefore() {
        chain.sendWell(chain.alice, delegate(chain.alice, chain.validator(), 1_000_000));
        chain.sendWell(chain.alice, undelegate(chain.alice, chain.validator(), 400_000));
        assertEquals("400000", pool().getPool().getNotBondedTokens());
        long before = balance(chain.alice);

        ResponseFinalizeBlock early = chain.block(UNBONDING.minusNanos(1));
        assertTrue(types(early).stream().noneMatch("complete_unbonding"::equals));
        assertEquals(before, balance(chain.alice));

        ResponseFinalizeBlock due = chain.block(Duration.ofNanos(1));
        assertTrue(types(due).contains("complete_unbonding"));
        assertEquals(before + 400_000, balance(chain.alice));
        assertEquals("0", pool().getPool().getNotBondedTokens());
    }

    @Test
    void sevenUnbondingsAtATimeAreEnough() {
        chain.sendWell(chain.alice, delegate(chain.alice, chain.validator(), 1_000_000));
        for (int i = 0; i < 7; i++) {
            chain.sendWell(chain.alice, undelegate(chain.alice, chain.validator(), 10));
        }

        ExecTxResult result = chain.send(chain.alice, undelegate(chain.alice, chain.validator(), 10));

        assertEquals("staking", result.getCodespace());
        assertEquals(27, result.getCode());
    }

    @Test
    void redelegatedTokensStayUntilTheirTimeIsOver() {
        chain.sendWell(chain.bob, create(chain.bob, 2, 3_000_000));
        String bobs = chain.validatorOf(chain.bob);
        chain.sendWell(chain.alice, delegate(chain.alice, chain.validator(), 1_000_000));
        chain.sendWell(chain.alice, redelegate(chain.alice, chain.validator(), bobs, 500_000));

        ExecTxResult result = chain.send(chain.alice, redelegate(chain.alice, bobs, chain.validator(), 1));
        assertEquals("staking", result.getCodespace());
        assertEquals(32, result.getCode());

        ResponseFinalizeBlock due = chain.block(UNBONDING);
        assertTrue(types(due).contains("complete_redelegation"));
        chain.sendWell(chain.alice, redelegate(chain.alice, bobs, chain.validator(), 1));
    }

    @Test
    void anOperatorBelowThePromisedStakeIsJailedAndLeavesWhenItsTimeIsOver() {
        chain.sendWell(chain.bob, create(chain.bob, 2, 3_000_000));
        String bobs = chain.validatorOf(chain.bob);
        assertEquals(2, validators().size());

        chain.sendWell(chain.bob, undelegate(chain.bob, bobs, 3_000_000));
        Validator leaving = validators().stream()
                .filter(each -> each.getOperatorAddress().equals(bobs))
                .findFirst()
                .orElseThrow();
        assertTrue(leaving.getJailed());
        assertEquals(BondStatus.BOND_STATUS_UNBONDING, leaving.getStatus());

        chain.block(UNBONDING);
        assertEquals(1, validators().size());
    }

    @Test
    void aConsensusKeyServesOneValidator() {
        Message stranger = create(chain.bob, 2, 3_000_000).toBuilder()
                .setPubkey(chain.key.toAny())
                .build();

        ExecTxResult result = chain.send(chain.bob, stranger);

        assertEquals("staking", result.getCodespace());
        assertEquals(5, result.getCode());
    }

    @Test
    void validatorsOfPastBlocksAreRemembered() {
        long height = chain.height();
        chain.sendWell(chain.alice, delegate(chain.alice, chain.validator(), 2_000_000));
        chain.block(5);

        QueryHistoricalInfoResponse info = chain.ask(
                SERVICE + "HistoricalInfo",
                QueryHistoricalInfoRequest.newBuilder().setHeight(height).build(),
                QueryHistoricalInfoResponse.parser());

        assertEquals("5000000", info.getHist().getValset(0).getTokens());
        assertEquals(height, info.getHist().getHeader().getHeight());
        assertEquals(StakedChain.ID, info.getHist().getHeader().getChainId());
    }
}
