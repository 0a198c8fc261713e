package dev.orrery.server.contracts;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.chain.collection.Values;
import dev.orrery.chain.wasm.Bank;
import dev.orrery.chain.wasm.QueryPlugins;
import dev.orrery.msg.BankQuery;
import dev.orrery.msg.BankResponse;
import dev.orrery.msg.json.GoJson;
import dev.orrery.msg.json.QueryResponseJson;
import java.math.BigInteger;

/**
 * The coins that addresses were sent, less what they sent on. Nobody is refused for want of coins: nobody is who he says here, so
 * everybody has as many as he likes.
 */
record HeldCoins(AddressFormat format) implements Bank, QueryPlugins.Plugin<BankQuery> {
    static final String STORE = "coins";

    private static final StoreMap<Pair<Address, String>, BigInteger> BALANCES =
            new StoreMap<>(STORE, new byte[] {0}, Keys.pair(Keys.ADDRESS, Keys.TEXT), Values.INTEGER);

    @Override
    public void transfer(Context ctx, Address from, Address to, Coins amount) {
        burn(ctx, from, amount);
        for (Coin coin : amount.list()) {
            set(ctx, to, balance(ctx, to, coin.denom()).plus(coin.amount()));
        }
    }

    @Override
    public void burn(Context ctx, Address from, Coins amount) {
        for (Coin coin : amount.list()) {
            Coin held = balance(ctx, from, coin.denom());
            set(ctx, from, held.minus(held.amount().min(coin.amount())));
        }
    }

    @Override
    public byte[] answer(Context ctx, BankQuery query) {
        return switch (query) {
            case BankQuery.Balance asked ->
                GoJson.encode(
                        QueryResponseJson.BALANCE,
                        new BankResponse.Balance(
                                toContract(balance(ctx, format.parse(asked.address()), asked.denom()))));
            case BankQuery.AllBalances asked ->
                GoJson.encode(
                        QueryResponseJson.ALL_BALANCES,
                        new BankResponse.AllBalances(balances(ctx, format.parse(asked.address())).list().stream()
                                .map(HeldCoins::toContract)
                                .toList()));
            default -> QueryPlugins.NONE.bank().answer(ctx, query);
        };
    }

    private static Coin balance(Context ctx, Address owner, String denom) {
        return new Coin(denom, BALANCES.get(ctx, new Pair<>(owner, denom)).orElse(BigInteger.ZERO));
    }

    private static Coins balances(Context ctx, Address owner) {
        return Coins.sum(BALANCES.entries(ctx, Keys.prefix(Keys.ADDRESS, owner)).stream()
                .map(entry -> new Coin(entry.key().second(), entry.value()))
                .toList());
    }

    private static void set(Context ctx, Address owner, Coin held) {
        Pair<Address, String> key = new Pair<>(owner, held.denom());
        if (held.isZero()) {
            BALANCES.remove(ctx, key);
        } else {
            BALANCES.set(ctx, key, held.amount());
        }
    }

    private static dev.orrery.msg.Coin toContract(Coin coin) {
        return new dev.orrery.msg.Coin(coin.denom(), coin.amount().toString());
    }
}
