package dev.orrery.server.query;

import dev.orrery.chain.address.AddressFormats;
import dev.orrery.server.comet.NodeIdentity;

/**
 * What the node's own services tell of it.
 *
 * @param version of Orrery
 * @param minGasPrices as coins; empty where nothing is asked for
 */
public record NodeFacts(NodeIdentity identity, AddressFormats formats, String version, String minGasPrices) {}
