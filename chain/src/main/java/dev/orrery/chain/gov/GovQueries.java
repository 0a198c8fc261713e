package dev.orrery.chain.gov;

import dev.orrery.chain.Context;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.collection.Page;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageRequest;
import dev.orrery.proto.cosmos.gov.v1.Deposit;
import dev.orrery.proto.cosmos.gov.v1.DepositParams;
import dev.orrery.proto.cosmos.gov.v1.Params;
import dev.orrery.proto.cosmos.gov.v1.Proposal;
import dev.orrery.proto.cosmos.gov.v1.ProposalStatus;
import dev.orrery.proto.cosmos.gov.v1.QueryConstitutionRequest;
import dev.orrery.proto.cosmos.gov.v1.QueryConstitutionResponse;
import dev.orrery.proto.cosmos.gov.v1.QueryDepositRequest;
import dev.orrery.proto.cosmos.gov.v1.QueryDepositResponse;
import dev.orrery.proto.cosmos.gov.v1.QueryDepositsRequest;
import dev.orrery.proto.cosmos.gov.v1.QueryDepositsResponse;
import dev.orrery.proto.cosmos.gov.v1.QueryParamsRequest;
import dev.orrery.proto.cosmos.gov.v1.QueryParamsResponse;
import dev.orrery.proto.cosmos.gov.v1.QueryProposalRequest;
import dev.orrery.proto.cosmos.gov.v1.QueryProposalResponse;
import dev.orrery.proto.cosmos.gov.v1.QueryProposalsRequest;
import dev.orrery.proto.cosmos.gov.v1.QueryProposalsResponse;
import dev.orrery.proto.cosmos.gov.v1.QueryTallyResultRequest;
import dev.orrery.proto.cosmos.gov.v1.QueryTallyResultResponse;
import dev.orrery.proto.cosmos.gov.v1.QueryVoteRequest;
import dev.orrery.proto.cosmos.gov.v1.QueryVoteResponse;
import dev.orrery.proto.cosmos.gov.v1.QueryVotesRequest;
import dev.orrery.proto.cosmos.gov.v1.QueryVotesResponse;
import dev.orrery.proto.cosmos.gov.v1.TallyParams;
import dev.orrery.proto.cosmos.gov.v1.TallyResult;
import dev.orrery.proto.cosmos.gov.v1.Vote;
import dev.orrery.proto.cosmos.gov.v1.VotingParams;
import java.util.List;
import java.util.function.Predicate;

/** Questions about proposals. Cosmos SDK x/gov/keeper/grpc_query.go: queryServer. */
record GovQueries(AddressFormat addresses, Tally tally) {
    private static final String SERVICE = "/cosmos.gov.v1.Query/";

