/**
 * The live chain of which a local one is a fork: named by a user, asked over its RPC. Entry: {@link dev.orrery.server.fork.LiveChain}.
 * What is asked for, and when, is {@code dev.orrery.chain.fork}'s affair.
 */
package dev.orrery.server.fork;
