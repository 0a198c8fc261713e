package dev.orrery.chain.bank;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.wire.StreamedMessage;
import dev.orrery.proto.cosmos.bank.v1beta1.Balance;
import dev.orrery.proto.cosmos.bank.v1beta1.GenesisState;
import dev.orrery.proto.cosmos.bank.v1beta1.SendEnabled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Balances to start with. Cosmos SDK x/bank/keeper/genesis.go. They come on top of what is there, as in a fork something may be. */
final class BankGenesis {
    private BankGenesis() {}

    static void init(Context context, BankKeeper keeper, AddressFormat addresses, GenesisState genesis) {
        keeper.setParams(context, genesis.getParams());
        genesis.getSendEnabledList()
                .forEach(rule -> BankKeys.SEND_ENABLED.set(context, rule.getDenom(), rule.getEnabled()));
        List<Coin> all = new ArrayList<>();
        List<Balance> balances = genesis.getBalancesList().stream()
                .sorted(Comparator.comparing(balance -> addresses.parse(balance.getAddress())))
                .toList();
        for (Balance balance : balances) {
            Address owner = addresses.parse(balance.getAddress());
            for (Coin coin : Coins.ofProto(balance.getCoinsList()).list()) {
                keeper.setBalance(
                        context,
                        owner,
                        keeper.balance(context, owner, coin.denom()).plus(coin.amount()));
                all.add(coin);
            }
        }
        Coins total = Coins.sum(all);
        Coins claimed = Coins.ofProto(genesis.getSupplyList());
        if (!claimed.isEmpty() && !Coins.sum(claimed.list()).equals(total)) {
            throw new IllegalArgumentException("genesis supply is incorrect, expected " + claimed + ", got " + total);
        }
        total.list()
                .forEach(supply -> keeper.setSupply(
                        context, keeper.supply(context, supply.denom()).plus(supply.amount())));
        genesis.getDenomMetadataList().forEach(metadata -> keeper.setMetadata(context, metadata));
    }

    static StreamedMessage export(Context context, BankKeeper keeper, AddressFormat addresses) {
        return new StreamedMessage(
                GenesisState.newBuilder().setParams(keeper.params(context)).build(),
                Map.of(
                        "balances",
                        taker -> balances(context, addresses, taker),
                        "supply",
                        BankKeys.SUPPLY.streamed(context, (denom, amount) -> new Coin(denom, amount).toProto()),
                        "denom_metadata",
                        BankKeys.METADATA.streamed(context, (denom, metadata) -> metadata),
                        "send_enabled",
                        BankKeys.SEND_ENABLED.streamed(
                                context,
                                (denom, enabled) -> SendEnabled.newBuilder()
                                        .setDenom(denom)
                                        .setEnabled(enabled)
                                        .build())));
    }

    /** What an owner has stands together in the store. */
    private static void balances(Context context, AddressFormat addresses, Consumer<StreamedMessage> taker) {
        Balance.Builder balance = Balance.newBuilder();
        BankKeys.BALANCES.walk(context, new byte[0], Direction.ASCENDING, (key, amount) -> {
            String owner = addresses.text(key.first());
            if (!owner.equals(balance.getAddress())) {
                end(balance, taker);
                balance.clear().setAddress(owner);
            }
            balance.addCoins(new Coin(key.second(), amount).toProto());
            return true;
        });
        end(balance, taker);
    }

    private static void end(Balance.Builder balance, Consumer<StreamedMessage> taker) {
        if (balance.getCoinsCount() > 0) {
            taker.accept(StreamedMessage.of(balance.build()));
        }
    }
}
