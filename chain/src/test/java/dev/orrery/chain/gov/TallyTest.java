package dev.orrery.chain.gov;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.chain.Context;
import dev.orrery.chain.TestContext;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.proto.cosmos.gov.v1.Params;
import dev.orrery.proto.cosmos.gov.v1.Proposal;
import dev.orrery.proto.cosmos.gov.v1.Vote;
import dev.orrery.proto.cosmos.gov.v1.VoteOption;
import dev.orrery.proto.cosmos.gov.v1.WeightedVoteOption;
import dev.orrery.proto.cosmos.staking.v1beta1.Delegation;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TallyTest {
    private static final AddressFormats FORMATS = AddressFormats.of("wasm");
    private static final Address FIRST = Address.of(new byte[20]);
    private static final Address SECOND = account(2);
    private static final Address DELEGATOR = account(3);

    private final Context context = TestContext.at(Instant.EPOCH, "gov");
    private final Stakes stakes = new Stakes();
    private final Tally tally = new Tally(FORMATS, stakes);

    /** Validators with their own tokens, and delegations on top. */
    private static final class Stakes implements Staking {
        private final List<Validator> validators = new ArrayList<>();
        private final List<Delegation> delegations = new ArrayList<>();
        private long outside;

        void validator(Address operator, long tokens) {
            validators.add(Validator.newBuilder()
                    .setOperatorAddress(FORMATS.validator().text(operator))
                    .setTokens(String.valueOf(tokens))
                    .setDelegatorShares(Decimal.of(tokens).wireText())
                    .build());
        }

        void delegation(Address delegator, Address validator, long shares) {
            delegations.add(Delegation.newBuilder()
                    .setDelegatorAddress(FORMATS.account().text(delegator))
                    .setValidatorAddress(FORMATS.validator().text(validator))
                    .setShares(Decimal.of(shares).wireText())
                    .build());
        }

        @Override
        public List<Validator> bondedByPower(Context context) {
            return validators;
        }

        @Override
        public List<Delegation> delegationsOf(Context context, Address delegator) {
            return delegations.stream()
                    .filter(each ->
                            each.getDelegatorAddress().equals(FORMATS.account().text(delegator)))
                    .toList();
        }

        @Override
        public BigInteger bondedTokens(Context context) {
            return validators.stream()
                    .map(validator -> new BigInteger(validator.getTokens()))
                    .reduce(BigInteger.valueOf(outside), BigInteger::add);
        }
    }

    private static Address account(int number) {
        byte[] bytes = new byte[20];
        bytes[19] = (byte) number;
        return Address.of(bytes);
    }

    private void vote(Address voter, WeightedVoteOption... options) {
        GovKeys.VOTES.set(
                context,
                new Pair<>(1L, voter),
                Vote.newBuilder()
                        .setProposalId(1)
                        .setVoter(FORMATS.account().text(voter))
                        .addAllOptions(List.of(options))
                        .build());
    }

    private static WeightedVoteOption whole(VoteOption option) {
        return part(option, "1");
    }

    private static WeightedVoteOption part(VoteOption option, String weight) {
        return WeightedVoteOption.newBuilder()
                .setOption(option)
                .setWeight(weight)
                .build();
    }

    private Tally.Result count() {
        return count(GovParams.defaults("stake"), false);
    }

    private Tally.Result count(Params params, boolean expedited) {
        GovKeys.PARAMS.set(context, params);
        return tally.count(
                context, Proposal.newBuilder().setId(1).setExpedited(expedited).build());
    }

    private static List<String> counts(Tally.Result result) {
        return Stream.of(
                        result.counts().getYesCount(),
                        result.counts().getAbstainCount(),
                        result.counts().getNoCount(),
                        result.counts().getNoWithVetoCount())
                .toList();
    }

    @Test
    void aValidatorVotesForAllWhoDelegateToIt() {
        stakes.validator(FIRST, 100);
        stakes.delegation(FIRST, FIRST, 10);
        stakes.delegation(DELEGATOR, FIRST, 90);
        vote(FIRST, whole(VoteOption.VOTE_OPTION_YES));

        Tally.Result result = count();

        assertTrue(result.passes());
        assertEquals(List.of("100", "0", "0", "0"), counts(result));
    }

    @Test
    void aDelegatorWhoVotesIsNotSpokenFor() {
        stakes.validator(FIRST, 100);
        stakes.delegation(FIRST, FIRST, 10);
        stakes.delegation(DELEGATOR, FIRST, 60);
        vote(FIRST, whole(VoteOption.VOTE_OPTION_YES));
        vote(DELEGATOR, part(VoteOption.VOTE_OPTION_NO, "0.5"), part(VoteOption.VOTE_OPTION_ABSTAIN, "0.5"));

        Tally.Result result = count();

        assertEquals(List.of("40", "30", "30", "0"), counts(result));
        assertTrue(result.passes());
    }

    @Test
    void withoutAQuorumNothingPasses() {
        stakes.validator(FIRST, 33);
        stakes.outside = 67;
        vote(FIRST, whole(VoteOption.VOTE_OPTION_YES));

        assertFalse(count().passes());
    }

    @Test
    void depositsAreLostByALackOfVotesOnlyIfTheRulesSaySo() {
        stakes.validator(FIRST, 33);
        stakes.outside = 67;

        assertFalse(count().burnsDeposits());
        assertTrue(count(
                        GovParams.defaults("stake").toBuilder()
                                .setBurnVoteQuorum(true)
                                .build(),
                        false)
                .burnsDeposits());
    }

    @Test
    void aVetoOfMoreThanAThirdBurnsDeposits() {
        stakes.validator(FIRST, 60);
        stakes.validator(SECOND, 40);
        vote(FIRST, whole(VoteOption.VOTE_OPTION_YES));
        vote(SECOND, whole(VoteOption.VOTE_OPTION_NO_WITH_VETO));

        Tally.Result result = count();

        assertFalse(result.passes());
        assertTrue(result.burnsDeposits());
    }

    @Test
    void thoseWhoAbstainMakeAQuorumButDecideNothing() {
        stakes.validator(FIRST, 10);
        stakes.validator(SECOND, 90);
        vote(FIRST, whole(VoteOption.VOTE_OPTION_YES));
        vote(SECOND, whole(VoteOption.VOTE_OPTION_ABSTAIN));

        assertTrue(count().passes());
    }

    @Test
    void halfOfTheVotesIsNotEnough() {
        stakes.validator(FIRST, 50);
        stakes.validator(SECOND, 50);
        vote(FIRST, whole(VoteOption.VOTE_OPTION_YES));
        vote(SECOND, whole(VoteOption.VOTE_OPTION_NO));

        assertFalse(count().passes());
    }

    @Test
    void anExpeditedProposalNeedsMore() {
        stakes.validator(FIRST, 60);
        stakes.validator(SECOND, 40);
        vote(FIRST, whole(VoteOption.VOTE_OPTION_YES));
        vote(SECOND, whole(VoteOption.VOTE_OPTION_NO));

        assertFalse(count(GovParams.defaults("stake"), true).passes());
    }

    @Test
    void votesAreForgottenOnceCounted() {
        stakes.validator(FIRST, 100);
        vote(FIRST, whole(VoteOption.VOTE_OPTION_YES));

        assertTrue(count().passes());
        assertEquals(List.of("0", "0", "0", "0"), counts(count()));
    }

    @Test
    void withoutStakeNothingPasses() {
        assertFalse(count().passes());
    }
}
