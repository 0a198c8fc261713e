package dev.orrery.chain.protocolpool;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.bank.BankKeeper;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.coin.Denom;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.protocolpool.v1.ContinuousFund;
import dev.orrery.proto.cosmos.protocolpool.v1.Params;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The community's coins, and the parts of its income that are promised away. Cosmos SDK x/protocolpool/keeper. */
public final class PoolKeeper {
    private static final String ACCOUNT = "protocolpool";

    /** Income comes here first, and leaves with every block. */
    private static final String ESCROW = "protocolpool_escrow";

    private final AuthKeeper accounts;
    private final BankKeeper bank;

    public PoolKeeper(AuthKeeper accounts, BankKeeper bank) {
        this.accounts = accounts;
        this.bank = bank;
    }

    AuthKeeper accounts() {
        return accounts;
    }

    BankKeeper bank() {
        return bank;
    }

    public Coins pool(Context context) {
        accounts.moduleAccount(context, ACCOUNT);
        return bank.balances(context, accounts.moduleAddress(ACCOUNT));
    }

    /** Somebody gives to the community. */
    public void fund(Context context, Address depositor, Coins amount) {
        bank.sendToModule(context, depositor, ACCOUNT, amount);
    }

    void spend(Context context, Address receiver, Coins amount) {
        bank.sendFromModule(context, ACCOUNT, receiver, amount);
    }

    static List<ContinuousFund> funds(Context context) {
        return PoolKeys.FUNDS.entries(context).stream()
                .map(StoreMap.Entry::value)
                .toList();
    }

    static void check(Params params) {
        Set<String> seen = new HashSet<>();
        for (String denom : params.getEnabledDistributionDenomsList()) {
            Denom.fault(denom).ifPresent(fault -> {
                throw ChainException.plain(fault);
            });
            if (!seen.add(denom)) {
                throw ChainException.plain("duplicate enabled distribution denom " + denom);
            }
        }
        if (params.getDistributionFrequency() == 0) {
            throw ChainException.plain("DistributionFrequency must be greater than 0");
        }
    }

    /** Gives income to those it is promised to, and what is left to the community. */
    void distribute(Context context, Params params) {
        accounts.moduleAccount(context, ESCROW);
        Address escrow = accounts.moduleAddress(ESCROW);
        Coins income = Coins.sum(params.getEnabledDistributionDenomsList().stream()
                .map(denom -> bank.balance(context, escrow, denom))
                .toList());
        if (income.isEmpty()) {
            return;
        }
        Coins rest = income;
        for (StoreMap.Entry<Address, ContinuousFund> entry : PoolKeys.FUNDS.entries(context)) {
            if (isOver(context, entry.value()) || bank.isBlocked(entry.key())) {
                PoolKeys.FUNDS.remove(context, entry.key());
                continue;
            }
            Coins part = part(Decimal.ofDigits(entry.value().getPercentage()), income);
            rest = rest.minusExactly(part);
            bank.sendFromModule(context, ESCROW, entry.key(), part);
        }
        bank.sendBetweenModules(context, ESCROW, ACCOUNT, rest);
    }

    static boolean isOver(Context context, ContinuousFund fund) {
        return fund.hasExpiry()
                && Times.instant(fund.getExpiry()).isBefore(context.block().time());
    }

    private static Coins part(Decimal percentage, Coins of) {
        return Coins.sum(of.list().stream()
                .map(coin ->
                        new Coin(coin.denom(), percentage.times(coin.amount()).truncated()))
                .toList());
    }
}
