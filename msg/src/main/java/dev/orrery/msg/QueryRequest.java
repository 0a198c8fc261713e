package dev.orrery.msg;

/** A question a contract puts to the chain. */
public sealed interface QueryRequest
        permits BankQuery,
                StakingQuery,
                DistributionQuery,
                IbcQuery,
                WasmQuery,
                QueryRequest.Stargate,
                QueryRequest.Grpc,
                QueryRequest.Custom,
                QueryRequest.Unknown {
    /** A protobuf query, answered in JSON. */
    record Stargate(String path, Bytes data) implements QueryRequest {}

    /** A protobuf query, answered in protobuf. */
    record Grpc(String path, Bytes data) implements QueryRequest {}

    /** JSON that only the chain's own extension understands, as the contract wrote it. */
    record Custom(Bytes json) implements QueryRequest {}

    /** No variant that we know. */
    record Unknown() implements QueryRequest {}
}
