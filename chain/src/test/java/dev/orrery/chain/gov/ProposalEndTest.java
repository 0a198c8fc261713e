package dev.orrery.chain.gov;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.TestContext;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.bank.BankKeeper;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.collection.StoreItem;
import dev.orrery.chain.collection.Values;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.tx.MessageRouter;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.bank.v1beta1.MsgSend;
import dev.orrery.proto.cosmos.bank.v1beta1.MsgSendResponse;
import dev.orrery.proto.cosmos.gov.v1.Proposal;
import dev.orrery.proto.cosmos.gov.v1.ProposalStatus;
import dev.orrery.proto.cosmos.gov.v1.Vote;
import dev.orrery.proto.cosmos.gov.v1.VoteOption;
import dev.orrery.proto.cosmos.staking.v1beta1.Delegation;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ProposalEndTest {
    private static final Instant START = Instant.ofEpochSecond(1_000);
    private static final Instant END = START.plusSeconds(60);
    private static final AddressFormats FORMATS = AddressFormats.of("wasm");
    private static final Address VALIDATOR = Address.of(new byte[20]);

    /** Written by the message that the proposals here hold: its recipient. */
    private static final StoreItem<Address> DONE = new StoreItem<>("bank", new byte[] {99}, Values.ADDRESS);

    private final Context start = TestContext.at(START, "gov", "bank", "acc");
    private final AuthKeeper accounts = new AuthKeeper(FORMATS, Map.of("gov", List.of("burner")));
    private final ProposalEnd end = new ProposalEnd(
            new Deposits(accounts, new BankKeeper(accounts, Set.of()), (context, from, amount) -> {}),
            new Tally(FORMATS, new OneValidator()),
            new MessageRouter(
                    List.of(MessageRoute.of(MsgSend.getDefaultInstance(), ProposalEndTest::note)),
                    (context, typeUrl) -> true));

    private record OneValidator() implements Staking {
        @Override
        public List<Validator> bondedByPower(Context context) {
            return List.of(Validator.newBuilder()
                    .setOperatorAddress(FORMATS.validator().text(VALIDATOR))
                    .setTokens("100")
                    .setDelegatorShares(Decimal.of(100).wireText())
                    .build());
        }

        @Override
        public List<Delegation> delegationsOf(Context context, Address delegator) {
            return List.of();
        }

        @Override
        public BigInteger bondedTokens(Context context) {
            return BigInteger.valueOf(100);
        }
    }

    /** Notes the recipient; refuses to send to nobody, and breaks where there is no amount to send to {@code broken}. */
    private static Message note(Context context, MsgSend message) {
        if (message.getToAddress().isEmpty()) {
            throw SdkError.INVALID_ADDRESS.failure("nobody");
        }
        if (message.getToAddress().equals("broken")) {
            throw new ArithmeticException("defect");
        }
        DONE.set(context, Address.ofModule(message.getToAddress()));
        context.events().emit("noted", "to", message.getToAddress());
        return MsgSendResponse.getDefaultInstance();
    }

    private static MsgSend to(String recipient) {
        return MsgSend.newBuilder().setToAddress(recipient).build();
    }

    @BeforeEach
    void rules() {
        GovKeys.PARAMS.set(start, GovParams.defaults("stake"));
        accounts.moduleAccount(start, "gov");
    }

    private void propose(boolean expedited, Message... messages) {
        Proposal proposal = Proposal.newBuilder()
                .setId(1)
                .setStatus(ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD)
                .setVotingStartTime(Times.timestamp(START))
                .setVotingEndTime(Times.timestamp(END))
                .setExpedited(expedited)
                .addAllMessages(List.of(messages).stream().map(KnownTypes::pack).toList())
                .build();
        Proposals.set(start, proposal);
        GovKeys.ACTIVE.set(start, new Pair<>(END, 1L), 1L);
    }

    private void vote(VoteOption option) {
        GovKeys.VOTES.set(
                start,
                new Pair<>(1L, VALIDATOR),
                Vote.newBuilder()
                        .setProposalId(1)
                        .setVoter(FORMATS.account().text(VALIDATOR))
                        .addAllOptions(Votes.whole(option, option.getNumber()))
                        .build());
    }

    private Proposal after(Instant time) {
        end.run(TestContext.later(start, time));
        return Proposals.get(start, 1);
    }

    @Test
    void aPassedProposalIsCarriedOut() {
        propose(false, to("alice"));
        vote(VoteOption.VOTE_OPTION_YES);

        Proposal proposal = after(END);

        assertEquals(ProposalStatus.PROPOSAL_STATUS_PASSED, proposal.getStatus());
        assertEquals(Optional.of(Address.ofModule("alice")), DONE.get(start));
        assertEquals(
                List.of("noted", "active_proposal"),
                start.events().events().stream().map(event -> event.type()).toList());
    }

    @Test
    void nothingHappensBeforeItsTimeIsOver() {
        propose(false, to("alice"));
        vote(VoteOption.VOTE_OPTION_YES);

        assertEquals(
                ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD,
                after(END.minusNanos(1)).getStatus());
        assertEquals(Optional.empty(), DONE.get(start));
    }

    @Test
    void whereOneMessageFailsNoneIsKept() {
        propose(false, to("alice"), to(""));
        vote(VoteOption.VOTE_OPTION_YES);

        Proposal proposal = after(END);

        assertEquals(ProposalStatus.PROPOSAL_STATUS_FAILED, proposal.getStatus());
        assertEquals("nobody: invalid address", proposal.getFailedReason());
        assertEquals(Optional.empty(), DONE.get(start));
        assertEquals(
                "passed, but msg 1 (/cosmos.bank.v1beta1.MsgSend) failed on execution: nobody: invalid address",
                start.events().events().getLast().attributes().getLast().value());
    }

    @Test
    void aDefectOfAMessageFailsTheProposalOnly() {
        propose(false, to("broken"));
        vote(VoteOption.VOTE_OPTION_YES);

        Proposal proposal = after(END);

        assertEquals(ProposalStatus.PROPOSAL_STATUS_FAILED, proposal.getStatus());
        assertEquals(
                "handling x/gov proposal msg [to_address:\"broken\" ] PANICKED: defect", proposal.getFailedReason());
    }

    @Test
    void aRejectedProposalDoesNothing() {
        propose(false, to("alice"));
        vote(VoteOption.VOTE_OPTION_NO);

        Proposal proposal = after(END);

        assertEquals(ProposalStatus.PROPOSAL_STATUS_REJECTED, proposal.getStatus());
        assertEquals("100", proposal.getFinalTallyResult().getNoCount());
        assertEquals(Optional.empty(), DONE.get(start));
    }

    @Test
    void anExpeditedProposalThatDoesNotPassIsVotedOnAsAnOrdinaryOne() {
        propose(true, to("alice"));
        vote(VoteOption.VOTE_OPTION_NO);

        Proposal proposal = after(END);

        assertEquals(ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD, proposal.getStatus());
        assertEquals(START.plus(Duration.ofDays(2)), Times.instant(proposal.getVotingEndTime()));
        vote(VoteOption.VOTE_OPTION_YES);
        assertEquals(
                ProposalStatus.PROPOSAL_STATUS_PASSED,
                after(START.plus(Duration.ofDays(2))).getStatus());
    }
}
