package dev.orrery.ibc.packet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.PrefixedStore;
import dev.orrery.ibc.channel.ChannelKeeper;
import dev.orrery.ibc.host.PathsV1;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.channel.v1.GenesisState;
import dev.orrery.proto.ibc.core.channel.v1.IdentifiedChannel;
import dev.orrery.proto.ibc.core.channel.v1.PacketSequence;
import dev.orrery.proto.ibc.core.channel.v1.PacketState;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Channels in a genesis, with what is kept of their packets. ibc-go 04-channel/genesis.go. */
public record ChannelGenesis(ChannelKeeper channels) {
    /** Words of {@code KIND/ports/P/channels/C}. */
    private static final int CHANNEL_WORDS = 5;

    /** Words of {@code KIND/ports/P/channels/C/sequences/N}. */
    private static final int PACKET_WORDS = 7;

    public void init(IbcContext ctx, GenesisState genesis) {
        for (IdentifiedChannel channel : genesis.getChannelsList()) {
            channels.set(
                    ctx,
                    channel.getPortId(),
                    channel.getChannelId(),
                    Channel.newBuilder()
                            .setState(channel.getState())
                            .setOrdering(channel.getOrdering())
                            .setCounterparty(channel.getCounterparty())
                            .addAllConnectionHops(channel.getConnectionHopsList())
                            .setVersion(channel.getVersion())
                            .build());
        }
        genesis.getAcknowledgementsList()
                .forEach(each -> PacketStore.setAcknowledgement(
                        ctx,
                        each.getPortId(),
                        each.getChannelId(),
                        each.getSequence(),
                        each.getData().toByteArray()));
        genesis.getCommitmentsList()
                .forEach(each -> PacketStore.setCommitment(
                        ctx,
                        each.getPortId(),
                        each.getChannelId(),
                        each.getSequence(),
                        each.getData().toByteArray()));
        genesis.getReceiptsList()
                .forEach(
                        each -> PacketStore.setReceipt(ctx, each.getPortId(), each.getChannelId(), each.getSequence()));
        genesis.getSendSequencesList()
                .forEach(each -> ChannelKeeper.nextSend(each.getPortId(), each.getChannelId())
                        .set(ctx, each.getSequence()));
        genesis.getRecvSequencesList()
                .forEach(each -> ChannelKeeper.nextReceive(each.getPortId(), each.getChannelId())
                        .set(ctx, each.getSequence()));
        genesis.getAckSequencesList()
                .forEach(each -> ChannelKeeper.nextAcknowledge(each.getPortId(), each.getChannelId())
                        .set(ctx, each.getSequence()));
        channels.initialize(ctx, genesis.getNextChannelSequence());
    }

    public GenesisState export(IbcContext ctx) {
        GenesisState.Builder genesis = GenesisState.newBuilder()
                .addAllChannels(channels.ofPorts(ctx, ""))
                .setNextChannelSequence(channels.nextChannel(ctx));
        packets(ctx, PathsV1.ACKNOWLEDGEMENTS, genesis::addAcknowledgements);
        packets(ctx, PathsV1.COMMITMENTS, genesis::addCommitments);
        packets(ctx, PathsV1.RECEIPTS, genesis::addReceipts);
        sequences(ctx, PathsV1.NEXT_SEND, genesis::addSendSequences);
        sequences(ctx, PathsV1.NEXT_RECEIVE, genesis::addRecvSequences);
        sequences(ctx, PathsV1.NEXT_ACKNOWLEDGE, genesis::addAckSequences);
        return genesis.build();
    }

    private static void packets(IbcContext ctx, String kind, Consumer<PacketState> taker) {
        walk(
                ctx,
                kind,
                PACKET_WORDS,
                (words, value) -> taker.accept(PacketState.newBuilder()
                        .setPortId(words[2])
                        .setChannelId(words[4])
                        .setSequence(Long.parseUnsignedLong(words[6]))
                        .setData(ByteString.copyFrom(value))
                        .build()));
    }

    private static void sequences(IbcContext ctx, String kind, Consumer<PacketSequence> taker) {
        walk(
                ctx,
                kind,
                CHANNEL_WORDS,
                (words, value) -> taker.accept(PacketSequence.newBuilder()
                        .setPortId(words[2])
                        .setChannelId(words[4])
                        .setSequence(ByteBuffer.wrap(value).getLong())
                        .build()));
    }

    private interface Visitor {
        void visit(String[] words, byte[] value);
    }

    /** Entries of channels; what IBC v2 keeps under the same first word is left aside. */
    private static void walk(IbcContext ctx, String kind, int words, Visitor visitor) {
        byte[] prefix = (kind + "/ports/").getBytes(UTF_8);
        ctx.store().ascend(prefix, PrefixedStore.after(prefix), (key, value) -> {
            String[] path = new String(key, UTF_8).split("/", -1);
            if (path.length == words) {
                visitor.visit(path, value);
            }
            return true;
        });
    }
}
