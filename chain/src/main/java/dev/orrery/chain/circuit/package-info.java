/**
 * Kinds of messages that are switched off. Entry type: {@link dev.orrery.chain.circuit.CircuitModule}. Nothing of ours switches any
 * off; asking costs gas on the reference chain, so it is asked here as well.
 */
package dev.orrery.chain.circuit;
