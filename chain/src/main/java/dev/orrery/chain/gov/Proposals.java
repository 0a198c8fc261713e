package dev.orrery.chain.gov;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.tx.MessageRouter;
import dev.orrery.chain.tx.Signers;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.gov.v1.MsgExecLegacyContent;
import dev.orrery.proto.cosmos.gov.v1.MsgSubmitProposal;
import dev.orrery.proto.cosmos.gov.v1.Params;
import dev.orrery.proto.cosmos.gov.v1.Proposal;
import dev.orrery.proto.cosmos.gov.v1.ProposalStatus;
import dev.orrery.proto.cosmos.gov.v1.TallyResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Proposals from their submission to the beginning of the vote. Reads and writes come in the reference's order, since each costs
 * gas. Cosmos SDK x/gov/keeper/proposal.go.
 */
final class Proposals {
    /** Longest metadata, and longest title. Bytes. Cosmos SDK x/gov/types/config.go: DefaultConfig. */
    private static final int MAX_METADATA_BYTES = 255;

    private static final int MAX_SUMMARY_BYTES = 40 * MAX_METADATA_BYTES;

    /** The account of governance, in whose name proposals speak. */
    static final String ACCOUNT = "gov";

    private static final byte[] PRESENT = {1};

    private final AuthKeeper accounts;

    Proposals(AuthKeeper accounts) {
        this.accounts = accounts;
    }

    static Params params(Context context) {
        return GovKeys.PARAMS.get(context).orElseThrow(() -> notFound("no_key", "Params"));
    }

    /**
     * @throws ChainException if there is no such proposal
     */
    static Proposal get(Context context, long id) {
        return GovKeys.PROPOSALS.get(context, id).orElseThrow(() -> notFound(Long.toUnsignedString(id), "Proposal"));
    }

    /** How the reference's collections say that nothing is there. */
    static ChainException notFound(String key, String type) {
        return ChainException.plain(
                "collections: not found: key '" + key + "' of type github.com/cosmos/gogoproto/cosmos.gov.v1." + type);
    }

    static void set(Context context, Proposal proposal) {
        if (proposal.getStatus() == ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD) {
            GovKeys.VOTING.set(context, proposal.getId(), PRESENT);
        } else {
            GovKeys.VOTING.remove(context, proposal.getId());
        }
        GovKeys.PROPOSALS.set(context, proposal.getId(), proposal);
    }

    static void delete(Context context, long id) {
        Proposal proposal = get(context, id);
        if (proposal.hasDepositEndTime()) {
            GovKeys.INACTIVE.remove(context, new Pair<>(Times.instant(proposal.getDepositEndTime()), id));
        }
        if (proposal.hasVotingEndTime()) {
            GovKeys.ACTIVE.remove(context, new Pair<>(Times.instant(proposal.getVotingEndTime()), id));
            GovKeys.VOTING.remove(context, id);
        }
        GovKeys.PROPOSALS.remove(context, id);
    }

    /** The least deposit with which the vote begins. */
    static Coins minDeposit(Proposal proposal, Params params) {
        return Coins.ofProto(
                proposal.getExpedited() ? params.getExpeditedMinDepositList() : params.getMinDepositList());
    }

    /**
     * Makes a proposal of a message that was checked by itself.
     *
     * @param messages unpacked
     */
    Proposal submit(
            Context context,
            MessageRouter router,
            MsgSubmitProposal message,
            Address proposer,
            List<Message> messages) {
        checkMetadata(message.getMetadata());
        int summaryBytes = message.getSummary().getBytes(StandardCharsets.UTF_8).length;
        if (summaryBytes > MAX_SUMMARY_BYTES) {
            throw GovError.SUMMARY_TOO_LONG.failure("got summary with length " + summaryBytes);
        }
        checkMetadata(message.getTitle());
        StringBuilder types = new StringBuilder();
        for (Message each : messages) {
            types.append(',').append(KnownTypes.urlOf(each));
            checkMessage(context, router, each);
        }
        long id = GovKeys.NEXT_ID.get(context).orElse(0L);
        GovKeys.NEXT_ID.set(context, id + 1);
        Instant now = context.block().time();
        Instant end = now.plus(Times.duration(params(context).getMaxDepositPeriod()));
        Proposal proposal = Proposal.newBuilder()
                .setId(id)
                .addAllMessages(messages.stream().map(KnownTypes::pack).toList())
                .setMetadata(message.getMetadata())
                .setStatus(ProposalStatus.PROPOSAL_STATUS_DEPOSIT_PERIOD)
                .setFinalTallyResult(noVotes())
                .setSubmitTime(Times.timestamp(now))
                .setDepositEndTime(Times.timestamp(end))
                .setTitle(message.getTitle())
                .setSummary(message.getSummary())
                .setProposer(accounts.text(proposer))
                .setExpedited(message.getExpedited())
                .build();
        set(context, proposal);
        GovKeys.INACTIVE.set(context, new Pair<>(end, id), id);
        context.events()
                .emit(
                        "submit_proposal",
                        "proposal_id",
                        Long.toUnsignedString(id),
                        "proposal_proposer",
                        proposal.getProposer(),
                        "proposal_messages",
                        types.toString());
        return proposal;
    }

    static void checkMetadata(String metadata) {
        int bytes = metadata.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_METADATA_BYTES) {
            throw GovError.METADATA_TOO_LONG.failure("got metadata with length " + bytes);
        }
    }

    private void checkMessage(Context context, MessageRouter router, Message message) {
        try {
            router.check(message);
        } catch (ChainException e) {
            throw GovError.INVALID_PROPOSAL_MESSAGE.failure(e.text());
        }
        List<Address> signers = new Signers(accounts.formats()).of(message);
        if (signers.size() != 1) {
            throw GovError.INVALID_SIGNER.failure();
        }
        accounts.moduleAccount(context, ACCOUNT);
        if (!signers.getFirst().equals(accounts.moduleAddress(ACCOUNT))) {
            throw GovError.INVALID_SIGNER.failure(accounts.text(signers.getFirst()));
        }
        if (!router.knows(message)) {
            throw GovError.UNROUTABLE_PROPOSAL_MESSAGE.failure(KnownTypes.urlOf(message));
        }
        if (message instanceof MsgExecLegacyContent) {
            tryOut(context, router, message);
        }
    }

    /** Messages of the old kind are tried before anybody votes on them. */
    private static void tryOut(Context context, MessageRouter router, Message message) {
        try {
            router.run(context.branch(), message);
        } catch (ChainException e) {
            throw e.kind() == GovError.NO_PROPOSAL_HANDLER ? e : GovError.INVALID_PROPOSAL_CONTENT.failure(e.text());
        }
    }

    static TallyResult noVotes() {
        return TallyResult.newBuilder()
                .setYesCount("0")
                .setAbstainCount("0")
                .setNoCount("0")
                .setNoWithVetoCount("0")
                .build();
    }

    /** Begins the vote. */
    static void activate(Context context, Proposal proposal) {
        Params params = params(context);
        Instant start = context.block().time();
        Instant end = start.plus(
                Times.duration(proposal.getExpedited() ? params.getExpeditedVotingPeriod() : params.getVotingPeriod()));
        long id = proposal.getId();
        set(
                context,
                proposal.toBuilder()
                        .setVotingStartTime(Times.timestamp(start))
                        .setVotingEndTime(Times.timestamp(end))
                        .setStatus(ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD)
                        .build());
        GovKeys.INACTIVE.remove(context, new Pair<>(Times.instant(proposal.getDepositEndTime()), id));
        GovKeys.ACTIVE.set(context, new Pair<>(end, id), id);
    }
}
