/**
 * {@code orrery devnet}: the powers over a chain for development, by JSON-RPC. Entry:
 * {@link dev.orrery.server.cli.devnet.DevnetCommand}. The commands hold no rules; the chain's texts are shown as they come.
 */
package dev.orrery.server.cli.devnet;
