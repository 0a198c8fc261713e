package dev.orrery.chain.gov;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.bank.BankKeeper;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.state.Direction;
import dev.orrery.proto.cosmos.gov.v1.Deposit;
import dev.orrery.proto.cosmos.gov.v1.Params;
import dev.orrery.proto.cosmos.gov.v1.Proposal;
import dev.orrery.proto.cosmos.gov.v1.ProposalStatus;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Coins put behind proposals, and what becomes of them. Reads and writes come in the reference's order, since each costs gas. Cosmos
 * SDK x/gov/keeper/deposit.go.
 */
record Deposits(AuthKeeper accounts, BankKeeper bank, CommunityPool pool) {
    /** Refuses a deposit that a new proposal may not begin with. */
    static void checkInitial(Params params, Coins amount, boolean expedited) {
        if (!amount.isValid()) {
            throw SdkError.INVALID_COINS.failure(amount.toString());
        }
        Decimal ratio = Decimal.parse(params.getMinInitialDepositRatio());
        if (ratio.isZero()) {
            return;
        }
        List<Coin> needed =
                Coins.ofProto(expedited ? params.getExpeditedMinDepositList() : params.getMinDepositList())
                        .list()
                        .stream()
                        .map(coin -> new Coin(
                                coin.denom(),
                                Decimal.of(coin.amount()).times(ratio).rounded()))
                        .toList();
        Coins least = new Coins(needed);
        if (!amount.covers(least)) {
            throw GovError.MIN_DEPOSIT_TOO_SMALL.failure("was (" + amount + "), need (" + least + ")");
        }
    }

    static void checkDenoms(Params params, Coins amount) {
        List<String> accepted = Coins.ofProto(params.getMinDepositList()).list().stream()
                .map(Coin::denom)
                .toList();
        for (Coin coin : amount.list()) {
            if (!accepted.contains(coin.denom())) {
                throw GovError.INVALID_DEPOSIT_DENOM.failure("deposited " + amount
                        + ", but gov accepts only the following denom(s): [" + String.join(" ", accepted) + "]");
            }
        }
    }

    /**
     * Puts coins behind a proposal.
     *
     * @return whether the vote begins with it
     */
    boolean add(Context context, long id, Address depositor, Coins amount) {
        Proposal proposal = Proposals.get(context, id);
        if (!isOpen(proposal)) {
            throw GovError.INACTIVE_PROPOSAL.failure(Long.toUnsignedString(id));
        }
        Params params = Proposals.params(context);
        Coins least = Proposals.minDeposit(proposal, params);
        Decimal ratio = Decimal.parse(params.getMinDepositRatio());
        checkDenoms(params, amount);
        if (!ratio.isZero()) {
            checkThreshold(least, ratio, amount);
        }
        bank.sendToModule(context, depositor, Proposals.ACCOUNT, amount);
        Coins total =
                Coins.sum(Coins.ofProto(proposal.getTotalDepositList()).list()).plus(amount);
        Proposal funded = proposal.toBuilder()
                .clearTotalDeposit()
                .addAllTotalDeposit(total.toProto())
                .build();
        Proposals.set(context, funded);
        boolean begins = funded.getStatus() == ProposalStatus.PROPOSAL_STATUS_DEPOSIT_PERIOD && total.covers(least);
        if (begins) {
            Proposals.activate(context, funded);
        }
        write(context, id, depositor, amount);
        return begins;
    }

    static boolean isOpen(Proposal proposal) {
        return proposal.getStatus() == ProposalStatus.PROPOSAL_STATUS_DEPOSIT_PERIOD
                || proposal.getStatus() == ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD;
    }

