package dev.orrery.msg;

/** The last two steps of a channel handshake. */
public sealed interface IbcChannelConnectMsg {
    record OpenAck(IbcChannel channel, String counterpartyVersion) implements IbcChannelConnectMsg {}

    record OpenConfirm(IbcChannel channel) implements IbcChannelConnectMsg {}

    /** No variant that we know. */
    record Unknown() implements IbcChannelConnectMsg {}
}
