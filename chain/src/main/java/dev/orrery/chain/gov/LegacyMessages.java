package dev.orrery.chain.gov;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.proto.cosmos.gov.v1.MsgExecLegacyContent;
import dev.orrery.proto.cosmos.gov.v1.WeightedVoteOption;
import dev.orrery.proto.cosmos.gov.v1beta1.MsgDeposit;
import dev.orrery.proto.cosmos.gov.v1beta1.MsgDepositResponse;
import dev.orrery.proto.cosmos.gov.v1beta1.MsgSubmitProposal;
import dev.orrery.proto.cosmos.gov.v1beta1.MsgSubmitProposalResponse;
import dev.orrery.proto.cosmos.gov.v1beta1.MsgVote;
import dev.orrery.proto.cosmos.gov.v1beta1.MsgVoteResponse;
import dev.orrery.proto.cosmos.gov.v1beta1.MsgVoteWeighted;
import dev.orrery.proto.cosmos.gov.v1beta1.MsgVoteWeightedResponse;
import java.util.List;

/** The messages of v1beta1, turned into those of today. Cosmos SDK x/gov/keeper/msg_server.go: legacyMsgServer. */
record LegacyMessages(GovMessages today, Authority authority) {
    List<MessageRoute<?>> routes() {
        return List.of(
                new MessageRoute<>(
                        MsgSubmitProposal.getDefaultInstance(),
                        message -> LegacyContent.of(message.getContent()),
                        this::submit),
                MessageRoute.of(MsgVote.getDefaultInstance(), this::vote),
                MessageRoute.of(MsgVoteWeighted.getDefaultInstance(), this::voteWeighted),
                MessageRoute.of(MsgDeposit.getDefaultInstance(), this::deposit));
    }

    private Message submit(Context context, MsgSubmitProposal message) {
        LegacyContent content = LegacyContent.of(message.getContent())
                .orElseThrow(() -> GovError.INVALID_PROPOSAL_CONTENT.failure("missing content"));
        content.validate();
        MsgExecLegacyContent execution = MsgExecLegacyContent.newBuilder()
                .setContent(message.getContent())
                .setAuthority(authority.address())
                .build();
        var response = (dev.orrery.proto.cosmos.gov.v1.MsgSubmitProposalResponse) today.submit(
                context,
                dev.orrery.proto.cosmos.gov.v1.MsgSubmitProposal.newBuilder()
                        .addMessages(KnownTypes.pack(execution))
                        .addAllInitialDeposit(message.getInitialDepositList())
                        .setProposer(message.getProposer())
                        .setTitle(content.text().getTitle())
                        .setSummary(content.text().getDescription())
                        .build());
        return MsgSubmitProposalResponse.newBuilder()
                .setProposalId(response.getProposalId())
                .build();
    }

    private Message vote(Context context, MsgVote message) {
        today.vote(
                context,
                dev.orrery.proto.cosmos.gov.v1.MsgVote.newBuilder()
                        .setProposalId(message.getProposalId())
                        .setVoter(message.getVoter())
                        .setOptionValue(message.getOptionValue())
                        .build());
        return MsgVoteResponse.getDefaultInstance();
    }

    private Message voteWeighted(Context context, MsgVoteWeighted message) {
        List<WeightedVoteOption> options = message.getOptionsList().stream()
                .map(option -> WeightedVoteOption.newBuilder()
                        .setOptionValue(option.getOptionValue())
                        .setWeight(weight(option.getWeight()))
                        .build())
                .toList();
        today.voteWeighted(
                context,
                dev.orrery.proto.cosmos.gov.v1.MsgVoteWeighted.newBuilder()
                        .setProposalId(message.getProposalId())
                        .setVoter(message.getVoter())
                        .addAllOptions(options)
                        .build());
        return MsgVoteWeightedResponse.getDefaultInstance();
    }

    private static String weight(String digits) {
        return (digits.isEmpty() ? Decimal.ZERO : Decimal.ofDigits(digits)).toString();
    }

    private Message deposit(Context context, MsgDeposit message) {
        today.deposit(
                context,
                dev.orrery.proto.cosmos.gov.v1.MsgDeposit.newBuilder()
                        .setProposalId(message.getProposalId())
                        .setDepositor(message.getDepositor())
                        .addAllAmount(message.getAmountList())
                        .build());
        return MsgDepositResponse.getDefaultInstance();
    }
}
