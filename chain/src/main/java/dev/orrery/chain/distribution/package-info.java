/**
 * Who gets the fees of a block and the tokens minted for it: the community, validators, and those who back them. Entry types:
 * {@link dev.orrery.chain.distribution.DistributionModule}, {@link dev.orrery.chain.distribution.DistributionKeeper}. What the
 * community spends is for {@code protocolpool} to say.
 */
package dev.orrery.chain.distribution;
