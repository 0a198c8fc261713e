package dev.orrery.chain.gov;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.gas.StoreCosts;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.tx.MessageRouter;
import dev.orrery.chain.wire.GoWire;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.gov.v1.MsgCancelProposal;
import dev.orrery.proto.cosmos.gov.v1.MsgCancelProposalResponse;
import dev.orrery.proto.cosmos.gov.v1.MsgDeposit;
import dev.orrery.proto.cosmos.gov.v1.MsgDepositResponse;
import dev.orrery.proto.cosmos.gov.v1.MsgExecLegacyContent;
import dev.orrery.proto.cosmos.gov.v1.MsgExecLegacyContentResponse;
import dev.orrery.proto.cosmos.gov.v1.MsgSubmitProposal;
import dev.orrery.proto.cosmos.gov.v1.MsgSubmitProposalResponse;
import dev.orrery.proto.cosmos.gov.v1.MsgUpdateParams;
import dev.orrery.proto.cosmos.gov.v1.MsgUpdateParamsResponse;
import dev.orrery.proto.cosmos.gov.v1.MsgVote;
import dev.orrery.proto.cosmos.gov.v1.MsgVoteResponse;
import dev.orrery.proto.cosmos.gov.v1.MsgVoteWeighted;
import dev.orrery.proto.cosmos.gov.v1.MsgVoteWeightedResponse;
import dev.orrery.proto.cosmos.gov.v1.Params;
import dev.orrery.proto.cosmos.gov.v1.Proposal;
import java.util.List;
import java.util.function.Supplier;

/**
 * Messages about proposals. Cosmos SDK x/gov/keeper/msg_server.go.
 *
 * @param router known only when all modules are connected
 */
record GovMessages(AuthKeeper accounts, Deposits deposits, Authority authority, Supplier<MessageRouter> router) {
    List<MessageRoute<?>> routes() {
        return List.of(
                new MessageRoute<>(
                        MsgSubmitProposal.getDefaultInstance(),
                        message -> message.getMessagesList().forEach(router.get()::unpack),
                        this::submit),
                new MessageRoute<>(MsgExecLegacyContent.getDefaultInstance(), this::checkLegacy, this::executeLegacy),
                MessageRoute.of(MsgVote.getDefaultInstance(), this::vote),
                MessageRoute.of(MsgVoteWeighted.getDefaultInstance(), this::voteWeighted),
                MessageRoute.of(MsgDeposit.getDefaultInstance(), this::deposit),
                MessageRoute.of(MsgUpdateParams.getDefaultInstance(), this::updateParams),
                MessageRoute.of(MsgCancelProposal.getDefaultInstance(), this::cancel));
    }

    Message submit(Context context, MsgSubmitProposal message) {
        if (message.getTitle().isEmpty()) {
            throw SdkError.INVALID_REQUEST.failure("proposal title cannot be empty");
        }
        if (message.getSummary().isEmpty()) {
            throw SdkError.INVALID_REQUEST.failure("proposal summary cannot be empty");
        }
        Address proposer = address(message.getProposer(), "proposer");
        if (message.getMessagesCount() == 0 && message.getMetadata().isEmpty()) {
            throw GovError.NO_PROPOSAL_MESSAGES.failure("either metadata or Msgs length must be non-nil");
        }
        if (!message.getMetadata().isEmpty()) {
            ProposalMetadata.of(message.getMetadata()).ifPresent(metadata -> checkMetadata(message, metadata));
        }
        List<Message> messages =
                message.getMessagesList().stream().map(router.get()::unpack).toList();
        Coins initial = Coins.ofProto(message.getInitialDepositList());
        Params params = Proposals.params(context);
        Deposits.checkInitial(params, initial, message.getExpedited());
        Deposits.checkDenoms(params, initial);
        Proposal proposal = new Proposals(accounts).submit(context, router.get(), message, proposer, messages);
        long bytes = GoWire.encode(proposal).length;
        context.gas().consume(3 * StoreCosts.PERSISTENT.writePerByte() * bytes, "submit proposal");
        if (deposits.add(context, proposal.getId(), proposer, initial)) {
            context.events().emit("submit_proposal", "voting_period_start", Long.toUnsignedString(proposal.getId()));
        }
        return MsgSubmitProposalResponse.newBuilder()
                .setProposalId(proposal.getId())
                .build();
    }

    private static void checkMetadata(MsgSubmitProposal message, ProposalMetadata metadata) {
        if (!metadata.title().equals(message.getTitle())) {
            throw GovError.INVALID_PROPOSAL_CONTENT.failure(
                    "metadata title '" + metadata.title() + "' must equal proposal title '" + message.getTitle() + "'");
        }
        if (!metadata.summary().equals(message.getSummary())) {
            throw GovError.INVALID_PROPOSAL_CONTENT.failure("metadata summary '" + metadata.summary()
                    + "' must equal proposal summary '" + message.getSummary() + "'");
        }
    }

