package dev.orrery.ibc.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Keys of packets between clients. ibc-go 24-host/v2, 04-channel/v2 types/keys.go, 02-client/v2 types/keys.go. */
public final class PathsV2 {
    private static final byte COMMITMENT = 1;
    private static final byte RECEIPT = 2;
    private static final byte ACKNOWLEDGEMENT = 3;

    private PathsV2() {}

    public static byte[] commitment(String client, long sequence) {
        return ofPacket(client, COMMITMENT, sequence);
    }

    public static byte[] receipt(String client, long sequence) {
        return ofPacket(client, RECEIPT, sequence);
    }

    public static byte[] acknowledgement(String client, long sequence) {
        return ofPacket(client, ACKNOWLEDGEMENT, sequence);
    }

    /** What the keys of a client's commitments begin with. */
    public static byte[] commitments(String client) {
        return prefix(client, COMMITMENT);
    }

    /** What the keys of a client's acknowledgements begin with. */
    public static byte[] acknowledgements(String client) {
        return prefix(client, ACKNOWLEDGEMENT);
    }

    /** What the keys of a client's receipts begin with. */
    public static byte[] receipts(String client) {
        return prefix(client, RECEIPT);
    }

    /** What the keys of packets begin with that a client's applications will acknowledge later. */
    public static byte[] asyncPackets(String client) {
        return (client + ASYNC).getBytes(UTF_8);
    }

    public static byte[] nextSequenceSend(String client) {
        return ("nextSequenceSend/" + client).getBytes(UTF_8);
    }

    /** Within a client's own store. */
    public static byte[] counterparty() {
        return "counterparty".getBytes(UTF_8);
    }

    /** Within a client's own store. */
    public static byte[] config() {
        return "config".getBytes(UTF_8);
    }

    /** A packet that its application will acknowledge later. ibc-go 04-channel/v2 types/keys.go: AsyncPacketKey. */
    public static byte[] asyncPacket(String client, long sequence) {
        return join(asyncPackets(client), sequence);
    }

    private static final String ASYNC = "async_packet";

    private static byte[] prefix(String client, byte kind) {
        byte[] name = client.getBytes(UTF_8);
        return ByteBuffer.allocate(name.length + 1).put(name).put(kind).array();
    }

    private static byte[] ofPacket(String client, byte kind, long sequence) {
        return join(prefix(client, kind), sequence);
    }

    private static byte[] join(byte[] prefix, long sequence) {
        return ByteBuffer.allocate(prefix.length + Long.BYTES)
                .put(prefix)
                .putLong(sequence)
                .array();
    }
}
