package dev.orrery.relayer.packet;

import dev.orrery.relayer.node.View;
import dev.orrery.relayer.work.Work;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What has to be done with the packets of one lane.
 *
 * @param forSource acknowledgements and timeouts
 * @param forDestination packets
 */
public record PacketSteps(List<Work> forSource, List<Work> forDestination) {
    /** How many packets of a lane are looked at in one round; the others wait for the next. */
    private static final int MAX_PACKETS = 100;

    /** @param destination by whose header it is decided what is late */
    static PacketSteps of(Lane lane, View destination) {
        List<Long> pending = lane.pending();
        if (pending.isEmpty()) {
            return new PacketSteps(List.of(), List.of());
        }
        List<Long> looked = pending.subList(0, Math.min(MAX_PACKETS, pending.size()));
        Set<Long> unreceived = new HashSet<>(lane.unreceived(looked));
        Set<Long> acknowledged = new HashSet<>(lane.acknowledged(
                looked.stream().filter(each -> !unreceived.contains(each)).toList()));
        List<Work> forSource = new ArrayList<>();
        List<Work> forDestination = new ArrayList<>();
        boolean inOrder = true;
        for (long sequence : looked) {
            if (acknowledged.contains(sequence)) {
                lane.sent(sequence).flatMap(Lane.SentPacket::acknowledge).ifPresent(forSource::add);
            } else if (unreceived.contains(sequence)) {
                Optional<? extends Lane.SentPacket> packet = lane.sent(sequence);
                Optional<Work> end = packet.flatMap(sent -> end(sent, destination));
                end.ifPresent(forSource::add);
                if (packet.isPresent() && end.isEmpty() && lane.isOpen() && inOrder) {
                    forDestination.add(packet.get().receive());
                } else {
                    // Nothing behind it can be received before it.
                    inOrder = !lane.isOrdered();
                }
            }
        }
        return new PacketSteps(forSource, forDestination);
    }

    private static Optional<Work> end(Lane.SentPacket packet, View destination) {
        return packet.isLate(destination) ? Optional.of(packet.timeOut()) : packet.timeOutOnClose();
    }
}
