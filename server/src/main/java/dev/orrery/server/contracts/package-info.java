/**
 * The service {@code orrery.contracts.v1.Contracts}: contracts without keys and transactions.
 *
 * <p>Entry types: {@link dev.orrery.server.contracts.ContractsService} over {@link dev.orrery.server.contracts.ContractsState}. It
 * only translates: the rules are those of {@code dev.orrery.chain.wasm}.
 */
package dev.orrery.server.contracts;
