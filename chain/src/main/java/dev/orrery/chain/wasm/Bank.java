package dev.orrery.chain.wasm;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.coin.Coins;

/** What the wasm module asks of the chain's bank. wasmd x/wasm/keeper/keeper.go: BankCoinTransferrer; types: Burner. */
public interface Bank {
    /**
     * Moves coins that are sent along with a call, with the rules for ordinary sends; emits their events, but none of type
     * {@code message}.
     */
    void transfer(Context ctx, Address from, Address to, Coins amount);

    /** Destroys coins of a contract, by way of this module's account. */
    void burn(Context ctx, Address from, Coins amount);
}
