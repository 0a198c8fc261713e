package dev.orrery.chain.gov;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wire.GoWire;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.proto.cosmos.gov.v1.MsgExecLegacyContent;
import dev.orrery.proto.cosmos.gov.v1beta1.Deposit;
import dev.orrery.proto.cosmos.gov.v1beta1.DepositParams;
import dev.orrery.proto.cosmos.gov.v1beta1.Proposal;
import dev.orrery.proto.cosmos.gov.v1beta1.QueryDepositRequest;
import dev.orrery.proto.cosmos.gov.v1beta1.QueryDepositResponse;
import dev.orrery.proto.cosmos.gov.v1beta1.QueryDepositsRequest;
import dev.orrery.proto.cosmos.gov.v1beta1.QueryDepositsResponse;
import dev.orrery.proto.cosmos.gov.v1beta1.QueryParamsRequest;
import dev.orrery.proto.cosmos.gov.v1beta1.QueryParamsResponse;
import dev.orrery.proto.cosmos.gov.v1beta1.QueryProposalRequest;
import dev.orrery.proto.cosmos.gov.v1beta1.QueryProposalResponse;
import dev.orrery.proto.cosmos.gov.v1beta1.QueryProposalsRequest;
import dev.orrery.proto.cosmos.gov.v1beta1.QueryProposalsResponse;
import dev.orrery.proto.cosmos.gov.v1beta1.QueryTallyResultRequest;
import dev.orrery.proto.cosmos.gov.v1beta1.QueryTallyResultResponse;
import dev.orrery.proto.cosmos.gov.v1beta1.QueryVoteRequest;
import dev.orrery.proto.cosmos.gov.v1beta1.QueryVoteResponse;
import dev.orrery.proto.cosmos.gov.v1beta1.QueryVotesRequest;
import dev.orrery.proto.cosmos.gov.v1beta1.QueryVotesResponse;
import dev.orrery.proto.cosmos.gov.v1beta1.TallyParams;
import dev.orrery.proto.cosmos.gov.v1beta1.TallyResult;
import dev.orrery.proto.cosmos.gov.v1beta1.Vote;
import dev.orrery.proto.cosmos.gov.v1beta1.VotingParams;
import dev.orrery.proto.cosmos.gov.v1beta1.WeightedVoteOption;
import java.util.List;

/**
 * The questions of v1beta1, answered with the answers of today in the form of then. Cosmos SDK x/gov/keeper/grpc_query.go:
 * legacyQueryServer; x/gov/migrations/v3/convert.go.
 */
record LegacyQueries(GovQueries today) {
    private static final String SERVICE = "/cosmos.gov.v1beta1.Query/";
    private static final String LEGACY_TYPE = KnownTypes.urlOf(MsgExecLegacyContent.getDefaultInstance());

    List<QueryRoute<?>> routes() {
        return List.of(
                new QueryRoute<>(SERVICE + "Proposal", QueryProposalRequest.getDefaultInstance(), this::proposal),
                new QueryRoute<>(SERVICE + "Proposals", QueryProposalsRequest.getDefaultInstance(), this::proposals),
                new QueryRoute<>(SERVICE + "Vote", QueryVoteRequest.getDefaultInstance(), this::vote),
                new QueryRoute<>(SERVICE + "Votes", QueryVotesRequest.getDefaultInstance(), this::votes),
                new QueryRoute<>(SERVICE + "Params", QueryParamsRequest.getDefaultInstance(), this::params),
                new QueryRoute<>(SERVICE + "Deposit", QueryDepositRequest.getDefaultInstance(), this::deposit),
                new QueryRoute<>(SERVICE + "Deposits", QueryDepositsRequest.getDefaultInstance(), this::deposits),
                new QueryRoute<>(
                        SERVICE + "TallyResult", QueryTallyResultRequest.getDefaultInstance(), this::tallyResult));
    }

    private Message proposal(Context context, QueryProposalRequest request) {
        var answer = today.proposal(
                context,
                dev.orrery.proto.cosmos.gov.v1.QueryProposalRequest.newBuilder()
                        .setProposalId(request.getProposalId())
                        .build());
        return QueryProposalResponse.newBuilder()
                .setProposal(legacy(answer.getProposal()))
                .build();
    }

    private Message proposals(Context context, QueryProposalsRequest request) {
        var question = dev.orrery.proto.cosmos.gov.v1.QueryProposalsRequest.newBuilder()
                .setProposalStatusValue(request.getProposalStatusValue())
                .setVoter(request.getVoter())
                .setDepositor(request.getDepositor())
                .setPagination(request.getPagination());
        var answer = today.proposals(context, question.build());
        return QueryProposalsResponse.newBuilder()
                .addAllProposals(answer.getProposalsList().stream()
                        .map(LegacyQueries::legacy)
                        .toList())
                .setPagination(answer.getPagination())
                .build();
    }

    private static Proposal legacy(dev.orrery.proto.cosmos.gov.v1.Proposal proposal) {
        if (proposal.getMessagesCount() != 1) {
            throw SdkError.INVALID_TYPE.failure("can't convert a gov/v1 Proposal to gov/v1beta1 Proposal when amount of"
                    + " proposal messages not exactly one");
        }
        Proposal.Builder legacy = Proposal.newBuilder()
                .setProposalId(proposal.getId())
                .setContent(content(proposal.getMessages(0)))
                .setStatusValue(proposal.getStatusValue())
                .setFinalTallyResult(legacy(proposal.getFinalTallyResult()))
                .addAllTotalDeposit(
                        Coins.ofProto(proposal.getTotalDepositList()).toProto());
        if (proposal.hasSubmitTime()) {
            legacy.setSubmitTime(proposal.getSubmitTime());
        }
        if (proposal.hasDepositEndTime()) {
            legacy.setDepositEndTime(proposal.getDepositEndTime());
        }
        if (proposal.hasVotingStartTime()) {
            legacy.setVotingStartTime(proposal.getVotingStartTime());
        }
        if (proposal.hasVotingEndTime()) {
            legacy.setVotingEndTime(proposal.getVotingEndTime());
        }
        return GoWire.complete(legacy.build());
    }

