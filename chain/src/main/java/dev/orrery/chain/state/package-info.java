/**
 * The chain's memory: named stores of keys and values, branched while a block runs, committed as one version with a merkle root.
 *
 * <p>Entry types: {@link dev.orrery.chain.state.MultiStore} for the whole, {@link dev.orrery.chain.state.StateBranch} for
 * uncommitted changes. {@code db} holds the bytes, {@code iavl} the merkle trees. Spec: IBC.md §10. What keys mean, and what
 * gas reading costs, does not belong here.
 */
package dev.orrery.chain.state;
