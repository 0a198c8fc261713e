/**
 * Traces and gas profiles of transactions, from the block store to what people and their tools read.
 *
 * <p>Entry type: {@link dev.orrery.server.trace.Traces}. What a trace is and how it comes about belongs to the chain.
 */
package dev.orrery.server.trace;
