package dev.orrery.chain.wasm.wiring;

import dev.orrery.chain.Context;
import dev.orrery.chain.EventLog;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.bank.BankKeeper;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.error.Circumstances;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wasm.Bank;
import dev.orrery.chain.wasm.WasmKeys;

/** Coins of contracts. wasmd x/wasm/keeper/keeper.go: BankCoinTransferrer; handler_plugin.go: NewBurnCoinMessageHandler. */
record BankCoins(AuthKeeper auth, BankKeeper bank) implements Bank {
    @Override
    public void transfer(Context ctx, Address from, Address to, Coins amount) {
        EventLog events = new EventLog();
        Context inner = ctx.withEvents(events);
        bank.requireSendEnabled(inner, amount);
        if (bank.isBlocked(to)) {
            throw SdkError.UNAUTHORIZED.failure(auth.text(to) + " is not allowed to receive funds");
        }
        bank.send(inner, from, to, amount);
        events.events().stream()
                .filter(event -> !event.type().equals("message"))
                .forEach(ctx.events()::emit);
    }

    @Override
    public void burn(Context ctx, Address from, Coins amount) {
        Circumstances.within("transfer to module", () -> bank.sendToModule(ctx, from, WasmKeys.STORE, amount));
        Circumstances.within("burn coins", () -> bank.burn(ctx, WasmKeys.STORE, amount));
    }
}
