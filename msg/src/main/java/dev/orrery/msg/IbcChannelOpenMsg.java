package dev.orrery.msg;

/** The first two steps of a channel handshake. */
public sealed interface IbcChannelOpenMsg {
    record OpenInit(IbcChannel channel) implements IbcChannelOpenMsg {}

    record OpenTry(IbcChannel channel, String counterpartyVersion) implements IbcChannelOpenMsg {}

    /** No variant that we know. */
    record Unknown() implements IbcChannelOpenMsg {}
}
