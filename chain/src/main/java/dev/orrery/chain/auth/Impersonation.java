package dev.orrery.chain.auth;

import dev.orrery.chain.address.Address;

/**
 * Whose signatures aren't asked for: a chain for tests may act for any account. Nodes of one chain must agree, so a chain with more
 * than one validator uses {@link #NONE}.
 */
public interface Impersonation {
    Impersonation NONE = signer -> false;

    boolean covers(Address signer);
}
