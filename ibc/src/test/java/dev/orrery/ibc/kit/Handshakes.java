package dev.orrery.ibc.kit;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.IbcEvent;
import dev.orrery.ibc.connection.Versions;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelCloseConfirm;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelCloseInit;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenAck;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenConfirm;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenInit;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenInitResponse;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenTry;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenTryResponse;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.State;
import dev.orrery.proto.ibc.core.connection.v1.Counterparty;
import dev.orrery.proto.ibc.core.connection.v1.MsgConnectionOpenAck;
import dev.orrery.proto.ibc.core.connection.v1.MsgConnectionOpenConfirm;
import dev.orrery.proto.ibc.core.connection.v1.MsgConnectionOpenInit;
import dev.orrery.proto.ibc.core.connection.v1.MsgConnectionOpenTry;
import java.util.List;

/** The steps of handshakes as a relayer submits them, from a to b, and whole handshakes. */
public final class Handshakes {
    private final ChainPair pair;

    Handshakes(ChainPair pair) {
        this.pair = pair;
    }

    public MsgConnectionOpenInit connectionInit() {
        return MsgConnectionOpenInit.newBuilder()
                .setClientId(pair.a().client())
                .setCounterparty(counterparty(pair.b().client(), ""))
                .setSigner(ChainPair.RELAYER)
                .build();
    }

    static Counterparty counterparty(String client, String connection) {
        Counterparty.Builder counterparty =
                Counterparty.newBuilder().setClientId(client).setConnectionId(connection);
        counterparty.getPrefixBuilder().setKeyPrefix(ByteString.copyFromUtf8("ibc"));
        return counterparty.build();
    }

    public MsgConnectionOpenTry connectionTry(String idAtA) {
        return MsgConnectionOpenTry.newBuilder()
                .setClientId(pair.b().client())
                .setCounterparty(counterparty(pair.a().client(), idAtA))
                .addAllCounterpartyVersions(Versions.SUPPORTED)
                .setProofInit(ChainPair.PROOF)
                .setProofHeight(pair.update(pair.b()))
                .setSigner(ChainPair.RELAYER)
                .build();
    }

    public MsgConnectionOpenAck connectionAck(String idAtA, String idAtB) {
        return MsgConnectionOpenAck.newBuilder()
                .setConnectionId(idAtA)
                .setCounterpartyConnectionId(idAtB)
                .setVersion(Versions.SUPPORTED.getFirst())
                .setProofTry(ChainPair.PROOF)
                .setProofHeight(pair.update(pair.a()))
                .setSigner(ChainPair.RELAYER)
                .build();
    }

    public MsgConnectionOpenConfirm connectionConfirm(String idAtB) {
        return MsgConnectionOpenConfirm.newBuilder()
                .setConnectionId(idAtB)
                .setProofAck(ChainPair.PROOF)
                .setProofHeight(pair.update(pair.b()))
                .setSigner(ChainPair.RELAYER)
                .build();
    }

    public void connect() {
        pair.a().chain().deliver(connectionInit());
        String atA = attribute(pair.a(), "connection_open_init", "connection_id");
        pair.b().chain().deliver(connectionTry(atA));
        String atB = attribute(pair.b(), "connection_open_try", "connection_id");
        pair.a().chain().deliver(connectionAck(atA, atB));
        pair.b().chain().deliver(connectionConfirm(atB));
        pair.a().connect(atA);
        pair.b().connect(atB);
    }

    public static String attribute(ChainPair.Side side, String type, String key) {
        return side.chain().event(type).orElseThrow().attributes().stream()
                .filter(attribute -> attribute.key().equals(key))
                .map(IbcEvent.Attribute::value)
                .findFirst()
                .orElseThrow();
    }

    public MsgChannelOpenInit channelInit(String port, String counterpartyPort, Order order, String version) {
        return MsgChannelOpenInit.newBuilder()
                .setPortId(port)
                .setChannel(channel(
                        State.STATE_INIT, order, counterpartyPort, "", pair.a().connection(), version))
                .setSigner(ChainPair.RELAYER)
                .build();
    }

    private static Channel channel(
            State state, Order order, String port, String channel, String connection, String version) {
        Channel.Builder end = Channel.newBuilder()
                .setState(state)
                .setOrdering(order)
                .addConnectionHops(connection)
                .setVersion(version);
        end.getCounterpartyBuilder().setPortId(port).setChannelId(channel);
        return end.build();
    }

    public MsgChannelOpenTry channelTry(
            String port, String counterpartyPort, String idAtA, Order order, String counterpartyVersion) {
        return MsgChannelOpenTry.newBuilder()
                .setPortId(port)
                .setChannel(channel(
                        State.STATE_TRYOPEN,
                        order,
                        counterpartyPort,
                        idAtA,
                        pair.b().connection(),
                        ""))
                .setCounterpartyVersion(counterpartyVersion)
                .setProofInit(ChainPair.PROOF)
                .setProofHeight(pair.update(pair.b()))
                .setSigner(ChainPair.RELAYER)
                .build();
    }

    public MsgChannelOpenAck channelAck(String port, String idAtA, String idAtB, String version) {
        return MsgChannelOpenAck.newBuilder()
                .setPortId(port)
                .setChannelId(idAtA)
                .setCounterpartyChannelId(idAtB)
                .setCounterpartyVersion(version)
                .setProofTry(ChainPair.PROOF)
                .setProofHeight(pair.update(pair.a()))
                .setSigner(ChainPair.RELAYER)
                .build();
    }

    public MsgChannelOpenConfirm channelConfirm(String port, String idAtB) {
        return MsgChannelOpenConfirm.newBuilder()
                .setPortId(port)
                .setChannelId(idAtB)
                .setProofAck(ChainPair.PROOF)
                .setProofHeight(pair.update(pair.b()))
                .setSigner(ChainPair.RELAYER)
                .build();
    }

    /** Opens a channel over the connection. Returns the names of its ends. */
    public List<String> open(String portOfA, String portOfB, Order order, String version) {
        MsgChannelOpenInitResponse init =
                (MsgChannelOpenInitResponse) pair.a().chain().deliver(channelInit(portOfA, portOfB, order, version));
        MsgChannelOpenTryResponse tried = (MsgChannelOpenTryResponse)
                pair.b().chain().deliver(channelTry(portOfB, portOfA, init.getChannelId(), order, init.getVersion()));
        pair.a().chain().deliver(channelAck(portOfA, init.getChannelId(), tried.getChannelId(), tried.getVersion()));
        pair.b().chain().deliver(channelConfirm(portOfB, tried.getChannelId()));
        return List.of(init.getChannelId(), tried.getChannelId());
    }

    public static MsgChannelCloseInit closeInit(String port, String channel) {
        return MsgChannelCloseInit.newBuilder()
                .setPortId(port)
                .setChannelId(channel)
                .setSigner(ChainPair.RELAYER)
                .build();
    }

    public MsgChannelCloseConfirm closeConfirm(ChainPair.Side side, String port, String channel) {
        return MsgChannelCloseConfirm.newBuilder()
                .setPortId(port)
                .setChannelId(channel)
                .setProofInit(ChainPair.PROOF)
                .setProofHeight(pair.update(side))
                .setSigner(ChainPair.RELAYER)
                .build();
    }
}
