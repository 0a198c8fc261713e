package dev.orrery.ibc.callbacks;

import dev.orrery.ibc.IbcContext;
import java.util.Optional;

/** Reads an application's packets for callbacks. ibc-go 05-port types/module.go: PacketDataUnmarshaler. */
@FunctionalInterface
public interface CallbackReader {
    /** Empty if it is no packet of the application. */
    Optional<CallbackPacket> read(IbcContext ctx, String port, String channel, byte[] data);
}
