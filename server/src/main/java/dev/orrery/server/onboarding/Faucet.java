package dev.orrery.server.onboarding;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.error.ChainException;

/** Gives coins away. */
public interface Faucet {
    /** From whom the coins come. */
    Address holder();

    /**
     * Sends coins, in a block that is committed on return.
     *
     * @throws ChainException if the chain refuses
     */
    void send(Address to, Coin coin);
}
