/**
 * What happens inside a transaction: messages, calls of contracts, what these read, write, ask and send, and what it costs.
 *
 * <p>Entry type: {@link dev.orrery.chain.trace.Tracer}, which a context carries while somebody watches; it changes no state, no
 * event and no gas. How a trace is written down for anybody does not belong here.
 */
package dev.orrery.chain.trace;
