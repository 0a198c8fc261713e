package dev.orrery.msg;

/** A message a contract asks the chain to execute in its name. */
public sealed interface CosmosMsg
        permits BankMsg,
                StakingMsg,
                DistributionMsg,
                GovMsg,
                IbcMsg,
                Ibc2Msg,
                WasmMsg,
                CosmosMsg.Any,
                CosmosMsg.Custom,
                CosmosMsg.Unknown {
    /** A protobuf message of the chain; {@code stargate} was its name before 2.0. */
    record Any(String typeUrl, Bytes value) implements CosmosMsg {}

    /** JSON that only the chain's own extension understands, as the contract wrote it. */
    record Custom(Bytes json) implements CosmosMsg {}

    /** No variant that we know. */
    record Unknown() implements CosmosMsg {}
}
