/**
 * Messages that make accounts whose coins are released over time. Entry type: {@link dev.orrery.chain.vesting.VestingModule}. What such
 * an account may spend is for {@link dev.orrery.chain.auth.VestingAccount} to say.
 */
package dev.orrery.chain.vesting;
