/**
 * Validators and who backs them: delegations, their end, and the set that makes blocks. Entry types:
 * {@link dev.orrery.chain.staking.StakingModule}, {@link dev.orrery.chain.staking.Delegations},
 * {@link dev.orrery.chain.staking.Validators}. What backing earns is for {@code distribution} to say.
 */
package dev.orrery.chain.staking;
