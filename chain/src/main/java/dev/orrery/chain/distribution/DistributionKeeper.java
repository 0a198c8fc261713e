package dev.orrery.chain.distribution;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.bank.BankKeeper;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.coin.DecimalCoins;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.staking.Shares;
import dev.orrery.chain.staking.StakingHooks;
import dev.orrery.chain.staking.StakingKeeper;
import dev.orrery.proto.cosmos.distribution.v1beta1.Params;
import dev.orrery.proto.cosmos.distribution.v1beta1.ValidatorCurrentRewards;
import dev.orrery.proto.cosmos.staking.v1beta1.Delegation;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import dev.orrery.proto.tendermint.abci.VoteInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * Rewards: given out with every block, kept account of, and withdrawn. Reads and writes come in the reference's order, since each
 * costs gas. Cosmos SDK x/distribution/keeper.
 */
public final class DistributionKeeper {
    static final String ACCOUNT = "distribution";
    private static final String FEE_COLLECTOR = "fee_collector";

    /** What an event names where there is nothing to name. Cosmos SDK types: DefaultBondDenom. */
    private static final String DENOM_OF_NOTHING = "stake";

    private final AuthKeeper accounts;
    private final BankKeeper bank;
    private final StakingKeeper staking;
    private final CommunityShare community;
    private final Periods periods;

    public DistributionKeeper(AuthKeeper accounts, BankKeeper bank, StakingKeeper staking) {
        this.accounts = accounts;
        this.bank = bank;
        this.staking = staking;
        community = new CommunityShare(bank);
        periods = new Periods(staking, community);
    }

    public Params params(Context context) {
        return DistributionKeys.PARAMS.get(context).orElse(Params.getDefaultInstance());
    }

    StakingKeeper staking() {
        return staking;
    }

    CommunityShare community() {
        return community;
    }

    /** What staking tells so that rewards stay right. */
    public StakingHooks hooks() {
        return new DistributionHooks(this, staking, periods);
    }

    /** Gives the fees of the last block to those who signed it. */
    void allocate(Context context, List<VoteInfo> votes) {
        long totalPower =
                votes.stream().mapToLong(vote -> vote.getValidator().getPower()).sum();
        accounts.moduleAccount(context, FEE_COLLECTOR);
        Coins fees = bank.balances(context, accounts.moduleAddress(FEE_COLLECTOR));
        bank.sendBetweenModules(context, FEE_COLLECTOR, ACCOUNT, fees);
        DecimalCoins collected = DecimalCoins.of(fees);
        DecimalCoins pool = community.pool(context);
        if (totalPower == 0) {
            community.setPool(context, pool.plus(collected));
            return;
        }
        Decimal tax = Decimal.ofDigits(params(context).getCommunityTax());
        DecimalCoins shared = collected.timesTruncated(Decimal.ONE.minus(tax));
        DecimalCoins rest = collected;
        for (VoteInfo vote : votes) {
            Address consensusAddress =
                    Address.of(vote.getValidator().getAddress().toByteArray());
            Validator validator = staking.validators().getByConsensusAddress(context, consensusAddress);
            Decimal fraction = Decimal.of(vote.getValidator().getPower()).dividedByTruncated(Decimal.of(totalPower));
            DecimalCoins reward = shared.timesTruncated(fraction);
            allocate(context, validator, reward);
            rest = rest.minus(reward);
        }
        community.setPool(context, pool.plus(rest));
    }

    void allocate(Context context, Validator validator, DecimalCoins reward) {
        Address operator = staking.validators().operatorOf(validator);
        DecimalCoins commission = reward.times(Shares.commission(validator));
        context.events()
                .emit("commission", "amount", commission.toString(), "validator", validator.getOperatorAddress());
        Earnings.setCommission(
                context, operator, Earnings.commission(context, operator).plus(commission));
        ValidatorCurrentRewards current = Periods.current(context, operator);
        DecimalCoins rewards = DecimalCoins.ofProto(current.getRewardsList()).plus(reward.minus(commission));
        Periods.setCurrent(context, operator, rewards, current.getPeriod());
        context.events().emit("rewards", "amount", reward.toString(), "validator", validator.getOperatorAddress());
        Earnings.setOutstanding(
                context, operator, Earnings.outstanding(context, operator).plus(reward));
    }

    /** Where a delegator's rewards go: to itself if it says nothing else. */
    public Address withdrawAddress(Context context, Address delegator) {
        return DistributionKeys.WITHDRAW_ADDRESSES.get(context, delegator).orElse(delegator);
    }

    void setWithdrawAddress(Context context, Address delegator, Address receiver) {
        if (bank.isBlocked(receiver)) {
            throw SdkError.UNAUTHORIZED.failure(accounts.text(receiver) + " is not allowed to receive external funds");
        }
        if (!params(context).getWithdrawAddrEnabled()) {
            throw DistributionError.WITHDRAW_ADDRESS_DISABLED.failure();
        }
        context.events().emit("set_withdraw_address", "withdraw_address", accounts.text(receiver));
        DistributionKeys.WITHDRAW_ADDRESSES.set(context, delegator, receiver);
    }