    /** What an old proposal was about; a new one shows its message instead. */
    private static Any content(Any message) {
        if (!message.getTypeUrl().equals(LEGACY_TYPE)) {
            return message;
        }
        try {
            return MsgExecLegacyContent.parseFrom(message.getValue()).getContent();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a proposal in the store is not what was written there", e);
        }
    }

    private static TallyResult legacy(dev.orrery.proto.cosmos.gov.v1.TallyResult result) {
        return TallyResult.newBuilder()
                .setYes(result.getYesCount())
                .setAbstain(result.getAbstainCount())
                .setNo(result.getNoCount())
                .setNoWithVeto(result.getNoWithVetoCount())
                .build();
    }

    private Message vote(Context context, QueryVoteRequest request) {
        var answer = today.vote(
                context,
                dev.orrery.proto.cosmos.gov.v1.QueryVoteRequest.newBuilder()
                        .setProposalId(request.getProposalId())
                        .setVoter(request.getVoter())
                        .build());
        return QueryVoteResponse.newBuilder().setVote(legacy(answer.getVote())).build();
    }

    private Message votes(Context context, QueryVotesRequest request) {
        var answer = today.votes(
                context,
                dev.orrery.proto.cosmos.gov.v1.QueryVotesRequest.newBuilder()
                        .setProposalId(request.getProposalId())
                        .setPagination(request.getPagination())
                        .build());
        return QueryVotesResponse.newBuilder()
                .addAllVotes(answer.getVotesList().stream()
                        .map(LegacyQueries::legacy)
                        .toList())
                .setPagination(answer.getPagination())
                .build();
    }

    private static Vote legacy(dev.orrery.proto.cosmos.gov.v1.Vote vote) {
        return Vote.newBuilder()
                .setProposalId(vote.getProposalId())
                .setVoter(vote.getVoter())
                .addAllOptions(vote.getOptionsList().stream()
                        .map(option -> WeightedVoteOption.newBuilder()
                                .setOptionValue(option.getOptionValue())
                                .setWeight(Decimal.parse(option.getWeight()).wireText())
                                .build())
                        .toList())
                .build();
    }

    private Message params(Context context, QueryParamsRequest request) {
        var answer = today.params(
                context,
                dev.orrery.proto.cosmos.gov.v1.QueryParamsRequest.newBuilder()
                        .setParamsType(request.getParamsType())
                        .build());
        if (request.getParamsType().isEmpty()) {
            throw QueryStatus.INVALID_ARGUMENT.failure(" is not a valid parameter type");
        }
        QueryParamsResponse.Builder response = QueryParamsResponse.newBuilder();
        if (answer.hasDepositParams()) {
            response.setDepositParams(DepositParams.newBuilder()
                    .addAllMinDeposit(answer.getDepositParams().getMinDepositList())
                    .setMaxDepositPeriod(answer.getDepositParams().getMaxDepositPeriod()));
        }
        if (answer.hasVotingParams()) {
            response.setVotingParams(VotingParams.newBuilder()
                    .setVotingPeriod(answer.getVotingParams().getVotingPeriod()));
        }
        if (answer.hasTallyParams()) {
            response.setTallyParams(TallyParams.newBuilder()
                    .setQuorum(digits(answer.getTallyParams().getQuorum()))
                    .setThreshold(digits(answer.getTallyParams().getThreshold()))
                    .setVetoThreshold(digits(answer.getTallyParams().getVetoThreshold())));
        }
        return response.build();
    }

    private static ByteString digits(String decimal) {
        return ByteString.copyFromUtf8(Decimal.parse(decimal).wireText());
    }

    private Message deposit(Context context, QueryDepositRequest request) {
        var answer = today.deposit(
                context,
                dev.orrery.proto.cosmos.gov.v1.QueryDepositRequest.newBuilder()
                        .setProposalId(request.getProposalId())
                        .setDepositor(request.getDepositor())
                        .build());
        return QueryDepositResponse.newBuilder()
                .setDeposit(legacy(answer.getDeposit()))
                .build();
    }

    private Message deposits(Context context, QueryDepositsRequest request) {
        var answer = today.deposits(
                context,
                dev.orrery.proto.cosmos.gov.v1.QueryDepositsRequest.newBuilder()
                        .setProposalId(request.getProposalId())
                        .setPagination(request.getPagination())
                        .build());
        return QueryDepositsResponse.newBuilder()
                .addAllDeposits(answer.getDepositsList().stream()
                        .map(LegacyQueries::legacy)
                        .toList())
                .setPagination(answer.getPagination())
                .build();
    }

    private static Deposit legacy(dev.orrery.proto.cosmos.gov.v1.Deposit deposit) {
        return Deposit.newBuilder()
                .setProposalId(deposit.getProposalId())
                .setDepositor(deposit.getDepositor())
                .addAllAmount(deposit.getAmountList())
                .build();
    }

    private Message tallyResult(Context context, QueryTallyResultRequest request) {
        var answer = today.tallyResult(
                context,
                dev.orrery.proto.cosmos.gov.v1.QueryTallyResultRequest.newBuilder()
                        .setProposalId(request.getProposalId())
                        .build());
        return QueryTallyResultResponse.newBuilder()
                .setTally(legacy(answer.getTally()))
                .build();
    }
}
