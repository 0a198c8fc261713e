/**
 * IBC on this chain: its small interfaces over the chain's state, events and coins, and its messages and queries as modules. Entry types:
 * {@link dev.orrery.chain.ibchost.IbcChainModule}, {@link dev.orrery.chain.ibchost.TransferChainModule}. What IBC itself does is the
 * ibc module's affair.
 */
package dev.orrery.chain.ibchost;
