package dev.orrery.msg;

/** The end of a channel. */
public sealed interface IbcChannelCloseMsg {
    record CloseInit(IbcChannel channel) implements IbcChannelCloseMsg {}

    record CloseConfirm(IbcChannel channel) implements IbcChannelCloseMsg {}

    /** No variant that we know. */
    record Unknown() implements IbcChannelCloseMsg {}
}
