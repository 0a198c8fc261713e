package dev.orrery.ibc.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orrery.ibc.Height;

/** Keys of everything but IBC v2. Other chains prove things under them. ibc-go 24-host. */
public final class PathsV1 {
    public static final String CLIENTS = "clients";
    public static final String CONNECTIONS = "connections";
    public static final String CHANNEL_ENDS = "channelEnds";
    public static final String COMMITMENTS = "commitments";
    public static final String RECEIPTS = "receipts";
    public static final String ACKNOWLEDGEMENTS = "acks";
    public static final String NEXT_SEND = "nextSequenceSend";
    public static final String NEXT_RECEIVE = "nextSequenceRecv";
    public static final String NEXT_ACKNOWLEDGE = "nextSequenceAck";
    public static final String CLIENT_STATE = "clientState";
    public static final String CONSENSUS_STATES = "consensusStates";

    /** Counters of identifiers, and parameters: not proved by anybody, but under these keys all the same. */
    public static final byte[] NEXT_CLIENT = bytes("nextClientSequence");

    public static final byte[] NEXT_CONNECTION = bytes("nextConnectionSequence");
    public static final byte[] NEXT_CHANNEL = bytes("nextChannelSequence");
    public static final byte[] CLIENT_PARAMS = bytes("clientParams");
    public static final byte[] CONNECTION_PARAMS = bytes("connectionParams");

    private PathsV1() {}

    /** What the keys of a client's own store begin with. */
    public static byte[] client(String client) {
        return bytes(CLIENTS + "/" + client + "/");
    }

    /** Within a client's own store. */
    public static byte[] clientState() {
        return bytes(CLIENT_STATE);
    }

    /** Within a client's own store. */
    public static byte[] consensusState(Height height) {
        return bytes(CONSENSUS_STATES + "/" + height);
    }

    /** Within a client's own store: who created it. */
    public static byte[] creator() {
        return bytes("creator");
    }

    public static byte[] clientConnections(String client) {
        return bytes(CLIENTS + "/" + client + "/" + CONNECTIONS);
    }

    public static byte[] connection(String connection) {
        return bytes(CONNECTIONS + "/" + connection);
    }

    public static byte[] channel(String port, String channel) {
        return of(CHANNEL_ENDS, port, channel);
    }

    /** What the keys of channels of ports that begin with {@code portPrefix} begin with. */
    public static byte[] channelsOfPorts(String portPrefix) {
        return bytes(CHANNEL_ENDS + "/ports/" + portPrefix);
    }

    public static byte[] nextSequenceSend(String port, String channel) {
        return of(NEXT_SEND, port, channel);
    }

    public static byte[] nextSequenceReceive(String port, String channel) {
        return of(NEXT_RECEIVE, port, channel);
    }

    public static byte[] nextSequenceAcknowledge(String port, String channel) {
        return of(NEXT_ACKNOWLEDGE, port, channel);
    }

    public static byte[] commitment(String port, String channel, long sequence) {
        return ofPacket(COMMITMENTS, port, channel, sequence);
    }

    public static byte[] receipt(String port, String channel, long sequence) {
        return ofPacket(RECEIPTS, port, channel, sequence);
    }

    public static byte[] acknowledgement(String port, String channel, long sequence) {
        return ofPacket(ACKNOWLEDGEMENTS, port, channel, sequence);
    }

    /** What the keys of a channel's commitments begin with. */
    public static byte[] commitments(String port, String channel) {
        return bytes(COMMITMENTS + "/ports/" + port + "/channels/" + channel + "/sequences");
    }

    /** What the keys of a channel's acknowledgements begin with. */
    public static byte[] acknowledgements(String port, String channel) {
        return bytes(ACKNOWLEDGEMENTS + "/ports/" + port + "/channels/" + channel + "/sequences");
    }

    private static byte[] of(String kind, String port, String channel) {
        return bytes(kind + "/ports/" + port + "/channels/" + channel);
    }

    private static byte[] ofPacket(String kind, String port, String channel, long sequence) {
        return bytes(
                kind + "/ports/" + port + "/channels/" + channel + "/sequences/" + Long.toUnsignedString(sequence));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
