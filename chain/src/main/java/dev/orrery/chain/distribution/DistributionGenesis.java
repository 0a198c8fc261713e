package dev.orrery.chain.distribution;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.bank.BankKeeper;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.coin.DecimalCoins;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.collection.Keys.Triple;
import dev.orrery.proto.cosmos.distribution.v1beta1.DelegatorStartingInfoRecord;
import dev.orrery.proto.cosmos.distribution.v1beta1.DelegatorWithdrawInfo;
import dev.orrery.proto.cosmos.distribution.v1beta1.FeePool;
import dev.orrery.proto.cosmos.distribution.v1beta1.GenesisState;
import dev.orrery.proto.cosmos.distribution.v1beta1.ValidatorAccumulatedCommissionRecord;
import dev.orrery.proto.cosmos.distribution.v1beta1.ValidatorCurrentRewardsRecord;
import dev.orrery.proto.cosmos.distribution.v1beta1.ValidatorHistoricalRewardsRecord;
import dev.orrery.proto.cosmos.distribution.v1beta1.ValidatorOutstandingRewardsRecord;
import dev.orrery.proto.cosmos.distribution.v1beta1.ValidatorSlashEventRecord;

/** Rewards to start with. Cosmos SDK x/distribution/keeper/genesis.go. */
record DistributionGenesis(AuthKeeper accounts, BankKeeper bank) {
    void init(Context context, GenesisState genesis) {
        AddressFormats formats = accounts.formats();
        DistributionMessages.checkTax(genesis.getParams());
        DistributionKeys.FEE_POOL.set(context, genesis.getFeePool());
        DistributionKeys.PARAMS.set(context, genesis.getParams());
        for (DelegatorWithdrawInfo info : genesis.getDelegatorWithdrawInfosList()) {
            DistributionKeys.WITHDRAW_ADDRESSES.set(
                    context,
                    formats.account().parse(info.getDelegatorAddress()),
                    formats.account().parse(info.getWithdrawAddress()));
        }
        String proposer = genesis.getPreviousProposer();
        setProposer(
                context,
                proposer.isEmpty()
                        ? Address.of(new byte[0])
                        : formats.consensus().parse(proposer));
        DecimalCoins holdings = DecimalCoins.ofProto(genesis.getFeePool().getCommunityPoolList());
        for (ValidatorOutstandingRewardsRecord each : genesis.getOutstandingRewardsList()) {
            DecimalCoins rewards = DecimalCoins.ofProto(each.getOutstandingRewardsList());
            Earnings.setOutstanding(context, validator(each.getValidatorAddress()), rewards);
            holdings = holdings.plus(rewards);
        }
        setRecords(context, genesis);
        requireBalance(context, holdings.truncate().whole());
    }

    static void setProposer(Context context, Address proposer) {
        DistributionKeys.PROPOSER.set(context, BytesValue.of(ByteString.copyFrom(proposer.bytes())));
    }

    private void setRecords(Context context, GenesisState genesis) {
        for (ValidatorAccumulatedCommissionRecord each : genesis.getValidatorAccumulatedCommissionsList()) {
            DistributionKeys.COMMISSION.set(context, validator(each.getValidatorAddress()), each.getAccumulated());
        }
        for (ValidatorHistoricalRewardsRecord each : genesis.getValidatorHistoricalRewardsList()) {
            Pair<Address, Long> key = new Pair<>(validator(each.getValidatorAddress()), each.getPeriod());
            DistributionKeys.HISTORICAL.set(context, key, each.getRewards());
        }
        for (ValidatorCurrentRewardsRecord each : genesis.getValidatorCurrentRewardsList()) {
            DistributionKeys.CURRENT.set(context, validator(each.getValidatorAddress()), each.getRewards());
        }
        for (DelegatorStartingInfoRecord each : genesis.getDelegatorStartingInfosList()) {
            Address delegator = accounts.formats().account().parse(each.getDelegatorAddress());
            Pair<Address, Address> key = new Pair<>(validator(each.getValidatorAddress()), delegator);
            DistributionKeys.STARTS.set(context, key, each.getStartingInfo());
        }
        for (ValidatorSlashEventRecord each : genesis.getValidatorSlashEventsList()) {
            Triple<Address, Long, Long> key =
                    new Triple<>(validator(each.getValidatorAddress()), each.getHeight(), each.getPeriod());
            DistributionKeys.SLASHES.set(context, key, each.getValidatorSlashEvent());
        }
    }

