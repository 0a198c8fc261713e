package dev.orrery.chain.gov;

import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.gov.v1.Params;
import java.time.Duration;

/** The rules of governance and the rules for them. Cosmos SDK x/gov/types/v1/params.go. */
public final class GovParams {
    private static final long MIN_DEPOSIT = 10_000_000;
    private static final long MIN_EXPEDITED_DEPOSIT = 5 * MIN_DEPOSIT;
    private static final Duration PERIOD = Duration.ofDays(2);
    private static final Duration EXPEDITED_PERIOD = Duration.ofDays(1);

    private GovParams() {}

    /**
     * What the reference's {@code init} writes.
     *
     * @param denom in which deposits are made
     */
    public static Params defaults(String denom) {
        return Params.newBuilder()
                .addMinDeposit(Coin.of(denom, MIN_DEPOSIT).toProto())
                .addExpeditedMinDeposit(Coin.of(denom, MIN_EXPEDITED_DEPOSIT).toProto())
                .setMaxDepositPeriod(Times.duration(PERIOD))
                .setVotingPeriod(Times.duration(PERIOD))
                .setExpeditedVotingPeriod(Times.duration(EXPEDITED_PERIOD))
                .setQuorum("0.334000000000000000")
                .setThreshold("0.500000000000000000")
                .setExpeditedThreshold("0.667000000000000000")
                .setVetoThreshold("0.334000000000000000")
                .setMinInitialDepositRatio("0.000000000000000000")
                .setProposalCancelRatio("0.500000000000000000")
                .setMinDepositRatio("0.010000000000000000")
                .setBurnVoteVeto(true)
                .build();
    }

    /**
     * Refuses rules that nobody could live by. The spelling is the reference's.
     *
     * @throws ChainException naming what is wrong
     */
    static void check(Params params, AddressFormat addresses) {
        checkDeposits(params);
        checkDepositPeriod(params);
        Decimal quorum = decimal(params.getQuorum(), "invalid quorum string: ");
        require(!quorum.isNegative(), "quorom cannot be negative: " + quorum);
        require(quorum.compareTo(Decimal.ONE) <= 0, "quorom too large: " + params.getQuorum());
        Decimal threshold = share(params.getThreshold(), "invalid threshold string: ", "vote threshold");
        Decimal expedited = share(
                params.getExpeditedThreshold(), "invalid expedited threshold string: ", "expedited vote threshold");
        require(
                expedited.compareTo(threshold) > 0,
                "expedited vote threshold " + expedited + ", must be greater than the regular threshold " + threshold);
        share(params.getVetoThreshold(), "invalid vetoThreshold string: ", "veto threshold");
        checkVotingPeriods(params);
        ratio(
                params.getMinInitialDepositRatio(),
                "invalid mininum initial deposit ratio of proposal: ",
                "mininum initial deposit ratio of proposal");
        ratio(
                params.getProposalCancelRatio(),
                "invalid burn rate of cancel proposal: ",
                "burn rate of cancel proposal");
        checkDestination(params.getProposalCancelDest(), addresses);
    }

    private static void checkDeposits(Params params) {
        Coins min = Coins.ofProto(params.getMinDepositList());
        require(!min.isEmpty() && min.isValid(), "invalid minimum deposit: " + min);
        Coins expedited = Coins.ofProto(params.getExpeditedMinDepositList());
        require(!expedited.isEmpty() && expedited.isValid(), "invalid expedited minimum deposit: " + expedited);
        require(!min.covers(expedited), "expedited minimum deposit must be greater than minimum deposit: " + expedited);
    }

    private static void checkDepositPeriod(Params params) {
        require(params.hasMaxDepositPeriod(), "maximum deposit period must not be nil: 0");
        Duration period = Times.duration(params.getMaxDepositPeriod());
        require(period.isPositive(), "maximum deposit period must be positive: " + period.toNanos());
    }

    private static void checkVotingPeriods(Params params) {
        require(params.hasVotingPeriod(), "voting period must not be nil: 0");
        Duration period = Times.duration(params.getVotingPeriod());
        require(period.isPositive(), "voting period must be positive: " + GoDuration.text(period));
        require(params.hasExpeditedVotingPeriod(), "expedited voting period must not be nil: 0");
        Duration expedited = Times.duration(params.getExpeditedVotingPeriod());
        require(expedited.isPositive(), "expedited voting period must be positive: " + GoDuration.text(expedited));
        require(
                expedited.compareTo(period) < 0,
                "expedited voting period " + GoDuration.text(expedited)
                        + " must be strictly less that the regular voting period " + GoDuration.text(period));
    }

    private static void checkDestination(String destination, AddressFormat addresses) {
        if (!destination.isEmpty()) {
            try {
                addresses.parse(destination);
            } catch (ChainException e) {
                throw ChainException.plain("deposits destination address is invalid: " + destination);
            }
        }
    }

    private static Decimal share(String text, String unreadable, String name) {
        Decimal value = decimal(text, unreadable);
        require(value.isPositive(), name + " must be positive: " + value);
        require(value.compareTo(Decimal.ONE) <= 0, name + " too large: " + value);
        return value;
    }

    private static void ratio(String text, String unreadable, String name) {
        Decimal value = decimal(text, unreadable);
        require(!value.isNegative(), name + " must be positive: " + value);
        require(value.compareTo(Decimal.ONE) <= 0, name + " is too large: " + value);
    }

    private static Decimal decimal(String text, String unreadable) {
        try {
            return Decimal.parse(text);
        } catch (ChainException e) {
            throw e.in(unreadable.substring(0, unreadable.length() - 2));
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw ChainException.plain(otherwise);
        }
    }
}
