package dev.orrery.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.ibc.Sha256;
import dev.orrery.proto.cosmos.distribution.v1beta1.MsgWithdrawDelegatorReward;
import dev.orrery.proto.cosmos.evidence.v1beta1.Equivocation;
import dev.orrery.proto.cosmos.evidence.v1beta1.QueryAllEvidenceRequest;
import dev.orrery.proto.cosmos.evidence.v1beta1.QueryAllEvidenceResponse;
import dev.orrery.proto.cosmos.evidence.v1beta1.QueryEvidenceRequest;
import dev.orrery.proto.cosmos.evidence.v1beta1.QueryEvidenceResponse;
import dev.orrery.proto.cosmos.slashing.v1beta1.MsgUnjail;
import dev.orrery.proto.cosmos.slashing.v1beta1.QuerySigningInfoRequest;
import dev.orrery.proto.cosmos.slashing.v1beta1.QuerySigningInfoResponse;
import dev.orrery.proto.cosmos.slashing.v1beta1.ValidatorSigningInfo;
import dev.orrery.proto.cosmos.staking.v1beta1.CommissionRates;
import dev.orrery.proto.cosmos.staking.v1beta1.Description;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgCreateValidator;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgDelegate;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgUndelegate;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryUnbondingDelegationRequest;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryUnbondingDelegationResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryValidatorRequest;
import dev.orrery.proto.cosmos.staking.v1beta1.QueryValidatorResponse;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import dev.orrery.proto.tendermint.abci.EventAttribute;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.proto.tendermint.abci.ResponseFinalizeBlock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A validator that doesn't sign, on a whole chain. */
final class SlashingTest {
    /** Blocks of the window, and those of them that may be missed. */
    private static final int WINDOW = 100;

    private final StakedChain chain = new StakedChain();

    @BeforeEach
    void addSecondValidator() {
        chain.sendWell(
                chain.bob,
                MsgCreateValidator.newBuilder()
                        .setDescription(Description.newBuilder().setMoniker("bob"))
                        .setCommission(CommissionRates.newBuilder()
                                .setRate(Decimal.percent(5).wireText())
                                .setMaxRate(Decimal.percent(20).wireText())
                                .setMaxChangeRate(Decimal.percent(1).wireText()))
                        .setMinSelfDelegation("1")
                        .setValidatorAddress(chain.validatorOf(chain.bob))
                        .setPubkey(StakedChain.key(2).toAny())
                        .setValue(Coin.of("stake", 2_000_000).toProto())
                        .build());
    }

    @AfterEach
    void close() {
        chain.close();
    }

    private Validator bobs() {
        QueryValidatorRequest request = QueryValidatorRequest.newBuilder()
                .setValidatorAddr(chain.validatorOf(chain.bob))
                .build();
        return chain.ask("/cosmos.staking.v1beta1.Query/Validator", request, QueryValidatorResponse.parser())
                .getValidator();
    }

    private Message unjail() {
        return MsgUnjail.newBuilder()
                .setValidatorAddr(chain.validatorOf(chain.bob))
                .build();
    }

    private long missed() {
        return info().getMissedBlocksCounter();
    }

    /** Blocks until the silent validator is jailed. */
    private int blocksUntilJailed() {
        chain.silence(StakedChain.key(2).address());
        for (int blocks = 1; blocks <= 2 * WINDOW; blocks++) {
            ResponseFinalizeBlock block = chain.block(1);
            if (block.getEventsList().stream().anyMatch(event -> event.getType().equals("slash"))) {
                return blocks;
            }
        }
        throw new AssertionError("nobody was jailed");
    }

    @Test
    void silenceCostsAPartOfTheStakeAndThePlace() {
        assertEquals("2000000", bobs().getTokens());
        long bonded = chain.height(); // a validator is watched from the block that took it in

        int blocks = blocksUntilJailed();

        assertEquals(bonded + WINDOW + 1, chain.height(), "after " + blocks + " blocks");
        assertEquals("1980000", bobs().getTokens());
        assertTrue(bobs().getJailed());
        assertEquals(0, missed());
    }

    @Test
    void jailOpensWhenItsTimeIsOver() {
        blocksUntilJailed();

        ExecTxResult early = chain.send(chain.bob, unjail());
        assertEquals("slashing", early.getCodespace());
        assertEquals(4, early.getCode());

        chain.block(Duration.ofMinutes(10));
        chain.sendWell(chain.bob, unjail());
        ExecTxResult again = chain.send(chain.bob, unjail());
        assertEquals(5, again.getCode());
    }