    /** A deposit must be worth the trouble in at least one token. */
    private static void checkThreshold(Coins least, Decimal ratio, Coins amount) {
        List<String> thresholds = new ArrayList<>();
        for (Coin coin : least.list()) {
            BigInteger threshold = Decimal.of(coin.amount()).times(ratio).truncated();
            thresholds.add(new Coin(coin.denom(), threshold).toString());
            Optional<Coin> found = amount.find(coin.denom());
            if (found.isPresent() && found.get().amount().compareTo(threshold) >= 0) {
                return;
            }
        }
        throw GovError.MIN_DEPOSIT_TOO_SMALL.failure(
                "received " + amount + " but need at least one of the following: " + String.join(",", thresholds));
    }

    private void write(Context context, long id, Address depositor, Coins amount) {
        Pair<Long, Address> key = new Pair<>(id, depositor);
        Deposit deposit = GovKeys.DEPOSITS
                .get(context, key)
                .map(earlier -> earlier.toBuilder()
                        .clearAmount()
                        .addAllAmount(
                                Coins.sum(Coins.ofProto(earlier.getAmountList()).list())
                                        .plus(amount)
                                        .toProto())
                        .build())
                .orElseGet(() -> Deposit.newBuilder()
                        .setProposalId(id)
                        .setDepositor(accounts.text(depositor))
                        .addAllAmount(amount.toProto())
                        .build());
        context.events()
                .emit(
                        "proposal_deposit",
                        "depositor",
                        accounts.text(depositor),
                        "amount",
                        amount.toString(),
                        "proposal_id",
                        Long.toUnsignedString(id));
        GovKeys.DEPOSITS.set(context, key, deposit);
    }

    /** Gives all deposits of a proposal back. */
    void refund(Context context, long id) {
        GovKeys.DEPOSITS.walk(context, GovKeys.of(id), Direction.ASCENDING, (key, deposit) -> {
            bank.sendFromModule(context, Proposals.ACCOUNT, key.second(), Coins.ofProto(deposit.getAmountList()));
            GovKeys.DEPOSITS.remove(context, key);
            return true;
        });
    }

    void burn(Context context, long id) {
        List<Coin> burnt = new ArrayList<>();
        GovKeys.DEPOSITS.walk(context, GovKeys.of(id), Direction.ASCENDING, (key, deposit) -> {
            burnt.addAll(Coins.ofProto(deposit.getAmountList()).list());
            GovKeys.DEPOSITS.remove(context, key);
            return true;
        });
        bank.burn(context, Proposals.ACCOUNT, Coins.sum(burnt));
    }

    /** Keeps a part of all deposits of a proposal that is cancelled and gives the rest back. */
    void charge(Context context, long id, Params params) {
        Decimal rate = Decimal.parse(params.getProposalCancelRatio());
        Coins charges = Coins.NONE;
        for (StoreMap.Entry<Pair<Long, Address>, Deposit> entry : GovKeys.DEPOSITS.entries(context, GovKeys.of(id))) {
            Coins amount = Coins.ofProto(entry.value().getAmountList());
            Coins charge = Coins.sum(amount.list().stream()
                    .map(coin -> new Coin(
                            coin.denom(), Decimal.of(coin.amount()).times(rate).truncated()))
                    .toList());
            charges = charges.plus(charge);
            Coins rest = amount.minus(charge);
            if (!rest.isZero()) {
                bank.sendFromModule(context, Proposals.ACCOUNT, entry.key().second(), rest);
            }
            GovKeys.DEPOSITS.remove(context, entry.key());
        }
        if (!charges.isZero()) {
            keep(context, charges, params.getProposalCancelDest());
        }
    }

    private void keep(Context context, Coins charges, String destination) {
        Address governance = accounts.moduleAddress(Proposals.ACCOUNT);
        if (destination.isEmpty()) {
            bank.burn(context, Proposals.ACCOUNT, charges);
        } else if (destination.equals(accounts.text(accounts.moduleAddress("distribution")))) {
            pool.fund(context, governance, charges);
        } else {
            bank.sendFromModule(
                    context, Proposals.ACCOUNT, accounts.formats().account().parse(destination), charges);
        }
    }
}
