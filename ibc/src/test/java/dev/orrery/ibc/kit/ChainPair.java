package dev.orrery.ibc.kit;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcEvent;
import dev.orrery.ibc.core.IbcCore;
import dev.orrery.ibc.port.IbcModule;
import dev.orrery.ibc.v2.PayloadRouter;
import dev.orrery.proto.ibc.core.channel.v1.MsgAcknowledgement;
import dev.orrery.proto.ibc.core.channel.v1.MsgRecvPacket;
import dev.orrery.proto.ibc.core.channel.v1.MsgTimeout;
import dev.orrery.proto.ibc.core.channel.v1.MsgTimeoutOnClose;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import dev.orrery.proto.ibc.core.client.v1.MsgCreateClient;
import dev.orrery.proto.ibc.core.client.v1.MsgCreateClientResponse;
import dev.orrery.proto.ibc.core.client.v1.MsgUpdateClient;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Two chains, a client of each on the other, and a relayer's hands. */
public final class ChainPair {
    public static final String RELAYER = "relayer";
    public static final ByteString PROOF = ByteString.copyFrom(LookingClient.PROOF);

    /** One chain of the two, and its client of the other. */
    public static final class Side {
        private final TestChain chain;
        private final String client;
        private String connection = "";

        private Side(TestChain chain, String client) {
            this.chain = chain;
            this.client = client;
        }

        public TestChain chain() {
            return chain;
        }

        public String client() {
            return client;
        }

        public String connection() {
            return connection;
        }

        void connect(String name) {
            connection = name;
        }
    }

    private final Side a;
    private final Side b;
    private final Handshakes handshakes = new Handshakes(this);

    /** @param applications of each chain */
    public ChainPair(Function<IbcCore, Map<String, IbcModule>> applications) {
        this(applications, applications);
    }

    public ChainPair(
            Function<IbcCore, Map<String, IbcModule>> applicationsOfA,
            Function<IbcCore, Map<String, IbcModule>> applicationsOfB) {
        this(applicationsOfA, applicationsOfB, new PayloadRouter(Map.of(), Map.of()));
    }

    /** @param payloads the applications of both chains that packets between clients are for */
    public ChainPair(
            Function<IbcCore, Map<String, IbcModule>> applicationsOfA,
            Function<IbcCore, Map<String, IbcModule>> applicationsOfB,
            PayloadRouter payloads) {
        TestChain[] chains = new TestChain[2];
        LookingClient atA = new LookingClient(height -> chains[1].at(height));
        LookingClient atB = new LookingClient(height -> chains[0].at(height));
        chains[0] = new TestChain("alpha-1", List.of(atA.kind()), applicationsOfA, payloads);
        chains[1] = new TestChain("beta-4", List.of(atB.kind()), applicationsOfB, payloads);
        a = new Side(chains[0], create(chains[0], chains[1]));
        b = new Side(chains[1], create(chains[1], chains[0]));
    }

    private static String create(TestChain on, TestChain of) {
        return ((MsgCreateClientResponse) on.deliver(creation(of))).getClientId();
    }

    private static MsgCreateClient creation(TestChain of) {
        Height height = of.clock().height();
        return MsgCreateClient.newBuilder()
                .setClientState(LookingClient.message("ClientState", height))
                .setConsensusState(LookingClient.message("ConsensusState", height))
                .setSigner(RELAYER)
                .build();
    }

    /** A message that begins one more client of the other chain. */
    public MsgCreateClient creation(Side on) {
        return creation(other(on).chain());
    }

    public String createClient(Side on) {
        return create(on.chain(), other(on).chain());
    }

    /** A message for a side's client, {@code Header} or {@code Misbehaviour}. */
    public MsgUpdateClient message(Side side, String kind) {
        return MsgUpdateClient.newBuilder()
                .setClientId(side.client())
                .setClientMessage(
                        LookingClient.message(kind, other(side).chain().clock().height()))
                .setSigner(RELAYER)
                .build();
    }

    public Side a() {
        return a;
    }

    public Side b() {
        return b;
    }

    public Side other(Side side) {
        return side == a ? b : a;
    }

    /** Says which connection new channels go over. */
    public void connected(String atA, String atB) {
        a.connect(atA);
        b.connect(atB);
    }

    public Handshakes handshakes() {
        return handshakes;
    }

