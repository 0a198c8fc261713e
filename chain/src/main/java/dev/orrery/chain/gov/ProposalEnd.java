package dev.orrery.chain.gov;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.EventLog;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.tx.MessageRouter;
import dev.orrery.chain.wire.GoMessageText;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.gov.v1.Proposal;
import dev.orrery.proto.cosmos.gov.v1.ProposalStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens at the end of a block to proposals whose time is over. Those without enough deposits are forgotten, the others are
 * counted, and what passes is carried out. Cosmos SDK x/gov/abci.go.
 */
record ProposalEnd(Deposits deposits, Tally tally, MessageRouter router) {
    /** How a proposal ended, as its event tells it. */
    private record Outcome(Proposal proposal, String result, String log) {}

    void run(Context context) {
        over(context, GovKeys.INACTIVE).forEach(id -> drop(context, id));
        over(context, GovKeys.ACTIVE).forEach(id -> decide(context, Proposals.get(context, id)));
    }

    private static List<Long> over(Context context, StoreMap<Pair<Instant, Long>, Long> queue) {
        List<Long> ids = new ArrayList<>();
        queue.walk(
                context,
                GovKeys.endingBy(queue, context.block().time()),
                Direction.ASCENDING,
                (key, id) -> ids.add(key.second()));
        return ids;
    }

    private void drop(Context context, long id) {
        Proposals.delete(context, id);
        if (Proposals.params(context).getBurnProposalDepositPrevote()) {
            deposits.burn(context, id);
        } else {
            deposits.refund(context, id);
        }
        context.events()
                .emit(
                        "inactive_proposal",
                        "proposal_id",
                        Long.toUnsignedString(id),
                        "proposal_result",
                        "proposal_dropped");
    }

    private void decide(Context context, Proposal proposal) {
        long id = proposal.getId();
        Tally.Result result = tally.count(context, proposal);
        if (!proposal.getExpedited() || result.passes()) {
            if (result.burnsDeposits()) {
                deposits.burn(context, id);
            } else {
                deposits.refund(context, id);
            }
        }
        GovKeys.ACTIVE.remove(context, new Pair<>(Times.instant(proposal.getVotingEndTime()), id));
        Outcome outcome;
        if (result.passes()) {
            outcome = carryOut(context, proposal);
        } else if (proposal.getExpedited()) {
            outcome = voteOn(context, proposal);
        } else {
            outcome = new Outcome(
                    failed(
                            proposal,
                            ProposalStatus.PROPOSAL_STATUS_REJECTED,
                            "proposal did not get enough votes to pass"),
                    "proposal_rejected",
                    "rejected");
        }
        Proposals.set(
                context,
                outcome.proposal().toBuilder()
                        .setFinalTallyResult(result.counts())
                        .build());
        context.events()
                .emit(
                        "active_proposal",
                        "proposal_id",
                        Long.toUnsignedString(id),
                        "proposal_result",
                        outcome.result(),
                        "proposal_log",
                        outcome.log());
    }

    /** Runs all messages, or none of them if one fails. */
    private Outcome carryOut(Context context, Proposal proposal) {
        List<Message> messages;
        try {
            messages = proposal.getMessagesList().stream().map(router::unpack).toList();
        } catch (ChainException e) {
            return failedOutcome(proposal, e.text(), "passed proposal failed to execute; msgs: " + e.text());
        }
        Context branch = context.branch();
        EventLog events = new EventLog();
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            try {
                events.emitAll(run(branch, message).events());
            } catch (ChainException e) {
                String log = "passed, but msg " + i + " (" + KnownTypes.urlOf(message) + ") failed on execution: "
                        + e.text();
                return failedOutcome(proposal, e.text(), log);
            }
        }
        branch.state().commit();
        context.events().emitAll(events.events());
        return new Outcome(
                proposal.toBuilder()
                        .setStatus(ProposalStatus.PROPOSAL_STATUS_PASSED)
                        .build(),
                "proposal_passed",
                "passed");
    }

    /** A defect of a message must not stop the chain. */
    private MessageRouter.Result run(Context context, Message message) {
        try {
            return router.run(context, message);
        } catch (ChainException e) {
            throw e;
        } catch (RuntimeException e) {
            throw ChainException.plain(
                    "handling x/gov proposal msg [" + GoMessageText.of(message) + "] PANICKED: " + e.getMessage());
        }
    }

    private static Outcome failedOutcome(Proposal proposal, String reason, String log) {
        return new Outcome(failed(proposal, ProposalStatus.PROPOSAL_STATUS_FAILED, reason), "proposal_failed", log);
    }

    private static Proposal failed(Proposal proposal, ProposalStatus status, String reason) {
        return proposal.toBuilder().setStatus(status).setFailedReason(reason).build();
    }

    /** An expedited proposal that doesn't pass becomes an ordinary one. */
    private static Outcome voteOn(Context context, Proposal proposal) {
        Instant end = Times.instant(proposal.getVotingStartTime())
                .plus(Times.duration(Proposals.params(context).getVotingPeriod()));
        GovKeys.ACTIVE.set(context, new Pair<>(end, proposal.getId()), proposal.getId());
        return new Outcome(
                proposal.toBuilder()
                        .setExpedited(false)
                        .setVotingEndTime(Times.timestamp(end))
                        .build(),
                "expedited_proposal_rejected",
                "expedited proposal converted to regular");
    }
}
