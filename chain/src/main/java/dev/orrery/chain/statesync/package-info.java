/**
 * How a node that is new gets a chain's state from the others instead of running all its blocks: ABCI's four requests about snapshots.
 *
 * <p>Entry type: {@link dev.orrery.chain.statesync.SyncedChain}. CometBFT finds peers and checks the hash that the state must have
 * with a light client; what a state consists of is for {@code Chain} and {@code state} to say.
 */
package dev.orrery.chain.statesync;
