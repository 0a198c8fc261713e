/**
 * Proposals, deposits, votes, and what follows from them. Entry types: {@link dev.orrery.chain.gov.GovModule}, and
 * {@link dev.orrery.chain.gov.Authority} for modules whose parameters governance changes. How much a vote weighs is told by
 * {@link dev.orrery.chain.gov.Staking}.
 */
package dev.orrery.chain.gov;
