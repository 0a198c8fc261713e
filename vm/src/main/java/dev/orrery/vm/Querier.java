package dev.orrery.vm;

/** Answers a contract's queries about the chain and other contracts. */
@FunctionalInterface
public interface Querier {
    /**
     * @param request the contract's JSON, unparsed
     * @param gasLimit CosmWasm gas that the query may use, unsigned
     * @return the JSON of a {@code SystemResult<ContractResult<Binary>>} as the chain wrote it
     */
    BackendResult<byte[]> query(byte[] request, long gasLimit);
}
