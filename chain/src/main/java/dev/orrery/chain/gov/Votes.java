package dev.orrery.chain.gov;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wire.GoMessageText;
import dev.orrery.msg.json.GoJson;
import dev.orrery.proto.cosmos.gov.v1.Vote;
import dev.orrery.proto.cosmos.gov.v1.VoteOption;
import dev.orrery.proto.cosmos.gov.v1.WeightedVoteOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Votes as they are given; {@link Tally} counts them. Cosmos SDK x/gov/keeper/vote.go, x/gov/types/v1/vote.go. */
record Votes(AuthKeeper accounts) {
    /** A whole vote for one option. */
    static List<WeightedVoteOption> whole(VoteOption option, int optionNumber) {
        if (!isValid(option)) {
            String name = option == VoteOption.UNRECOGNIZED ? String.valueOf(optionNumber) : option.name();
            throw GovError.INVALID_VOTE.failure(name);
        }
        return List.of(WeightedVoteOption.newBuilder()
                .setOption(option)
                .setWeight(Decimal.ONE.toString())
                .build());
    }

    private static boolean isValid(VoteOption option) {
        return option != VoteOption.VOTE_OPTION_UNSPECIFIED && option != VoteOption.UNRECOGNIZED;
    }

    /** Refuses options whose weights don't make a whole. */
    static void checkWhole(List<WeightedVoteOption> options) {
        if (options.isEmpty()) {
            throw SdkError.INVALID_REQUEST.failure("null");
        }
        Decimal total = Decimal.ZERO;
        Set<VoteOption> used = EnumSet.noneOf(VoteOption.class);
        for (WeightedVoteOption option : options) {
            requireValid(option);
            total = total.plus(Decimal.parse(option.getWeight()));
            if (!used.add(option.getOption())) {
                throw GovError.INVALID_VOTE.failure("duplicated vote option");
            }
        }
        if (total.compareTo(Decimal.ONE) > 0) {
            throw GovError.INVALID_VOTE.failure("total weight overflow 1.00");
        }
        if (total.compareTo(Decimal.ONE) < 0) {
            throw GovError.INVALID_VOTE.failure("total weight lower than 1.00");
        }
    }

    private static void requireValid(WeightedVoteOption option) {
        if (!isWeight(option.getWeight()) || !isValid(option.getOption())) {
            throw GovError.INVALID_VOTE.failure(GoMessageText.of(option));
        }
    }

    private static boolean isWeight(String text) {
        try {
            Decimal weight = Decimal.parse(text);
            return weight.isPositive() && weight.compareTo(Decimal.ONE) <= 0;
        } catch (ChainException e) {
            return false;
        }
    }

    void add(Context context, long id, Address voter, List<WeightedVoteOption> options, String metadata) {
        if (!GovKeys.VOTING.has(context, id)) {
            throw GovError.INACTIVE_PROPOSAL.failure(Long.toUnsignedString(id));
        }
        Proposals.checkMetadata(metadata);
        options.forEach(Votes::requireValid);
        Vote vote = Vote.newBuilder()
                .setProposalId(id)
                .setVoter(accounts.text(voter))
                .addAllOptions(options)
                .setMetadata(metadata)
                .build();
        GovKeys.VOTES.set(context, new Pair<>(id, voter), vote);
        context.events()
                .emit(
                        "proposal_vote",
                        "voter",
                        vote.getVoter(),
                        "option",
                        json(options),
                        "proposal_id",
                        Long.toUnsignedString(id));
    }

    /** Options as Go's JSON of their structs, where an option is its number. */
    private static String json(List<WeightedVoteOption> options) {
        return options.stream()
                .map(option -> "{\"option\":" + option.getOptionValue() + ",\"weight\":"
                        + GoJson.quoted(option.getWeight()) + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    static void deleteAll(Context context, long id) {
        List<Pair<Long, Address>> keys = new ArrayList<>();
        GovKeys.VOTES.entries(context, GovKeys.of(id)).forEach(entry -> keys.add(entry.key()));
        keys.forEach(key -> GovKeys.VOTES.remove(context, key));
    }
}
