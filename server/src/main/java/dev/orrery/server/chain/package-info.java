/**
 * A chain for development in one process: state machine, block producer, and every server that clients want.
 *
 * <p>Entry type: {@link dev.orrery.server.chain.LocalChain}. Options of the command line do not belong here.
 */
package dev.orrery.server.chain;
