package dev.orrery.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.proto.cosmos.distribution.v1beta1.MsgWithdrawDelegatorReward;
import dev.orrery.proto.cosmos.slashing.v1beta1.MsgUnjail;
import dev.orrery.proto.cosmos.slashing.v1beta1.QuerySigningInfoRequest;
import dev.orrery.proto.cosmos.slashing.v1beta1.QuerySigningInfoResponse;
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
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.proto.tendermint.abci.ResponseFinalizeBlock;
import java.time.Duration;
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
        QuerySigningInfoRequest request = QuerySigningInfoRequest.newBuilder()
                .setConsAddress(
                        chain.formats.consensus().text(StakedChain.key(2).address()))
                .build();
        return chain.ask("/cosmos.slashing.v1beta1.Query/SigningInfo", request, QuerySigningInfoResponse.parser())
                .getValSigningInfo()
                .getMissedBlocksCounter();
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
}
