package dev.orrery.ibc.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.PrefixedStore;
import dev.orrery.ibc.host.Counter;
import dev.orrery.ibc.host.HostError;
import dev.orrery.ibc.host.PathsV1;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.channel.v1.IdentifiedChannel;
import dev.orrery.proto.ibc.core.channel.v1.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Channels as they are stored. ibc-go 04-channel keeper/keeper.go. */
public final class ChannelKeeper {
    private static final Counter NEXT_CHANNEL = new Counter(PathsV1.NEXT_CHANNEL);

    /** Puts down where counting begins. */
    public void initialize(IbcContext ctx, long nextChannel) {
        NEXT_CHANNEL.set(ctx, nextChannel);
    }

    /** The number of the next channel. */
    public long nextChannel(IbcContext ctx) {
        return NEXT_CHANNEL.get(ctx).orElse(0);
    }

    String newId(IbcContext ctx) {
        return "channel-" + Long.toUnsignedString(NEXT_CHANNEL.next(ctx));
    }

    public boolean has(IbcContext ctx, String port, String id) {
        return ctx.store().has(PathsV1.channel(port, id));
    }

    public Optional<Channel> get(IbcContext ctx, String port, String id) {
        return ctx.store().get(PathsV1.channel(port, id)).map(ChannelKeeper::decode);
    }

    /** A channel that must be there. */
    public Channel require(IbcContext ctx, String port, String id) {
        return get(ctx, port, id)
                .orElseThrow(
                        () -> ChannelError.CHANNEL_NOT_FOUND.failure("port ID (" + port + ") channel ID (" + id + ")"));
    }

    /** A channel that must be open. */
    public static Channel requireOpen(Channel channel) {
        if (channel.getState() != State.STATE_OPEN) {
            throw ChannelError.INVALID_CHANNEL_STATE.failure("channel is not OPEN (got " + channel.getState() + ")");
        }
        return channel;
    }

    public void set(IbcContext ctx, String port, String id, Channel channel) {
        ctx.store().set(PathsV1.channel(port, id), channel.toByteArray());
    }

    /** Where counting begins on both sides of a new channel. */
    void startSequences(IbcContext ctx, String port, String id) {
        nextSend(port, id).set(ctx, 1);
        nextReceive(port, id).set(ctx, 1);
        nextAcknowledge(port, id).set(ctx, 1);
    }

    public static Counter nextSend(String port, String id) {
        return new Counter(PathsV1.nextSequenceSend(port, id));
    }

    public static Counter nextReceive(String port, String id) {
        return new Counter(PathsV1.nextSequenceReceive(port, id));
    }

    public static Counter nextAcknowledge(String port, String id) {
        return new Counter(PathsV1.nextSequenceAcknowledge(port, id));
    }

    /**
     * The channels of all ports that begin with a prefix. Reads no others: what it costs grows with the channels of these ports, not
     * with those of the chain.
     */
    public List<IdentifiedChannel> ofPorts(IbcContext ctx, String portPrefix) {
        byte[] prefix = PathsV1.channelsOfPorts(portPrefix.isBlank() ? "" : portPrefix);
        List<IdentifiedChannel> found = new ArrayList<>();
        ctx.store().ascend(prefix, PrefixedStore.after(prefix), (key, value) -> {
            found.add(identified(key, value));
            return true;
        });
        return found;
    }

    /** A stored channel with its names, which are in its key: {@code channelEnds/ports/P/channels/C}, or what follows a prefix. */
    public static IdentifiedChannel identified(byte[] key, byte[] value) {
        String[] words = new String(key, UTF_8).split("/", -1);
        if (words.length < 5 || !words[1].equals("ports") || !words[3].equals("channels")) {
            throw HostError.INVALID_PATH.failure("cannot parse channel path " + new String(key, UTF_8));
        }
        Channel channel = decode(value);
        return IdentifiedChannel.newBuilder()
                .setState(channel.getState())
                .setOrdering(channel.getOrdering())
                .setCounterparty(channel.getCounterparty())
                .addAllConnectionHops(channel.getConnectionHopsList())
                .setVersion(channel.getVersion())
                .setPortId(words[2])
                .setChannelId(words[4])
                .build();
    }

    private static Channel decode(byte[] stored) {
        try {
            return Channel.parseFrom(stored);
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("stored channel", broken);
        }
    }
}
