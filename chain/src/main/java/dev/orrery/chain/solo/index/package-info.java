/**
 * Finds transactions and blocks by the events they emitted, in CometBFT's query language.
 *
 * <p>Entry types: {@link dev.orrery.chain.solo.index.EventQuery}, {@link dev.orrery.chain.solo.index.EventIndex}.
 */
package dev.orrery.chain.solo.index;
