package dev.orrery.msg;

/** What a contract hears of packets of IBC v2. Sequences are unsigned. */
public final class Ibc2PacketMsg {
    private Ibc2PacketMsg() {}

    public record Receive(
            Ibc2Payload payload, String relayer, String sourceClient, String destinationClient, long packetSequence) {}

    public record Ack(
            String sourceClient, String destinationClient, Ibc2Payload data, Bytes acknowledgement, String relayer) {}

    public record Timeout(
            Ibc2Payload payload, String sourceClient, String destinationClient, long packetSequence, String relayer) {}

    public record Send(
            Ibc2Payload payload, String sourceClient, String destinationClient, long packetSequence, String signer) {}
}
