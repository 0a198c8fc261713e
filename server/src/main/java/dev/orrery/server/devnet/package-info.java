/**
 * What a chain for development can do and no other can: {@code orrery.devnet.v1.Devnet} over gRPC and JSON-RPC. Entry:
 * {@link dev.orrery.server.devnet.UnsignedSending} for whoever wants to act without keys. What happens in blocks is
 * {@code dev.orrery.chain.devnet}'s affair.
 */
package dev.orrery.server.devnet;
