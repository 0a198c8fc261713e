package dev.orrery.msg;

/** Questions to and about contracts. */
public sealed interface WasmQuery extends QueryRequest {
    record Smart(String contractAddress, Bytes msg) implements WasmQuery {}

    record Raw(String contractAddress, Bytes key) implements WasmQuery {}

    record ContractInfo(String contractAddress) implements WasmQuery {}

    record CodeInfo(long codeId) implements WasmQuery {}

    /** Empty bounds are open; the limit is unsigned 16 bit. */
    record RawRange(String contractAddress, Bytes start, Bytes end, long limit, String order) implements WasmQuery {}

    /** No variant that we know. */
    record Unknown() implements WasmQuery {}
}
