package dev.orrery.relayer;

import dev.orrery.relayer.link.ChannelRequest;
import dev.orrery.relayer.work.Access;
import java.time.Duration;
import java.util.List;

/**
 * What is relayed.
 *
 * @param channels that shall be there, over a connection between the chains; all others over it are relayed too
 * @param overChannels whether there shall be a connection
 * @param betweenClients whether the chains shall be linked client to client, as IBC v2 has it
 * @param poll how long to wait before looking at the chains again, when there was nothing to do
 */
public record RelayerSettings(
        Access a,
        Access b,
        List<ChannelRequest> channels,
        boolean overChannels,
        boolean betweenClients,
        Duration poll) {
    public RelayerSettings {
        channels = List.copyOf(channels);
    }
}
