/**
 * Commands that use chains as their clients do, by RPC and with a key: {@code orrery relay}, {@code orrery deploy}. What they do is
 * the relayer module's; here are their options and what they print.
 */
package dev.orrery.server.cli.remote;
