/**
 * What the community has, and what it regularly gives to whom. Entry type: {@link dev.orrery.chain.protocolpool.PoolModule}. How the
 * community gets its part of the rewards is for {@code distribution} to say.
 */
package dev.orrery.chain.protocolpool;
