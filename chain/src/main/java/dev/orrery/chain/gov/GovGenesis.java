package dev.orrery.chain.gov;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.bank.BankKeeper;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.gov.v1.Deposit;
import dev.orrery.proto.cosmos.gov.v1.GenesisState;
import dev.orrery.proto.cosmos.gov.v1.Proposal;
import dev.orrery.proto.cosmos.gov.v1.ProposalStatus;
import dev.orrery.proto.cosmos.gov.v1.Vote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rules and proposals to start with. Cosmos SDK x/gov/genesis.go. */
record GovGenesis(AuthKeeper accounts, BankKeeper bank) {
    void init(Context context, GenesisState genesis) {
        if (!genesis.hasParams()) {
            throw new IllegalArgumentException("genesis of gov has no params");
        }
        GovKeys.NEXT_ID.set(context, genesis.getStartingProposalId());
        GovKeys.PARAMS.set(context, genesis.getParams());
        GovKeys.CONSTITUTION.set(context, genesis.getConstitution());
        accounts.moduleAccount(context, Proposals.ACCOUNT);
        AddressFormat addresses = accounts.formats().account();
        List<Coin> deposited = new ArrayList<>();
        for (Deposit deposit : genesis.getDepositsList()) {
            GovKeys.DEPOSITS.set(
                    context, new Pair<>(deposit.getProposalId(), addresses.parse(deposit.getDepositor())), deposit);
            deposited.addAll(Coins.ofProto(deposit.getAmountList()).list());
        }
        for (Vote vote : genesis.getVotesList()) {
            GovKeys.VOTES.set(context, new Pair<>(vote.getProposalId(), addresses.parse(vote.getVoter())), vote);
        }
        genesis.getProposalsList().forEach(proposal -> enter(context, proposal));
        Coins balance = bank.balances(context, accounts.moduleAddress(Proposals.ACCOUNT));
        // The reference wants exactly the deposits, and so can't begin with its own export once somebody sent coins to
        // the account.
        if (balance.minus(Coins.sum(deposited)).isAnyNegative()) {
            throw new IllegalArgumentException(
                    "expected module account was " + balance + " but we got " + Coins.sum(deposited));
        }
    }

    private static void enter(Context context, Proposal proposal) {
        long id = proposal.getId();
        if (proposal.getStatus() == ProposalStatus.PROPOSAL_STATUS_DEPOSIT_PERIOD) {
            GovKeys.INACTIVE.set(context, new Pair<>(Times.instant(proposal.getDepositEndTime()), id), id);
        } else if (proposal.getStatus() == ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD) {
            GovKeys.ACTIVE.set(context, new Pair<>(Times.instant(proposal.getVotingEndTime()), id), id);
        }
        Proposals.set(context, proposal);
    }

    /** Nothing if the chain has no governance. */
    static Optional<GenesisState> export(Context context) {
        return GovKeys.PARAMS
                .get(context)
                .map(params -> GenesisState.newBuilder()
                        .setStartingProposalId(GovKeys.NEXT_ID.get(context).orElse(1L))
                        .addAllDeposits(GovKeys.DEPOSITS.values(context))
                        .addAllVotes(GovKeys.VOTES.values(context))
                        .addAllProposals(GovKeys.PROPOSALS.values(context))
                        .setParams(params)
                        .setConstitution(GovKeys.CONSTITUTION.get(context).orElse(""))
                        .build());
    }
}
