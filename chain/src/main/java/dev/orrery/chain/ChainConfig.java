package dev.orrery.chain;

import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.auth.Impersonation;
import dev.orrery.chain.coin.DecimalCoins;

/**
 * What a node decides for itself, and what all nodes of a chain agree on beforehand.
 *
 * @param formats how addresses are spelled
 * @param minGasPrices what this node's mempool wants
 * @param impersonation whether blocks may hold transactions that nobody signed
 * @param simulatesFees whether asking for the price of a transaction without a fee counts what taking the fee will cost, so that the
 *     answer suffices; the reference doesn't count it
 * @param version as nodes report it
 */
public record ChainConfig(
        AddressFormats formats,
        DecimalCoins minGasPrices,
        Impersonation impersonation,
        boolean simulatesFees,
        String version) {
    /** The same for a chain that makes its blocks itself, for development. */
    public ChainConfig impersonated() {
        return new ChainConfig(formats, minGasPrices, Impersonation.BY_THE_NODE, simulatesFees, version);
    }

    public ChainConfig withVersion(String other) {
        return new ChainConfig(formats, minGasPrices, impersonation, simulatesFees, other);
    }

    public static ChainConfig of(String prefix) {
        return new ChainConfig(AddressFormats.of(prefix), DecimalCoins.NONE, Impersonation.NONE, true, "orrery");
    }
}
