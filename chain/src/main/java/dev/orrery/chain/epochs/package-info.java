/**
 * Spans of time that the chain counts, such as days: Cosmos SDK x/epochs, which begins them and says so. Nobody does anything at
 * their ends.
 */
package dev.orrery.chain.epochs;
