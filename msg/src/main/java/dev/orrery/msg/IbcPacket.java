package dev.orrery.msg;

/** A packet of IBC v1. The sequence is unsigned. */
public record IbcPacket(Bytes data, IbcEndpoint src, IbcEndpoint dest, long sequence, IbcTimeout timeout) {}