    /** Pays a delegator what its delegation has earned. */
    Coins withdraw(Context context, Address delegator, Address operator) {
        Validator validator = staking.validators().get(context, operator);
        Delegation delegation = staking.delegations().get(context, delegator, operator);
        Coins rewards = withdraw(context, validator, delegation, delegator);
        periods.start(context, delegator, operator);
        return rewards;
    }

    Coins withdraw(Context context, Validator validator, Delegation delegation, Address delegator) {
        Address operator = staking.validators().operatorOf(validator);
        Pair<Address, Address> key = new Pair<>(operator, delegator);
        if (!DistributionKeys.STARTS.has(context, key)) {
            throw DistributionError.NO_DELEGATION_INFO.failure();
        }
        long period = periods.end(context, validator);
        DecimalCoins earned = periods.earned(context, validator, delegation, delegator, period);
        DecimalCoins outstanding = Earnings.outstanding(context, operator);
        DecimalCoins rewards = earned.min(outstanding); // rounding may have made it a little more than there is
        DecimalCoins.Truncated truncated = rewards.truncate();
        Coins paid = truncated.whole();
        if (!paid.isEmpty()) {
            bank.sendFromModule(context, ACCOUNT, withdrawAddress(context, delegator), paid);
        }
        Earnings.setOutstanding(context, operator, outstanding.minus(rewards));
        community.add(context, truncated.rest());
        Periods.release(
                context, operator, Periods.startOf(context, delegator, operator).getPreviousPeriod());
        DistributionKeys.STARTS.remove(context, key);
        Coins named = paid.isEmpty() ? Coins.of(Coin.of(DENOM_OF_NOTHING, 0)) : paid;
        context.events()
                .emit(
                        "withdraw_rewards",
                        "amount",
                        named.toString(),
                        "validator",
                        validator.getOperatorAddress(),
                        "delegator",
                        delegation.getDelegatorAddress());
        return named;
    }

    Coins withdrawCommission(Context context, Address operator) {
        DecimalCoins commission = Earnings.commission(context, operator);
        if (commission.isZero()) {
            throw DistributionError.NO_COMMISSION.failure();
        }
        DecimalCoins.Truncated truncated = commission.truncate();
        Earnings.setCommission(context, operator, truncated.rest());
        DecimalCoins outstanding = Earnings.outstanding(context, operator);
        Earnings.setOutstanding(context, operator, outstanding.minus(DecimalCoins.of(truncated.whole())));
        if (!truncated.whole().isEmpty()) {
            bank.sendFromModule(context, ACCOUNT, withdrawAddress(context, operator), truncated.whole());
        }
        context.events().emit("withdraw_commission", "amount", truncated.whole().toString());
        return truncated.whole();
    }

    /** What a removed validator leaves: its commission is paid, the rest goes to the community. */
    void settle(Context context, Address operator) {
        DecimalCoins outstanding = Earnings.outstanding(context, operator);
        DecimalCoins commission = Earnings.commission(context, operator);
        if (!commission.isZero()) {
            outstanding = outstanding.minus(commission);
            DecimalCoins.Truncated truncated = commission.truncate();
            community.add(context, truncated.rest());
            if (!truncated.whole().isEmpty()) {
                bank.sendFromModule(context, ACCOUNT, withdrawAddress(context, operator), truncated.whole());
            }
        }
        community.add(context, outstanding);
        Earnings.forget(context, operator);
        Periods.forget(context, operator);
    }

    /** A validator gets more to share, from somebody's own coins. */
    void deposit(Context context, Address depositor, Coins amount) {
        bank.sendToModule(context, depositor, ACCOUNT, amount);
    }

    /**
     * What a delegation has earned so far. Ends the validator's period as withdrawing does, so ask over a branch that is thrown away.
     *
     * @throws dev.orrery.chain.error.ChainException if there is no such validator or delegation
     */
    public DecimalCoins earned(Context context, Address delegator, Address operator) {
        Validator validator = staking.validators().get(context, operator);
        Delegation delegation = staking.delegations().get(context, delegator, operator);
        return earned(context, validator, delegation, delegator);
    }

    private DecimalCoins earned(Context context, Validator validator, Delegation delegation, Address delegator) {
        return periods.earned(context, validator, delegation, delegator, periods.end(context, validator));
    }

    /** What one delegation of a delegator has earned. */
    public record Earned(String validator, DecimalCoins rewards) {}

    /** The same for all delegations of a delegator, by validator. */
    public List<Earned> earnedByAll(Context context, Address delegator) {
        List<Earned> all = new ArrayList<>();
        for (Delegation delegation : staking.delegationsOf(context, delegator)) {
            Address operator = accounts.formats().validator().parse(delegation.getValidatorAddress());
            Validator validator = staking.validators().get(context, operator);
            all.add(new Earned(delegation.getValidatorAddress(), earned(context, validator, delegation, delegator)));
        }
        return all;
    }

    /** Validators that a delegator backs. */
    public List<String> validatorsOf(Context context, Address delegator) {
        return staking.delegationsOf(context, delegator).stream()
                .map(Delegation::getValidatorAddress)
                .toList();
    }
}
