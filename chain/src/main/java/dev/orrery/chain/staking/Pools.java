package dev.orrery.chain.staking;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.bank.BankKeeper;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.coin.Decimal;
import java.math.BigInteger;
import java.util.List;

/** Where delegated tokens lie: those that work, and those that don't or are on their way out. Cosmos SDK x/staking/keeper/pool.go. */
public final class Pools {
    static final String BONDED = "bonded_tokens_pool";
    static final String NOT_BONDED = "not_bonded_tokens_pool";

    private final AuthKeeper accounts;
    private final BankKeeper bank;
    private final Validators validators;

    Pools(AuthKeeper accounts, BankKeeper bank, Validators validators) {
        this.accounts = accounts;
        this.bank = bank;
        this.validators = validators;
    }

    /** All tokens that work. */
    public BigInteger bonded(Context context) {
        accounts.moduleAccount(context, BONDED);
        return balance(context, BONDED, validators.bondDenom(context));
    }

    /** All tokens of the kind that is delegated, wherever they are. */
    public BigInteger supply(Context context) {
        return bank.supply(context, validators.bondDenom(context)).amount();
    }

    /** The part of the supply that works. */
    public Decimal bondedRatio(Context context) {
        BigInteger supply = supply(context);
        return supply.signum() > 0 ? Decimal.of(bonded(context)).dividedBy(supply) : Decimal.ZERO;
    }

    BigInteger balance(Context context, String pool, String denom) {
        return bank.balance(context, accounts.moduleAddress(pool), denom).amount();
    }

    /** Makes sure that a pool has its account, and that it holds just these tokens. */
    void requireBalance(Context context, String pool, String words, BigInteger tokens) {
        accounts.moduleAccount(context, pool);
        Coins expected = bondCoins(context, tokens);
        Coins balance = bank.balances(context, accounts.moduleAddress(pool));
        if (!balance.equals(expected)) {
            throw new IllegalArgumentException(
                    words + " pool balance is different from " + words + " coins: " + balance + " <-> " + expected);
        }
    }

    void takeFrom(Context context, Address delegator, BigInteger tokens, boolean toBonded) {
        Coins coins = bondCoins(context, tokens);
        bank.delegateToModule(context, delegator, toBonded ? BONDED : NOT_BONDED, coins);
    }

    void giveBack(Context context, Address delegator, Coin coin) {
        bank.undelegateFromModule(context, NOT_BONDED, delegator, Coins.of(coin));
    }

    void fromBonded(Context context, BigInteger tokens) {
        bank.sendBetweenModules(context, BONDED, NOT_BONDED, bondCoins(context, tokens));
    }

    void toBonded(Context context, BigInteger tokens) {
        bank.sendBetweenModules(context, NOT_BONDED, BONDED, bondCoins(context, tokens));
    }

    void burn(Context context, String pool, BigInteger tokens) {
        if (tokens.signum() > 0) {
            bank.burn(context, pool, bondCoins(context, tokens));
        }
    }

    private Coins bondCoins(Context context, BigInteger tokens) {
        return Coins.sum(List.of(new Coin(validators.bondDenom(context), tokens)));
    }
}
