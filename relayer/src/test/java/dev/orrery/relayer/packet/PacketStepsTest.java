package dev.orrery.relayer.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Empty;
import dev.orrery.relayer.node.Node;
import dev.orrery.relayer.node.View;
import dev.orrery.relayer.work.Work;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacketStepsTest {
    private final Node nobody = new Node(URI.create("http://127.0.0.1:1"));
    private final View destination = new View(nobody, "there-1", 10, Instant.EPOCH);
    private final ScriptedLane lane = new ScriptedLane();

    @AfterEach
    void close() {
        nobody.close();
    }

    private enum Fate {
        UNRECEIVED,
        LATE,
        RECEIVED,
        ACKNOWLEDGED,
        /** Sent, but the source doesn't find it yet. */
        UNKNOWN
    }

    /** A lane whose packets are as a test says. */
    private static final class ScriptedLane implements Lane {
        private final TreeMap<Long, Fate> packets = new TreeMap<>();
        private boolean ordered;
        private boolean open = true;
        private boolean closedThere;

        void put(long first, long last, Fate fate) {
            LongStream.rangeClosed(first, last).forEach(sequence -> packets.put(sequence, fate));
        }

        private List<Long> those(List<Long> sequences, Fate... fates) {
            return sequences.stream()
                    .filter(sequence -> List.of(fates).contains(packets.get(sequence)))
                    .toList();
        }

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public List<Long> pending() {
            return List.copyOf(packets.keySet());
        }

        @Override
        public List<Long> unreceived(List<Long> sequences) {
            return those(sequences, Fate.UNRECEIVED, Fate.LATE, Fate.UNKNOWN);
        }

        @Override
        public List<Long> acknowledged(List<Long> sequences) {
            return those(sequences, Fate.ACKNOWLEDGED);
        }

        @Override
        public Optional<Sent> sent(long sequence) {
            Fate fate = packets.get(sequence);
            return fate == Fate.UNKNOWN ? Optional.empty() : Optional.of(new Sent(sequence, fate, closedThere));
        }

        @Override
        public boolean isOrdered() {
            return ordered;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        record Sent(long sequence, Fate fate, boolean closedThere) implements SentPacket {
            private Work work(String what) {
                return new Work(what + " " + sequence, Empty.getDefaultInstance(), Work.NO_CLIENT);
            }

            @Override
            public boolean isLate(View destination) {
                return fate == Fate.LATE;
            }

            @Override
            public Work receive() {
                return work("receive");
            }

            @Override
            public Optional<Work> acknowledge() {
                return Optional.of(work("acknowledge"));
            }

            @Override
            public Work timeOut() {
                return work("time out");
            }

            @Override
            public Optional<Work> timeOutOnClose() {
                return closedThere ? Optional.of(work("give up")) : Optional.empty();
            }
        }
    }

    private void expect(List<String> forSource, List<String> forDestination) {
        PacketSteps steps = PacketSteps.of(lane, destination);
        assertEquals(forSource, steps.forSource().stream().map(Work::what).toList());
        assertEquals(
                forDestination, steps.forDestination().stream().map(Work::what).toList());
    }

    @Test
    void eachPacketGetsWhatComesNext() {
        lane.put(1, 1, Fate.ACKNOWLEDGED);
        lane.put(2, 2, Fate.RECEIVED);
        lane.put(3, 3, Fate.LATE);
        lane.put(4, 4, Fate.UNKNOWN);
        lane.put(5, 5, Fate.UNRECEIVED);
        expect(List.of("acknowledge 1", "time out 3"), List.of("receive 5"));
    }

    @Test
    void packetsThatWaitForTheirAnswerDoNotHideOthers() {
        lane.put(1, 250, Fate.RECEIVED);
        lane.put(251, 251, Fate.UNRECEIVED);
        lane.put(252, 252, Fate.ACKNOWLEDGED);
        expect(List.of("acknowledge 252"), List.of("receive 251"));
    }

    @Test
    void aRoundIsBounded() {
        lane.put(1, 1000, Fate.UNRECEIVED);
        assertEquals(100, PacketSteps.of(lane, destination).forDestination().size());
    }

    @Test
    void packetsWithOrderWaitForThoseBeforeThem() {
        lane.ordered = true;
        lane.put(1, 1, Fate.UNRECEIVED);
        lane.put(2, 2, Fate.UNKNOWN);
        lane.put(3, 3, Fate.UNRECEIVED);
        expect(List.of(), List.of("receive 1"));
        lane.put(1, 1, Fate.ACKNOWLEDGED);
        lane.put(2, 2, Fate.RECEIVED);
        lane.put(3, 3, Fate.ACKNOWLEDGED);
        lane.put(4, 4, Fate.UNRECEIVED);
        expect(List.of("acknowledge 1"), List.of("receive 4"));
    }

    @Test
    void nothingIsReceivedByAChannelThatIsClosed() {
        lane.open = false;
        lane.put(1, 2, Fate.UNRECEIVED);
        expect(List.of(), List.of());
        lane.closedThere = true;
        expect(List.of("give up 1", "give up 2"), List.of());
    }
}
