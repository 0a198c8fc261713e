/**
 * Commands that look inside transactions of a running chain, by its RPC.
 *
 * <p>Entry types: {@link dev.orrery.server.cli.trace.TraceCommand} and {@link dev.orrery.server.cli.trace.ProfileCommand}. Making
 * traces belongs to {@code server.trace}; here they are asked for and printed.
 */
package dev.orrery.server.cli.trace;
