package dev.orrery.msg;

/** Questions about IBC v1. An empty port stands for the contract's own. */
public sealed interface IbcQuery extends QueryRequest {
    record PortId() implements IbcQuery {}

    /** Gone from cosmwasm-std 3.0, still answered. */
    record ListChannels(String portId) implements IbcQuery {}

    record Channel(String portId, String channelId) implements IbcQuery {}

    /** No variant that we know. */
    record Unknown() implements IbcQuery {}
}