    private Address address(String text, String role) {
        try {
            return addresses().parse(text);
        } catch (ChainException e) {
            throw SdkError.INVALID_ADDRESS.failure("invalid " + role + " address: " + e.text());
        }
    }

    private AddressFormat addresses() {
        return accounts.formats().account();
    }

    private void checkLegacy(MsgExecLegacyContent message) {
        LegacyContent.of(message.getContent()); // the reference finds out while it decodes
        addresses().parse(message.getAuthority());
    }

    /** Texts are the only content there is, and carrying them out is nothing. */
    private Message executeLegacy(Context context, MsgExecLegacyContent message) {
        accounts.moduleAccount(context, Proposals.ACCOUNT);
        if (!message.getAuthority().equals(authority.address())) {
            throw GovError.INVALID_SIGNER.failure("expected " + authority.address() + " got " + message.getAuthority());
        }
        if (LegacyContent.of(message.getContent()).isEmpty()) {
            throw GovError.INVALID_PROPOSAL_CONTENT.failure("expected *v1beta1.Content, got <nil>: invalid type");
        }
        return MsgExecLegacyContentResponse.getDefaultInstance();
    }

    Message vote(Context context, MsgVote message) {
        Address voter = address(message.getVoter(), "voter");
        new Votes(accounts)
                .add(
                        context,
                        message.getProposalId(),
                        voter,
                        Votes.whole(message.getOption(), message.getOptionValue()),
                        message.getMetadata());
        return MsgVoteResponse.getDefaultInstance();
    }

    Message voteWeighted(Context context, MsgVoteWeighted message) {
        Address voter = address(message.getVoter(), "voter");
        Votes.checkWhole(message.getOptionsList());
        new Votes(accounts)
                .add(context, message.getProposalId(), voter, message.getOptionsList(), message.getMetadata());
        return MsgVoteWeightedResponse.getDefaultInstance();
    }

    Message deposit(Context context, MsgDeposit message) {
        Address depositor = address(message.getDepositor(), "depositor");
        Coins amount = Coins.ofProto(message.getAmountList());
        if (!amount.isValid() || !amount.isAllPositive()) {
            throw SdkError.INVALID_COINS.failure(amount.toString());
        }
        if (deposits.add(context, message.getProposalId(), depositor, amount)) {
            context.events()
                    .emit("proposal_deposit", "voting_period_start", Long.toUnsignedString(message.getProposalId()));
        }
        return MsgDepositResponse.getDefaultInstance();
    }

    private Message updateParams(Context context, MsgUpdateParams message) {
        authority.require(message.getAuthority());
        GovParams.check(message.getParams(), addresses());
        GovKeys.PARAMS.set(context, message.getParams());
        return MsgUpdateParamsResponse.getDefaultInstance();
    }

    private Message cancel(Context context, MsgCancelProposal message) {
        address(message.getProposer(), "proposer");
        long id = message.getProposalId();
        Proposal proposal = Proposals.get(context, id);
        checkCancel(context, proposal, message.getProposer());
        deposits.charge(context, id, Proposals.params(context));
        if (proposal.hasVotingStartTime()) {
            Votes.deleteAll(context, id);
        }
        Proposals.delete(context, id);
        context.events()
                .emit("cancel_proposal", "sender", message.getProposer(), "proposal_id", Long.toUnsignedString(id));
        return MsgCancelProposalResponse.newBuilder()
                .setProposalId(id)
                .setCanceledTime(Times.timestamp(context.block().time()))
                .setCanceledHeight(context.block().height())
                .build();
    }

    private static void checkCancel(Context context, Proposal proposal, String proposer) {
        String id = Long.toUnsignedString(proposal.getId());
        if (proposal.getProposer().isEmpty()) {
            throw GovError.INVALID_PROPOSAL.failure(
                    "proposal " + id + " doesn't have proposer " + proposer + ", so cannot be canceled");
        }
        if (!proposal.getProposer().equals(proposer)) {
            throw GovError.INVALID_PROPOSER.failure("invalid proposer " + proposer);
        }
        if (!Deposits.isOpen(proposal)) {
            throw GovError.INVALID_PROPOSAL.failure("proposal should be in the deposit or voting period");
        }
        if (proposal.hasVotingEndTime()
                && Times.instant(proposal.getVotingEndTime())
                        .isBefore(context.block().time())) {
            throw GovError.VOTING_PERIOD_ENDED.failure("voting period is already ended for this proposal " + id);
        }
    }
}
