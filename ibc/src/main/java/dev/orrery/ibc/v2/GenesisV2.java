package dev.orrery.ibc.v2;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.PrefixedStore;
import dev.orrery.ibc.host.PathsV2;
import dev.orrery.proto.ibc.core.channel.v2.GenesisState;
import dev.orrery.proto.ibc.core.channel.v2.Packet;
import dev.orrery.proto.ibc.core.channel.v2.PacketSequence;
import dev.orrery.proto.ibc.core.channel.v2.PacketState;
import dev.orrery.proto.ibc.core.client.v2.GenesisCounterpartyInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** What clients are tied to and the packets between them, in a genesis. ibc-go 02-client/v2/genesis.go, 04-channel/v2/genesis.go. */
public record GenesisV2(CounterpartyKeeper counterparties) {
    public void init(IbcContext ctx, dev.orrery.proto.ibc.core.client.v2.GenesisState genesis) {
        for (GenesisCounterpartyInfo info : genesis.getCounterpartyInfosList()) {
            counterparties.setCounterparty(ctx, info.getClientId(), info.getCounterpartyInfo());
        }
    }

    /**
     * @throws IllegalArgumentException if a packet isn't one
     */
    public void init(IbcContext ctx, GenesisState genesis) {
        for (PacketState each : genesis.getAcknowledgementsList()) {
            PacketStoreV2.setAcknowledgement(
                    ctx, each.getClientId(), each.getSequence(), each.getData().toByteArray());
        }
        for (PacketState each : genesis.getCommitmentsList()) {
            PacketStoreV2.setCommitment(
                    ctx, each.getClientId(), each.getSequence(), each.getData().toByteArray());
        }
        for (PacketState each : genesis.getReceiptsList()) {
            PacketStoreV2.setReceipt(ctx, each.getClientId(), each.getSequence());
        }
        for (PacketState each : genesis.getAsyncPacketsList()) {
            PacketStoreV2.setWaiting(ctx, each.getClientId(), each.getSequence(), packet(each));
        }
        for (PacketSequence each : genesis.getSendSequencesList()) {
            PacketStoreV2.nextSend(each.getClientId()).set(ctx, each.getSequence());
        }
    }

    private static Packet packet(PacketState state) {
        try {
            return Packet.parseFrom(state.getData());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                    "async packet " + Long.toUnsignedString(state.getSequence()) + " of client " + state.getClientId()
                            + " is none",
                    e);
        }
    }

    public dev.orrery.proto.ibc.core.client.v2.GenesisState exportCounterparties(IbcContext ctx, List<String> clients) {
        var genesis = dev.orrery.proto.ibc.core.client.v2.GenesisState.newBuilder();
        for (String client : clients) {
            counterparties
                    .counterparty(ctx, client)
                    .ifPresent(info -> genesis.addCounterpartyInfos(GenesisCounterpartyInfo.newBuilder()
                            .setClientId(client)
                            .setCounterpartyInfo(info)));
        }
        return genesis.build();
    }

    public static GenesisState exportPackets(IbcContext ctx, List<String> clients) {
        GenesisState.Builder genesis = GenesisState.newBuilder();
        for (String client : clients) {
            packets(ctx, client, PathsV2.acknowledgements(client), genesis::addAcknowledgements);
            packets(ctx, client, PathsV2.commitments(client), genesis::addCommitments);
            packets(ctx, client, PathsV2.receipts(client), genesis::addReceipts);
            packets(ctx, client, PathsV2.asyncPackets(client), genesis::addAsyncPackets);
            PacketStoreV2.nextSend(client)
                    .get(ctx)
                    .ifPresent(next -> genesis.addSendSequences(
                            PacketSequence.newBuilder().setClientId(client).setSequence(next)));
        }
        return genesis.build();
    }

    private static void packets(IbcContext ctx, String client, byte[] prefix, Consumer<PacketState> taker) {
        ctx.store().ascend(prefix, PrefixedStore.after(prefix), (key, value) -> {
            if (key.length == prefix.length + Long.BYTES) {
                taker.accept(PacketState.newBuilder()
                        .setClientId(client)
                        .setSequence(ByteBuffer.wrap(key).getLong(prefix.length))
                        .setData(ByteString.copyFrom(value))
                        .build());
            }
            return true;
        });
    }
}