    GenesisState export(Context context) {
        GenesisState.Builder genesis = GenesisState.newBuilder()
                .setParams(DistributionKeys.PARAMS.get(context).orElseThrow())
                .setFeePool(DistributionKeys.FEE_POOL.get(context).orElse(FeePool.getDefaultInstance()))
                .setPreviousProposer(DistributionKeys.PROPOSER
                        .get(context)
                        .filter(proposer -> !proposer.getValue().isEmpty())
                        .map(proposer -> accounts.formats()
                                .consensus()
                                .text(Address.of(proposer.getValue().toByteArray())))
                        .orElse(""));
        for (var entry : DistributionKeys.WITHDRAW_ADDRESSES.entries(context)) {
            genesis.addDelegatorWithdrawInfos(DelegatorWithdrawInfo.newBuilder()
                    .setDelegatorAddress(accounts.text(entry.key()))
                    .setWithdrawAddress(accounts.text(entry.value())));
        }
        exportOfValidators(context, genesis);
        exportOfDelegations(context, genesis);
        return genesis.build();
    }

    private void exportOfValidators(Context context, GenesisState.Builder genesis) {
        for (var entry : DistributionKeys.OUTSTANDING.entries(context)) {
            genesis.addOutstandingRewards(ValidatorOutstandingRewardsRecord.newBuilder()
                    .setValidatorAddress(text(entry.key()))
                    .addAllOutstandingRewards(entry.value().getRewardsList()));
        }
        for (var entry : DistributionKeys.COMMISSION.entries(context)) {
            genesis.addValidatorAccumulatedCommissions(ValidatorAccumulatedCommissionRecord.newBuilder()
                    .setValidatorAddress(text(entry.key()))
                    .setAccumulated(entry.value()));
        }
        for (var entry : DistributionKeys.HISTORICAL.entries(context)) {
            genesis.addValidatorHistoricalRewards(ValidatorHistoricalRewardsRecord.newBuilder()
                    .setValidatorAddress(text(entry.key().first()))
                    .setPeriod(entry.key().second())
                    .setRewards(entry.value()));
        }
        for (var entry : DistributionKeys.CURRENT.entries(context)) {
            genesis.addValidatorCurrentRewards(ValidatorCurrentRewardsRecord.newBuilder()
                    .setValidatorAddress(text(entry.key()))
                    .setRewards(entry.value()));
        }
        for (var entry : DistributionKeys.SLASHES.entries(context)) {
            genesis.addValidatorSlashEvents(ValidatorSlashEventRecord.newBuilder()
                    .setValidatorAddress(text(entry.key().first()))
                    .setHeight(entry.key().second())
                    .setPeriod(entry.key().third())
                    .setValidatorSlashEvent(entry.value()));
        }
    }

    private void exportOfDelegations(Context context, GenesisState.Builder genesis) {
        for (var entry : DistributionKeys.STARTS.entries(context)) {
            genesis.addDelegatorStartingInfos(DelegatorStartingInfoRecord.newBuilder()
                    .setValidatorAddress(text(entry.key().first()))
                    .setDelegatorAddress(accounts.text(entry.key().second()))
                    .setStartingInfo(entry.value()));
        }
    }

    private String text(Address validator) {
        return accounts.formats().validator().text(validator);
    }

    private Address validator(String text) {
        return accounts.formats().validator().parse(text);
    }

    private void requireBalance(Context context, Coins holdings) {
        accounts.moduleAccount(context, DistributionKeeper.ACCOUNT);
        Coins balance = bank.balances(context, accounts.moduleAddress(DistributionKeeper.ACCOUNT));
        if (!balance.equals(holdings)) {
            throw new IllegalArgumentException(
                    "distribution module balance does not match the module holdings: " + balance + " <-> " + holdings);
        }
    }
}