    @Test
    void whoLeftShortlyBeforePaysAsWell() {
        chain.sendWell(
                chain.alice,
                MsgDelegate.newBuilder()
                        .setDelegatorAddress(chain.alice.text())
                        .setValidatorAddress(chain.validatorOf(chain.bob))
                        .setAmount(Coin.of("stake", 1_000_000).toProto())
                        .build());
        chain.silence(StakedChain.key(2).address());
        while (missed() < WINDOW - 3) {
            chain.block(1);
        }
        chain.sendWell(
                chain.alice,
                MsgUndelegate.newBuilder()
                        .setDelegatorAddress(chain.alice.text())
                        .setValidatorAddress(chain.validatorOf(chain.bob))
                        .setAmount(Coin.of("stake", 400_000).toProto())
                        .build());
        while (!bobs().getJailed()) {
            chain.block(1);
        }

        QueryUnbondingDelegationRequest request = QueryUnbondingDelegationRequest.newBuilder()
                .setDelegatorAddr(chain.alice.text())
                .setValidatorAddr(chain.validatorOf(chain.bob))
                .build();
        String balance = chain.ask(
                        "/cosmos.staking.v1beta1.Query/UnbondingDelegation",
                        request,
                        QueryUnbondingDelegationResponse.parser())
                .getUnbond()
                .getEntries(0)
                .getBalance();
        assertEquals("396000", balance);
    }

    @Test
    void rewardsOfASlashedDelegationCanBeWithdrawn() {
        blocksUntilJailed();

        chain.sendWell(
                chain.bob,
                MsgWithdrawDelegatorReward.newBuilder()
                        .setDelegatorAddress(chain.bob.text())
                        .setValidatorAddress(chain.validatorOf(chain.bob))
                        .build());
    }

    private ValidatorSigningInfo info() {
        QuerySigningInfoRequest request = QuerySigningInfoRequest.newBuilder()
                .setConsAddress(
                        chain.formats.consensus().text(StakedChain.key(2).address()))
                .build();
        return chain.ask("/cosmos.slashing.v1beta1.Query/SigningInfo", request, QuerySigningInfoResponse.parser())
                .getValSigningInfo();
    }

    private List<Any> evidence() {
        return chain.ask(
                        "/cosmos.evidence.v1beta1.Query/AllEvidence",
                        QueryAllEvidenceRequest.getDefaultInstance(),
                        QueryAllEvidenceResponse.parser())
                .getEvidenceList();
    }

    @Test
    void whoVotesTwiceIsJailedForGood() throws InvalidProtocolBufferException {
        long height = chain.height();
        chain.catchVotingTwice(StakedChain.key(2).address(), 2);
        ResponseFinalizeBlock block = chain.block(5);

        assertEquals("1900000", bobs().getTokens());
        assertTrue(bobs().getJailed());
        assertTrue(info().getTombstoned());
        assertEquals(
                List.of(List.of("address", "power", "reason", "burned_coins", "mode"), List.of("jailed", "mode")),
                block.getEventsList().stream()
                        .filter(event -> event.getType().equals("slash"))
                        .map(event -> event.getAttributesList().stream()
                                .map(EventAttribute::getKey)
                                .toList())
                        .toList());
        assertEquals(0, block.getValidatorUpdates(0).getPower());
        Equivocation kept = Equivocation.parseFrom(evidence().getFirst().getValue());
        assertEquals(height, kept.getHeight());
        assertEquals(2, kept.getPower());

        chain.block(Duration.ofDays(365));
        assertEquals(4, chain.send(chain.bob, unjail()).getCode());
    }

    @Test
    void nobodyIsPunishedTwiceForVotingTwice() {
        for (int i = 0; i < 2; i++) {
            chain.catchVotingTwice(StakedChain.key(2).address(), 2);
            chain.catchVotingTwice(StakedChain.key(2).address(), 2);
            chain.block(5);
        }
        assertEquals("1900000", bobs().getTokens());
        assertEquals(1, evidence().size());
    }

    @Test
    void evidenceAgainstNobodyKnownIsLeftAlone() {
        chain.catchVotingTwice(StakedChain.key(9).address(), 2);
        chain.block(5);
        assertEquals(List.of(), evidence());
    }

    @Test
    void evidenceIsFoundByItsHash() {
        chain.catchVotingTwice(StakedChain.key(2).address(), 2);
        chain.block(5);
        Any kept = evidence().getFirst();
        QueryEvidenceRequest request = QueryEvidenceRequest.newBuilder()
                .setHash(HexFormat.of().formatHex(Sha256.of(kept.getValue().toByteArray())))
                .build();
        assertEquals(
                kept,
                chain.ask("/cosmos.evidence.v1beta1.Query/Evidence", request, QueryEvidenceResponse.parser())
                        .getEvidence());
    }
}
