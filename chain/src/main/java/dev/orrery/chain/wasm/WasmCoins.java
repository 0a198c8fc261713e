package dev.orrery.chain.wasm;

import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wire.GoInteger;
import java.math.BigInteger;
import java.util.List;

/** Coins as contracts write them. wasmd x/wasm/keeper/handler_plugin_encoders.go: ConvertWasmCoinsToSdkCoins. */
final class WasmCoins {
    private WasmCoins() {}

    /** Added up and sorted, without zeros. */
    static Coins of(List<dev.orrery.msg.Coin> coins) {
        return Coins.sum(coins.stream().map(WasmCoins::of).toList());
    }

    static Coin of(dev.orrery.msg.Coin coin) {
        Coin read = new Coin(coin.denom(), amount(coin));
        read.fault().ifPresent(fault -> {
            throw ChainException.plain(fault);
        });
        return read;
    }

    private static BigInteger amount(dev.orrery.msg.Coin coin) {
        if (coin.amount().isEmpty()) {
            throw unreadable(coin);
        }
        try {
            return GoInteger.parse(coin.amount());
        } catch (ChainException e) {
            throw unreadable(coin);
        }
    }

    private static ChainException unreadable(dev.orrery.msg.Coin coin) {
        return SdkError.INVALID_COINS.failure(coin.amount() + coin.denom());
    }

    static List<dev.orrery.msg.Coin> toContract(Coins coins) {
        return coins.list().stream().map(WasmCoins::toContract).toList();
    }

    static dev.orrery.msg.Coin toContract(Coin coin) {
        return new dev.orrery.msg.Coin(coin.denom(), coin.amount().toString());
    }
}
