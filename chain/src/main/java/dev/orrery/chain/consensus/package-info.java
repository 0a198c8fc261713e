/** Parameters of consensus, kept where governance can change them. Entry type: {@link dev.orrery.chain.consensus.ConsensusModule}. */
package dev.orrery.chain.consensus;
