package dev.orrery.chain.trace;

/**
 * Where the gas of a contract's call went; CosmWasm gas, unsigned. The parts sum up to all that the call used.
 *
 * @param limit what the call had
 * @param wasm by the contract's own code
 * @param host by what the host did for it: imports, data that goes in and out, reading the answer
 * @param storage by the chain, for the contract's state
 * @param queries by the chain, for what the contract asked
 */
public record CallGas(long limit, long wasm, long host, long storage, long queries) {
    public long total() {
        return wasm + host + storage + queries;
    }
}
