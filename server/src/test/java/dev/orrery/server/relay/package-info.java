/** The relayer between two running chains, with users on both. */
package dev.orrery.server.relay;
