package dev.orrery.server.query;

import dev.orrery.chain.address.AddressFormats;

/**
 * What the node's own services tell of the application.
 *
 * @param version of Orrery
 * @param minGasPrices as coins; empty where nothing is asked for
 */
public record NodeFacts(AddressFormats formats, String version, String minGasPrices) {}
