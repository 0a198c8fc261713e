package dev.orrery.chain.gov;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.coin.Coins;

/** Where coins go that belong to everybody. Given by the chain. */
public interface CommunityPool {
    void fund(Context context, Address from, Coins amount);
}
