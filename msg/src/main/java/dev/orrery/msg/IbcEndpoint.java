package dev.orrery.msg;

/** One end of a channel. */
public record IbcEndpoint(String portId, String channelId) {}
