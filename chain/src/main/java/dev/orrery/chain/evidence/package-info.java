/**
 * What CometBFT has caught validators at: two votes where one is allowed. Cosmos SDK x/evidence, of which wasmd has no kind beside. Entry
 * type: {@link dev.orrery.chain.evidence.EvidenceModule}.
 */
package dev.orrery.chain.evidence;
