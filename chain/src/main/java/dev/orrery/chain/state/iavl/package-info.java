/**
 * The merkle tree under a store: a balanced tree whose shape and hashes are those of Cosmos IAVL, so that ICS-23 proofs with its
 * standard specification verify. Every committed version stays readable until it is pruned.
 *
 * <p>Entry type: {@link dev.orrery.chain.state.iavl.IavlTree}. Spec: IBC.md §10; cosmos/iavl v1.
 */
package dev.orrery.chain.state.iavl;
