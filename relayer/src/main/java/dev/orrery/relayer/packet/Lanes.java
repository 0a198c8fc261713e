package dev.orrery.relayer.packet;

import dev.orrery.proto.ibc.core.channel.v1.IdentifiedChannel;
import dev.orrery.proto.ibc.core.channel.v1.State;
import dev.orrery.relayer.link.Channels;
import dev.orrery.relayer.link.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What has to be done with all packets that leave one chain for the other. */
public final class Lanes {
    private Lanes() {}

    /** Over channels. */
    public static PacketSteps overChannels(Channels from, Channels to, PacketLogs fromLogs, PacketLogs toLogs) {
        List<PacketSteps> steps = new ArrayList<>();
        for (IdentifiedChannel source : from.ends()) {
            Optional<IdentifiedChannel> destination =
                    isOrWasOpen(source) ? to.counterpartOf(source).filter(Lanes::isOrWasOpen) : Optional.empty();
            destination
                    .map(end -> new ChannelLane(from, to, source, end, fromLogs, toLogs))
                    .map(lane -> PacketSteps.of(lane, to.side().view()))
                    .ifPresent(steps::add);
        }
        return joined(steps);
    }

    private static boolean isOrWasOpen(IdentifiedChannel end) {
        return end.getState() == State.STATE_OPEN || end.getState() == State.STATE_CLOSED;
    }

    /** Between two clients. */
    public static PacketSteps betweenClients(
            Side from, String source, Side to, String destination, PacketLogs fromLogs, PacketLogs toLogs) {
        return PacketSteps.of(new ClientLane(from, to, source, destination, fromLogs, toLogs), to.view());
    }

    private static PacketSteps joined(List<PacketSteps> steps) {
        return new PacketSteps(
                steps.stream().flatMap(each -> each.forSource().stream()).toList(),
                steps.stream().flatMap(each -> each.forDestination().stream()).toList());
    }
}
