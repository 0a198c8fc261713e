/**
 * Accounts, and the checks of transactions against them: fees, keys, signatures, sequences. Entry types:
 * {@link dev.orrery.chain.auth.AuthKeeper}, {@link dev.orrery.chain.auth.AuthModule}. What accounts own is the bank's business.
 */
package dev.orrery.chain.auth;