    List<QueryRoute<?>> routes() {
        return List.of(
                new QueryRoute<>(
                        SERVICE + "Constitution", QueryConstitutionRequest.getDefaultInstance(), this::constitution),
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

    private QueryConstitutionResponse constitution(Context context, QueryConstitutionRequest request) {
        return QueryConstitutionResponse.newBuilder()
                .setConstitution(GovKeys.CONSTITUTION
                        .get(context)
                        .orElseThrow(() -> ChainException.plain("collections: not found: key 'no_key' of type string")))
                .build();
    }

    QueryProposalResponse proposal(Context context, QueryProposalRequest request) {
        return QueryProposalResponse.newBuilder()
                .setProposal(find(context, request.getProposalId()))
                .build();
    }

    private static Proposal find(Context context, long id) {
        requireId(id);
        return GovKeys.PROPOSALS
                .get(context, id)
                .orElseThrow(() ->
                        QueryStatus.NOT_FOUND.failure("proposal " + Long.toUnsignedString(id) + " doesn't exist"));
    }

    private static void requireId(long id) {
        if (id == 0) {
            throw QueryStatus.INVALID_ARGUMENT.failure("proposal id can not be 0");
        }
    }

    QueryProposalsResponse proposals(Context context, QueryProposalsRequest request) {
        Page<Proposal> page = page(
                context,
                GovKeys.PROPOSALS,
                new byte[0],
                request.getPagination(),
                proposal -> matches(context, request, proposal));
        return QueryProposalsResponse.newBuilder()
                .addAllProposals(page.items())
                .setPagination(page.response())
                .build();
    }

    private boolean matches(Context context, QueryProposalsRequest request, Proposal proposal) {
        ProposalStatus status = request.getProposalStatus();
        boolean anyStatus =
                status == ProposalStatus.PROPOSAL_STATUS_UNSPECIFIED || status == ProposalStatus.UNRECOGNIZED;
        boolean voted = request.getVoter().isEmpty()
                || GovKeys.VOTES.has(context, new Pair<>(proposal.getId(), addresses.parse(request.getVoter())));
        boolean paid = request.getDepositor().isEmpty()
                || GovKeys.DEPOSITS.has(context, new Pair<>(proposal.getId(), addresses.parse(request.getDepositor())));
        return voted && paid && (anyStatus || proposal.getStatus() == status);
    }

    private static <K, V> Page<V> page(
            Context context, StoreMap<K, V> map, byte[] beginning, PageRequest request, Predicate<V> filter) {
        try {
            return Page.of(context, map, beginning, request, (key, value) -> filter.test(value), (key, value) -> value);
        } catch (ChainException e) {
            throw QueryStatus.INTERNAL.failure(e.text());
        }
    }

    QueryVoteResponse vote(Context context, QueryVoteRequest request) {
        requireId(request.getProposalId());
        if (request.getVoter().isEmpty()) {
            throw QueryStatus.INVALID_ARGUMENT.failure("empty voter address");
        }
        Address voter = addresses.parse(request.getVoter());
        Vote vote = GovKeys.VOTES
                .get(context, new Pair<>(request.getProposalId(), voter))
                .orElseThrow(() -> QueryStatus.INVALID_ARGUMENT.failure("voter: " + request.getVoter()
                        + " not found for proposal: " + Long.toUnsignedString(request.getProposalId())));
        return QueryVoteResponse.newBuilder().setVote(vote).build();
    }

    QueryVotesResponse votes(Context context, QueryVotesRequest request) {
        requireId(request.getProposalId());
        Page<Vote> page = page(
                context, GovKeys.VOTES, GovKeys.of(request.getProposalId()), request.getPagination(), vote -> true);
        return QueryVotesResponse.newBuilder()
                .addAllVotes(page.items())
                .setPagination(page.response())
                .build();
    }

    QueryParamsResponse params(Context context, QueryParamsRequest request) {
        Params params = Proposals.params(context);
        QueryParamsResponse.Builder response = QueryParamsResponse.newBuilder();
        switch (request.getParamsType()) {
            case "deposit" ->
                response.setDepositParams(DepositParams.newBuilder()
                        .addAllMinDeposit(params.getMinDepositList())
                        .setMaxDepositPeriod(params.getMaxDepositPeriod()));
            case "voting" ->
                response.setVotingParams(VotingParams.newBuilder().setVotingPeriod(params.getVotingPeriod()));
            case "tallying" ->
                response.setTallyParams(TallyParams.newBuilder()
                        .setQuorum(params.getQuorum())
                        .setThreshold(params.getThreshold())
                        .setVetoThreshold(params.getVetoThreshold()));
            case "" -> {}
            default -> throw QueryStatus.INVALID_ARGUMENT.failure("unknown params type: " + request.getParamsType());
        }
        return response.setParams(params).build();
    }

    QueryDepositResponse deposit(Context context, QueryDepositRequest request) {
        requireId(request.getProposalId());
        if (request.getDepositor().isEmpty()) {
            throw QueryStatus.INVALID_ARGUMENT.failure("empty depositor address");
        }
        Address depositor = addresses.parse(request.getDepositor());
        String key =
                "(\"" + Long.toUnsignedString(request.getProposalId()) + "\", \"" + addresses.text(depositor) + "\")";
        Deposit deposit = GovKeys.DEPOSITS
                .get(context, new Pair<>(request.getProposalId(), depositor))
                .orElseThrow(() -> QueryStatus.NOT_FOUND.failure(
                        Proposals.notFound(key, "Deposit").text()));
        return QueryDepositResponse.newBuilder().setDeposit(deposit).build();
    }

    QueryDepositsResponse deposits(Context context, QueryDepositsRequest request) {
        requireId(request.getProposalId());
        Page<Deposit> page = page(
                context,
                GovKeys.DEPOSITS,
                GovKeys.of(request.getProposalId()),
                request.getPagination(),
                deposit -> true);
        return QueryDepositsResponse.newBuilder()
                .addAllDeposits(page.items())
                .setPagination(page.response())
                .build();
    }

    QueryTallyResultResponse tallyResult(Context context, QueryTallyResultRequest request) {
        Proposal proposal = find(context, request.getProposalId());
        TallyResult result = switch (proposal.getStatus()) {
            case PROPOSAL_STATUS_DEPOSIT_PERIOD -> Proposals.noVotes();
            case PROPOSAL_STATUS_PASSED, PROPOSAL_STATUS_REJECTED, PROPOSAL_STATUS_FAILED ->
                proposal.getFinalTallyResult();
            case PROPOSAL_STATUS_VOTING_PERIOD, PROPOSAL_STATUS_UNSPECIFIED, UNRECOGNIZED ->
                tally.count(context, proposal).counts();
        };
        return QueryTallyResultResponse.newBuilder().setTally(result).build();
    }
}
