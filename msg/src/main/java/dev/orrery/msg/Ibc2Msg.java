package dev.orrery.msg;

import java.util.List;

/** Messages to IBC v2. */
public sealed interface Ibc2Msg extends CosmosMsg {
    record SendPacket(String sourceClient, List<Ibc2Payload> payloads, long timeoutNanos) implements Ibc2Msg {
        public SendPacket {
            payloads = List.copyOf(payloads);
        }
    }

    record WriteAcknowledgement(Bytes ack, String sourceClient, String destinationClient, long packetSequence)
            implements Ibc2Msg {}

    /** No variant that we know. */
    record Unknown() implements Ibc2Msg {}
}
