package dev.orrery.msg;

/** What a contract hears of packets on its own channels. */
public final class IbcPacketMsg {
    private IbcPacketMsg() {}

    public record Receive(IbcPacket packet, String relayer) {}

    public record Ack(Bytes acknowledgement, IbcPacket originalPacket, String relayer) {}

    public record Timeout(IbcPacket packet, String relayer) {}
}
