package dev.orrery.ibc.callbacks;

/**
 * What callbacks need to know of an application's packet.
 *
 * @param sender as the packet spells it
 * @param version of the application's channel
 */
public record CallbackPacket(String sender, String memo, String version) {}
