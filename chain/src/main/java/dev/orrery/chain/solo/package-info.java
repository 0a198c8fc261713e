/**
 * A block producer of one validator, embedded in the process: what CometBFT is to the application, without a network. Its headers,
 * commits and signatures are those that light clients of CometBFT 0.38 check.
 *
 * <p>Entry type: {@link dev.orrery.chain.solo.SoloNode}. {@code block} hashes, signs and keeps blocks, {@code index} finds them by
 * their events. Spec: LOCAL_CHAIN.md §1, IBC.md §10. Transport and rules of the state machine do not belong here.
 */
package dev.orrery.chain.solo;
