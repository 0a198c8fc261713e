/**
 * A chain that begins as another one was at some height: contracts with their state and code, balances and accounts are asked for when
 * they are needed, and kept. Entry: {@link dev.orrery.chain.fork.ForkedGround}. docs/decisions/0010. How the other chain is reached
 * does not belong here.
 */
package dev.orrery.chain.fork;
