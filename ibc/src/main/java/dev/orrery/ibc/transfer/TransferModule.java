package dev.orrery.ibc.transfer;

import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcError;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.SdkError;
import dev.orrery.ibc.channel.ChannelError;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.ibc.packet.Acknowledgement;
import dev.orrery.ibc.port.IbcModule;
import dev.orrery.ibc.port.PortError;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import java.util.Arrays;
import java.util.Optional;

/** The application over channels. ibc-go apps/transfer ibc_module.go. */
public record TransferModule(TransferKeeper keeper) implements IbcModule {
    /** ibc-go: math.MaxUint32 in ValidateTransferChannelParams. */
    private static final long MAX_CHANNEL = 0xffff_ffffL;

    @Override
    public String onOpenInit(IbcContext ctx, Opening opening) {
        check(opening);
        String version = opening.version().isBlank() ? TransferDataReader.VERSION : opening.version();
        if (!version.equals(TransferDataReader.VERSION)) {
            throw TransferError.INVALID_VERSION.failure(
                    "expected one of [" + TransferDataReader.VERSION + "], got " + version);
        }
        return version;
    }

    /** A version that it doesn't know it answers with its own, which the other side may refuse. */
    @Override
    public String onOpenTry(IbcContext ctx, Opening opening) {
        check(opening);
        return TransferDataReader.VERSION;
    }

    private static void check(Opening opening) {
        long number = Identifiers.channelNumber(opening.channel());
        if (Long.compareUnsigned(number, MAX_CHANNEL) > 0) {
            throw TransferError.MAX_TRANSFER_CHANNELS.failure("channel sequence " + Long.toUnsignedString(number)
                    + " is greater than max allowed transfer channels " + MAX_CHANNEL);
        }
        if (opening.order() != Order.ORDER_UNORDERED) {
            throw ChannelError.INVALID_CHANNEL_ORDERING.failure(
                    "expected " + Order.ORDER_UNORDERED + " channel, got " + opening.order() + " ");
        }
        if (!opening.port().equals(TransferKeeper.PORT)) {
            throw PortError.INVALID_PORT.failure(
                    "invalid port: " + opening.port() + ", expected " + TransferKeeper.PORT);
        }
    }

    @Override
    public void onOpenAck(
            IbcContext ctx, String port, String channel, String counterpartyChannel, String counterpartyVersion) {
        if (!counterpartyVersion.equals(TransferDataReader.VERSION)) {
            throw TransferError.INVALID_VERSION.failure("invalid counterparty version: expected one of ["
                    + TransferDataReader.VERSION + "], got " + counterpartyVersion);
        }
    }

    @Override
    public void onOpenConfirm(IbcContext ctx, String port, String channel) {}

    @Override
    public void onCloseInit(IbcContext ctx, String port, String channel) {
        throw IbcError.INVALID_REQUEST.failure("user cannot close channel");
    }

    @Override
    public void onCloseConfirm(IbcContext ctx, String port, String channel) {}

    @Override
    public Optional<Acknowledgement> onReceive(IbcContext ctx, String channelVersion, Packet packet, String relayer) {
        TransferData data = TransferData.NONE;
        try {
            data = read(packet, channelVersion);
            keeper.receive(
                    ctx,
                    data,
                    new TransferKeeper.Ends(
                            packet.getSourcePort(),
                            packet.getSourceChannel(),
                            packet.getDestinationPort(),
                            packet.getDestinationChannel()));
        } catch (IbcException refused) {
            if (refused.kind() == SdkError.PANIC) {
                throw refused;
            }
            TransferEvents.received(ctx, data, false, refused.text());
            return Optional.of(Acknowledgement.error(refused));
        }
        TransferEvents.received(ctx, data, true, "");
        return Optional.of(Acknowledgement.result((byte) 1));
    }

    private TransferData read(Packet packet, String version) {
        return TransferDataReader.read(packet.getData().toByteArray(), version, keeper.bank());
    }

    @Override
    public void onAcknowledge(
            IbcContext ctx, String channelVersion, Packet packet, byte[] acknowledgement, String relayer) {
        Acknowledgement.Envelope envelope = Acknowledgement.parse(acknowledgement)
                .orElseThrow(() -> IbcError.UNKNOWN_REQUEST.failure(
                        "cannot unmarshal ICS-20 transfer packet acknowledgement: no envelope"));
        TransferData data = read(packet, channelVersion);
        if (!Arrays.equals(envelope.encode(), acknowledgement)) {
            throw IbcError.INVALID_TYPE.failure("acknowledgement did not marshal to expected bytes");
        }
        switch (envelope) {
            case Acknowledgement.Result result -> {}
            case Acknowledgement.Failure failure ->
                keeper.refund(ctx, packet.getSourcePort(), packet.getSourceChannel(), data);
            case Acknowledgement.Nothing nothing ->
                throw IbcError.INVALID_TYPE.failure(
                        "expected one of [types.Acknowledgement_Result," + " types.Acknowledgement_Error], got <nil>");
        }
        TransferEvents.acknowledged(ctx, data, envelope);
    }

    @Override
    public void onTimeout(IbcContext ctx, String channelVersion, Packet packet, String relayer) {
        TransferData data = read(packet, channelVersion);
        keeper.refund(ctx, packet.getSourcePort(), packet.getSourceChannel(), data);
        TransferEvents.timedOut(ctx, data);
    }
}
