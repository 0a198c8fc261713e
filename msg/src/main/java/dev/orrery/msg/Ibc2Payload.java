package dev.orrery.msg;

/** One of the payloads of an IBC v2 packet. */
public record Ibc2Payload(String sourcePort, String destinationPort, String version, String encoding, Bytes value) {}
