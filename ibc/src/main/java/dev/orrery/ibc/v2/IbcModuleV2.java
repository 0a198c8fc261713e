package dev.orrery.ibc.v2;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.IbcContext;
import dev.orrery.proto.ibc.core.channel.v2.Payload;

/**
 * An application that gets payloads of packets between clients. Whatever it throws fails the transaction. ibc-go core/api/module.go:
 * IBCModule.
 */
public interface IbcModuleV2 {
    /** A payload and the packet it is in. */
    record Delivery(String sourceClient, String destinationClient, long sequence, Payload payload) {}

    /** What becomes of a payload. */
    sealed interface Answer {
        record Success(ByteString acknowledgement) implements Answer {}

        /** What the application wrote is undone, and the other chain learns only that it failed. */
        record Failure() implements Answer {}

        /** The application answers later. */
        record Later() implements Answer {}
    }

    /** @param signer who sends the packet, as the chain spells accounts */
    void onSend(IbcContext ctx, Delivery delivery, String signer);

    Answer onReceive(IbcContext ctx, Delivery delivery, String relayer);

    void onAcknowledge(IbcContext ctx, Delivery delivery, ByteString acknowledgement, String relayer);

    void onTimeout(IbcContext ctx, Delivery delivery, String relayer);
}