    /** Brings a side's client to where the other chain is. Returns that height, for proofs. */
    public dev.orrery.proto.ibc.core.client.v1.Height update(Side side) {
        Height height = other(side).chain().clock().height();
        side.chain().deliver(message(side, "Header"));
        return LookingClient.proto(height);
    }

    /** Sends a packet that its chain lets through for an hour of blocks. */
    public Packet send(Side from, String port, String channel, byte[] data) {
        long limit = other(from).chain().clock().nanos() + 3600 * TestChain.SECOND;
        return send(from, port, channel, Height.ZERO, limit, data);
    }

    public Packet send(Side from, String port, String channel, Height timeout, long timeoutNanos, byte[] data) {
        from.chain().transact(ctx -> from.chain().core().send(ctx, port, channel, timeout, timeoutNanos, data));
        return packet(from.chain().event("send_packet").orElseThrow());
    }

    /** The packet that an event tells of, as a relayer reads it. */
    public static Packet packet(IbcEvent event) {
        Packet.Builder packet = Packet.newBuilder();
        for (IbcEvent.Attribute attribute : event.attributes()) {
            String value = attribute.value();
            switch (attribute.key()) {
                case "packet_data_hex" ->
                    packet.setData(ByteString.copyFrom(HexFormat.of().parseHex(value)));
                case "packet_timeout_height" ->
                    packet.setTimeoutHeight(dev.orrery.proto.ibc.core.client.v1.Height.newBuilder()
                            .setRevisionNumber(Long.parseUnsignedLong(value.substring(0, value.indexOf('-'))))
                            .setRevisionHeight(Long.parseUnsignedLong(value.substring(value.indexOf('-') + 1))));
                case "packet_timeout_timestamp" -> packet.setTimeoutTimestamp(Long.parseUnsignedLong(value));
                case "packet_sequence" -> packet.setSequence(Long.parseUnsignedLong(value));
                case "packet_src_port" -> packet.setSourcePort(value);
                case "packet_src_channel" -> packet.setSourceChannel(value);
                case "packet_dst_port" -> packet.setDestinationPort(value);
                case "packet_dst_channel" -> packet.setDestinationChannel(value);
                default -> {}
            }
        }
        return packet.build();
    }

    /** The acknowledgement that was written in the last message, if one was. */
    public static Optional<byte[]> acknowledgement(TestChain chain) {
        return chain.event("write_acknowledgement").stream()
                .flatMap(event -> event.attributes().stream())
                .filter(attribute -> attribute.key().equals("packet_ack_hex"))
                .map(attribute -> HexFormat.of().parseHex(attribute.value()))
                .findFirst();
    }

    /** A message that gives a side a packet, with a proof. */
    public MsgRecvPacket receive(Side to, Packet packet) {
        return MsgRecvPacket.newBuilder()
                .setPacket(packet)
                .setProofCommitment(PROOF)
                .setProofHeight(update(to))
                .setSigner(RELAYER)
                .build();
    }

    public MsgAcknowledgement acknowledge(Side to, Packet packet, byte[] acknowledgement) {
        return MsgAcknowledgement.newBuilder()
                .setPacket(packet)
                .setAcknowledgement(ByteString.copyFrom(acknowledgement))
                .setProofAcked(PROOF)
                .setProofHeight(update(to))
                .setSigner(RELAYER)
                .build();
    }

    public MsgTimeout timeout(Side to, Packet packet, long nextReceive) {
        return MsgTimeout.newBuilder()
                .setPacket(packet)
                .setProofUnreceived(PROOF)
                .setProofHeight(update(to))
                .setNextSequenceRecv(nextReceive)
                .setSigner(RELAYER)
                .build();
    }

    /** The same where the other end of the channel is closed, whether or not the packet is late. */
    public MsgTimeoutOnClose timeoutOnClose(Side to, Packet packet, long nextReceive) {
        return MsgTimeoutOnClose.newBuilder()
                .setPacket(packet)
                .setProofUnreceived(PROOF)
                .setProofClose(PROOF)
                .setProofHeight(update(to))
                .setNextSequenceRecv(nextReceive)
                .setSigner(RELAYER)
                .build();
    }

    /** Opens a connection and a channel between two ports. Returns the names of the channel's ends. */
    public List<String> open(String portOfA, String portOfB, Order order, String version) {
        handshakes.connect();
        return handshakes.open(portOfA, portOfB, order, version);
    }

    public static IbcContext look(Side side) {
        return side.chain().context();
    }
}
