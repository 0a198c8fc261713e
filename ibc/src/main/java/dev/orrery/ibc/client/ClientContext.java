package dev.orrery.ibc.client;

import dev.orrery.ibc.ChainClock;
import dev.orrery.ibc.IbcStore;

/**
 * A client as its light client sees it.
 *
 * @param store the client's own: keys begin after {@code clients/ID/}
 * @param clock of the chain that keeps the client
 */
public record ClientContext(String clientId, IbcStore store, ChainClock clock) {}
