package dev.orrery.ibc.v2;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcError;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.SdkError;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.ibc.packet.Acknowledgement;
import dev.orrery.ibc.transfer.TransferData;
import dev.orrery.ibc.transfer.TransferDataReader;
import dev.orrery.ibc.transfer.TransferError;
import dev.orrery.ibc.transfer.TransferEvents;
import dev.orrery.ibc.transfer.TransferKeeper;
import dev.orrery.proto.ibc.core.channel.v2.Payload;
import java.math.BigInteger;
import java.util.Arrays;

/** Transfers from client to client. ibc-go apps/transfer v2/ibc_module.go. */
public record TransferModuleV2(TransferKeeper keeper) implements IbcModuleV2 {
    @Override
    public void onSend(IbcContext ctx, Delivery delivery, String signer) {
        Payload payload = delivery.payload();
        if (!isBetweenTransferPorts(payload)) {
            throw PacketError.INVALID_PACKET.failure("payload port ID is invalid: expected transfer, got sourcePort: "
                    + payload.getSourcePort() + " destPort: " + payload.getDestinationPort());
        }
        if (!isBetweenClients(delivery)) {
            throw PacketError.INVALID_PACKET.failure("client IDs must be in valid format: {string}-{number}");
        }
        TransferData data = read(payload);
        byte[] sender = keeper.addresses().parse(data.sender());
        if (!Arrays.equals(sender, keeper.addresses().parse(signer))) {
            throw IbcError.UNAUTHORIZED.failure("sender " + data.sender() + " is different from signer " + signer);
        }
        String base = data.token().base();
        if (base.contains("/")) {
            throw TransferError.INVALID_DENOM_FOR_TRANSFER.failure(
                    "base denomination " + base + " cannot contain slashes for IBC v2 packet");
        }
        BigInteger amount = keeper.bank().amount(data.amount()).orElseThrow();
        keeper.send(ctx, payload.getSourcePort(), delivery.sourceClient(), data.token(), amount, sender);
        TransferEvents.sent(ctx, data);
    }

    private TransferData read(Payload payload) {
        return TransferDataReader.read(
                payload.getValue().toByteArray(), payload.getVersion(), payload.getEncoding(), keeper.bank());
    }

    private static boolean isBetweenTransferPorts(Payload payload) {
        return payload.getSourcePort().equals(TransferKeeper.PORT)
                && payload.getDestinationPort().equals(TransferKeeper.PORT);
    }

    private static boolean isBetweenClients(Delivery delivery) {
        return Identifiers.isClient(delivery.sourceClient()) && Identifiers.isClient(delivery.destinationClient());
    }

    /** Quirk: the reference's event says success even where it tells the error. */
    @Override
    public Answer onReceive(IbcContext ctx, Delivery delivery, String relayer) {
        Payload payload = delivery.payload();
        if (!isBetweenTransferPorts(payload) || !isBetweenClients(delivery)) {
            return new Answer.Failure();
        }
        TransferData data = TransferData.NONE;
        try {
            data = read(payload);
            keeper.receive(
                    ctx,
                    data,
                    new TransferKeeper.Ends(
                            payload.getSourcePort(),
                            delivery.sourceClient(),
                            payload.getDestinationPort(),
                            delivery.destinationClient()));
        } catch (IbcException refused) {
            if (refused.kind() == SdkError.PANIC) {
                throw refused;
            }
            TransferEvents.received(ctx, data, true, refused.text());
            return new Answer.Failure();
        }
        TransferEvents.received(ctx, data, true, "");
        byte[] acknowledgement = Acknowledgement.result((byte) 1).bytes();
        return new Answer.Success(ByteString.copyFrom(acknowledgement));
    }

    @Override
    public void onAcknowledge(IbcContext ctx, Delivery delivery, ByteString acknowledgement, String relayer) {
        Acknowledgement.Envelope envelope = acknowledgement.equals(Acknowledgements.ERROR)
                ? new Acknowledgement.Failure("ABCI code: " + TransferError.RECEIVE_FAILED.code()
                        + ": error handling packet: see events for details")
                : success(acknowledgement.toByteArray());
        TransferData data = read(delivery.payload());
        if (envelope instanceof Acknowledgement.Failure) {
            keeper.refund(ctx, delivery.payload().getSourcePort(), delivery.sourceClient(), data);
        }
        TransferEvents.acknowledged(ctx, data, envelope);
    }

    /** Errors of an application's own don't come over IBC v2. */
    private static Acknowledgement.Envelope success(byte[] acknowledgement) {
        Acknowledgement.Envelope envelope = Acknowledgement.parse(acknowledgement)
                .orElseThrow(() -> IbcError.UNKNOWN_REQUEST.failure(
                        "cannot unmarshal ICS-20 transfer packet acknowledgement: no envelope"));
        if (!Arrays.equals(envelope.encode(), acknowledgement)) {
            throw IbcError.INVALID_TYPE.failure("acknowledgement did not marshal to expected bytes");
        }
        if (!(envelope instanceof Acknowledgement.Result)) {
            throw IbcError.INVALID_REQUEST.failure("cannot pass in a custom error acknowledgement with IBC v2");
        }
        return envelope;
    }

    @Override
    public void onTimeout(IbcContext ctx, Delivery delivery, String relayer) {
        TransferData data = read(delivery.payload());
        keeper.refund(ctx, delivery.payload().getSourcePort(), delivery.sourceClient(), data);
        TransferEvents.timedOut(ctx, data);
    }

    /** A payload that carries a transfer, in an encoding; JSON if none is named. */
    public static Payload payload(TransferData data, String encoding) {
        String named = encoding.isEmpty() ? TransferDataReader.JSON_ENCODING : encoding;
        return Payload.newBuilder()
                .setSourcePort(TransferKeeper.PORT)
                .setDestinationPort(TransferKeeper.PORT)
                .setVersion(TransferDataReader.VERSION)
                .setEncoding(named)
                .setValue(ByteString.copyFrom(TransferDataReader.write(data, named)))
                .build();
    }
}
