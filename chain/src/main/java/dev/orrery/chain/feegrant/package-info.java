/**
 * Accounts that pay the fees of others: who may spend how much of whose coins on fees. Entry types:
 * {@link dev.orrery.chain.feegrant.FeeGrantKeeper}, {@link dev.orrery.chain.feegrant.FeeGrantModule}. Taking the fee is the business of
 * {@link dev.orrery.chain.auth.FeeStep}.
 */
package dev.orrery.chain.feegrant;
