package dev.orrery.msg;

import java.util.List;

/** Messages to the governance module. Proposal ids are unsigned. */
public sealed interface GovMsg extends CosmosMsg {
    record Vote(long proposalId, VoteOption option) implements GovMsg {}

    record VoteWeighted(long proposalId, List<WeightedVoteOption> options) implements GovMsg {
        public VoteWeighted {
            options = List.copyOf(options);
        }
    }

    /** No variant that we know. */
    record Unknown() implements GovMsg {}
}
