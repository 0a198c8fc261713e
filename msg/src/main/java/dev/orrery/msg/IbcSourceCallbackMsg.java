package dev.orrery.msg;

/** What the sender of a packet on someone else's channel hears of its fate. */
public sealed interface IbcSourceCallbackMsg {
    record Acknowledgement(Bytes acknowledgement, IbcPacket originalPacket, String relayer)
            implements IbcSourceCallbackMsg {}

    record Timeout(IbcPacket packet, String relayer) implements IbcSourceCallbackMsg {}

    /** No variant that we know. */
    record Unknown() implements IbcSourceCallbackMsg {}
}
