/**
 * The border between consensus and state machine: ABCI 2.0. Start at {@link dev.orrery.chain.abci.Application}. Sockets don't
 * belong here, nor does any rule of the chain.
 */
package dev.orrery.chain.abci;
