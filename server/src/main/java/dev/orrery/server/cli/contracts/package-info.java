/**
 * Commands that talk to a running server about contracts, over {@code orrery.contracts.v1}: store, instantiate, execute,
 * query, migrate, sudo, state, codes, contracts.
 *
 * <p>Entry types: the commands. They hold no rules; the server's texts are shown as they come.
 */
package dev.orrery.server.cli.contracts;
