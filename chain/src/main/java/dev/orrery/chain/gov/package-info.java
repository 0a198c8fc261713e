/**
 * Proposals, votes, and what follows from them. Entry type: {@link dev.orrery.chain.gov.Authority} for modules whose parameters
 * governance changes.
 */
package dev.orrery.chain.gov;
