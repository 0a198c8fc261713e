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
    /** How many packets of a lane are asked about at once. */
    private static final int CHUNK = 100;

    /** How much is done for a lane in one round; the rest waits for the next. */
    private static final int MAX_STEPS = 100;

    /** @param destination by whose header it is decided what is late */
    static PacketSteps of(Lane lane, View destination) {
        Search search = new Search(lane, destination);
        List<Long> pending = lane.pending();
        // Any number of packets may wait for an answer that their receiver gives later: they must not hide the ones
        // behind them.
        for (int from = 0; from < pending.size() && search.steps() < MAX_STEPS; from += CHUNK) {
            search.look(pending.subList(from, Math.min(from + CHUNK, pending.size())));
        }
        return new PacketSteps(search.forSource, search.forDestination);
    }

    /** Goes over the packets of a lane in their order. One thread. */
    private static final class Search {
        private final Lane lane;
        private final View destination;
        private final List<Work> forSource = new ArrayList<>();
        private final List<Work> forDestination = new ArrayList<>();
        private boolean canReceive;
        private boolean canAcknowledge = true;

        Search(Lane lane, View destination) {
            this.lane = lane;
            this.destination = destination;
            this.canReceive = lane.isOpen();
        }

        int steps() {
            return forSource.size() + forDestination.size();
        }

        void look(List<Long> sequences) {
            Set<Long> unreceived = new HashSet<>(lane.unreceived(sequences));
            Set<Long> acknowledged = new HashSet<>(lane.acknowledged(sequences.stream()
                    .filter(each -> !unreceived.contains(each))
                    .toList()));
            for (long sequence : sequences) {
                if (unreceived.contains(sequence)) {
                    unreceived(sequence);
                } else {
                    received(sequence, acknowledged.contains(sequence));
                }
            }
        }

        private void unreceived(long sequence) {
            Optional<? extends Lane.SentPacket> packet = lane.sent(sequence);
            Optional<Work> end = packet.flatMap(sent -> end(sent, destination));
            end.ifPresent(forSource::add);
            if (packet.isPresent() && end.isEmpty() && canReceive) {
                forDestination.add(packet.get().receive());
            } else {
                // Nothing behind it can be received before it.
                canReceive &= !lane.isOrdered();
            }
        }

        private void received(long sequence, boolean acknowledged) {
            Optional<Work> answer = acknowledged && canAcknowledge
                    ? lane.sent(sequence).flatMap(Lane.SentPacket::acknowledge)
                    : Optional.empty();
            answer.ifPresent(forSource::add);
            // Nor is an answer taken before that of the packet before it.
            canAcknowledge &= answer.isPresent() || !lane.isOrdered();
        }
    }

    private static Optional<Work> end(Lane.SentPacket packet, View destination) {
        return packet.isLate(destination) ? Optional.of(packet.timeOut()) : packet.timeOutOnClose();
    }
}
