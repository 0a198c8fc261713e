package dev.orrery.chain.gov;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.proto.cosmos.gov.v1.Params;
import dev.orrery.proto.cosmos.gov.v1.Proposal;
import dev.orrery.proto.cosmos.gov.v1.TallyResult;
import dev.orrery.proto.cosmos.gov.v1.Vote;
import dev.orrery.proto.cosmos.gov.v1.VoteOption;
import dev.orrery.proto.cosmos.gov.v1.WeightedVoteOption;
import dev.orrery.proto.cosmos.staking.v1beta1.Delegation;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the votes on a proposal. A validator votes for all who delegate to it and don't vote themselves. Cosmos SDK
 * x/gov/keeper/tally.go.
 */
record Tally(AddressFormats formats, Staking staking) {
    /**
     * What a vote came to.
     *
     * @param burnsDeposits whether deposits are lost
     */
    record Result(boolean passes, boolean burnsDeposits, TallyResult counts) {}

    /** A validator, and what those who vote themselves take away from its weight. */
    private static final class Seat {
        private final BigInteger tokens;
        private final Decimal shares;
        private Decimal deducted = Decimal.ZERO;
        private List<WeightedVoteOption> vote = List.of();

        Seat(Validator validator) {
            tokens = new BigInteger(validator.getTokens());
            shares = Decimal.ofDigits(validator.getDelegatorShares());
        }

        Decimal power(Decimal ofShares) {
            return ofShares.times(tokens).dividedBy(shares);
        }
    }

    /** Power by option, and all of it. */
    private static final class Count {
        private final Map<VoteOption, Decimal> byOption = new EnumMap<>(VoteOption.class);
        private Decimal total = Decimal.ZERO;

        void add(List<WeightedVoteOption> vote, Decimal power) {
            for (WeightedVoteOption option : vote) {
                Decimal part = power.times(Decimal.parse(option.getWeight()));
                byOption.merge(option.getOption(), part, Decimal::plus);
            }
            total = total.plus(power);
        }

        Decimal of(VoteOption option) {
            return byOption.getOrDefault(option, Decimal.ZERO);
        }

        private String text(VoteOption option) {
            return of(option).truncated().toString();
        }

        TallyResult result() {
            return TallyResult.newBuilder()
                    .setYesCount(text(VoteOption.VOTE_OPTION_YES))
                    .setAbstainCount(text(VoteOption.VOTE_OPTION_ABSTAIN))
                    .setNoCount(text(VoteOption.VOTE_OPTION_NO))
                    .setNoWithVetoCount(text(VoteOption.VOTE_OPTION_NO_WITH_VETO))
                    .build();
        }
    }

    /** Counts the votes, and forgets them. */
    Result count(Context context, Proposal proposal) {
        Map<String, Seat> seats = new TreeMap<>();
        staking.bondedByPower(context)
                .forEach(validator -> seats.put(validator.getOperatorAddress(), new Seat(validator)));
        Count count = new Count();
        List<StoreMap.Entry<Pair<Long, Address>, Vote>> votes =
                GovKeys.VOTES.entries(context, GovKeys.of(proposal.getId()));
        votes.forEach(entry -> add(context, entry.value(), seats, count));
        votes.forEach(entry -> GovKeys.VOTES.remove(context, entry.key()));
        for (Seat seat : seats.values()) {
            if (!seat.vote.isEmpty()) {
                count.add(seat.vote, seat.power(seat.shares.minus(seat.deducted)));
            }
        }
        return judge(context, proposal, count);
    }

    private void add(Context context, Vote vote, Map<String, Seat> seats, Count count) {
        Address voter = formats.account().parse(vote.getVoter());
        Seat own = seats.get(formats.validator().text(voter));
        if (own != null) {
            own.vote = vote.getOptionsList();
        }
        for (Delegation delegation : staking.delegationsOf(context, voter)) {
            Seat seat = seats.get(delegation.getValidatorAddress());
            if (seat != null) {
                Decimal shares = Decimal.ofDigits(delegation.getShares());
                seat.deducted = seat.deducted.plus(shares);
                count.add(vote.getOptionsList(), seat.power(shares));
            }
        }
    }

    private Result judge(Context context, Proposal proposal, Count count) {
        TallyResult counts = count.result();
        BigInteger bonded = staking.bondedTokens(context);
        if (bonded.signum() == 0) {
            return new Result(false, false, counts);
        }
        Params params = Proposals.params(context);
        if (count.total.dividedBy(Decimal.of(bonded)).compareTo(Decimal.parse(params.getQuorum())) < 0) {
            return new Result(false, params.getBurnVoteQuorum(), counts);
        }
        Decimal decided = count.total.minus(count.of(VoteOption.VOTE_OPTION_ABSTAIN));
        if (decided.isZero()) {
            return new Result(false, false, counts);
        }
        Decimal veto = count.of(VoteOption.VOTE_OPTION_NO_WITH_VETO).dividedBy(count.total);
        if (veto.compareTo(Decimal.parse(params.getVetoThreshold())) > 0) {
            return new Result(false, params.getBurnVoteVeto(), counts);
        }
        String threshold = proposal.getExpedited() ? params.getExpeditedThreshold() : params.getThreshold();
        Decimal yes = count.of(VoteOption.VOTE_OPTION_YES).dividedBy(decided);
        return new Result(yes.compareTo(Decimal.parse(threshold)) > 0, false, counts);
    }
}
