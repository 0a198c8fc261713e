/**
 * The process: command line, servers and their wiring. Rules of contracts are {@code vm}'s, rules of a chain are
 * {@code chain}'s.
 *
 * <p>Entry type: {@link dev.orrery.server.Main}.
 */
package dev.orrery.server;
