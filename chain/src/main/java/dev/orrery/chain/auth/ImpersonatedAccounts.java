package dev.orrery.chain.auth;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;

/**
 * Accounts whose transactions pass whoever signed them, on a chain for development. They are part of the state, so that a block has the
 * same result whenever it is run; to look costs no gas, as other chains don't.
 *
 * @param impersonation whether there can be any
 */
public record ImpersonatedAccounts(Impersonation impersonation) {
    /** Only chains for development have it. */
    public static final String STORE = "devnet";

    private static final byte[] PRESENT = {1};

    /** Whether a signature in the name of this account is not looked at. */
    boolean contain(Context context, Address address) {
        return impersonation == Impersonation.BY_THE_NODE
                && context.state().store(STORE).has(address.bytes());
    }

    public void add(Context context, Address address) {
        context.state().store(STORE).set(address.bytes(), PRESENT);
    }

    public void remove(Context context, Address address) {
        context.state().store(STORE).delete(address.bytes());
    }
}
