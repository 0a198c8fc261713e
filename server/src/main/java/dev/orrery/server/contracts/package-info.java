/**
 * The service {@code orrery.contracts.v1.Contracts}: the contracts of a chain for development, called without keys.
 *
 * <p>Entry types: {@link dev.orrery.server.contracts.ContractsService} over {@link dev.orrery.server.contracts.Contracts}. It only
 * translates: requests become messages that nobody signed, the rules are those of {@code dev.orrery.chain.wasm}.
 */
package dev.orrery.server.contracts;
