/**
 * That something is, or isn't, in another chain's state: merkle trees, ICS-23 proofs, and proofs chained through nested trees. Spec:
 * IBC.md §10; cosmos/ics23 v0.11; ibc-go 23-commitment.
 *
 * <p>Entry types: {@link dev.orrery.ibc.commitment.ChainedProof} for what light clients check, {@link
 * dev.orrery.ibc.commitment.CommitmentProofs} for one tree. Who may be believed to have such a root does not belong here.
 */
package dev.orrery.ibc.commitment;
