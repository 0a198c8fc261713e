/**
 * Contracts on the chain, with the rules, gas, events and texts of wasmd v0.61: code, instances, their calls, what they send and
 * what they ask.
 *
 * <p>Entry types: {@link dev.orrery.chain.wasm.CodeRegistry}, {@link dev.orrery.chain.wasm.ContractCalls}. Spec: VM.md §3.4, §3.7,
 * §4.6–4.8. Running Wasm is {@code dev.orrery.vm}'s business, what other modules do with messages theirs.
 */
package dev.orrery.chain.wasm;
