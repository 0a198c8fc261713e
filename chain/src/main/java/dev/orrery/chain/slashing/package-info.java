/**
 * What it costs a validator not to sign, and the way back. Entry type: {@link dev.orrery.chain.slashing.SlashingModule}. Taking the
 * stake away is {@code staking}'s business.
 */
package dev.orrery.chain.slashing;
