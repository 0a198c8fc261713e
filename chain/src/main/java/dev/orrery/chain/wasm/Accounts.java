package dev.orrery.chain.wasm;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import java.util.Optional;

/** What the wasm module asks of the chain's accounts. wasmd x/wasm/types/expected_keepers.go: AccountKeeper. */
public interface Accounts {
    /** What lies at the address of a contract to be. */
    enum Existing {
        /** An account that was only ever sent to: the contract takes it over, coins included. CWA-2022-005. */
        PLAIN,
        /** An account that somebody has a key for and used. */
        CLAIMED,
        /** Another kind of account, in the way of the contract: see {@link #replace}. */
        SPECIAL
    }

    Optional<Existing> find(Context ctx, Address address);

    void create(Context ctx, Address address);

    /**
     * Puts a plain account in the place of a special one and destroys what that one held back.
     *
     * @return whether that could be done
     */
    boolean replace(Context ctx, Address address);
}
