package dev.orrery.relayer;

import dev.orrery.relayer.client.LightClients;
import dev.orrery.relayer.link.ChannelSteps;
import dev.orrery.relayer.link.Channels;
import dev.orrery.relayer.link.ClientLink.Paired;
import dev.orrery.relayer.link.ConnectionLink.Connected;
import dev.orrery.relayer.link.Linker;
import dev.orrery.relayer.link.Side;
import dev.orrery.relayer.node.NodeException;
import dev.orrery.relayer.packet.Lanes;
import dev.orrery.relayer.packet.PacketLogs;
import dev.orrery.relayer.packet.PacketSteps;
import dev.orrery.relayer.work.Delivery;
import dev.orrery.relayer.work.End;
import dev.orrery.relayer.work.Patience;
import dev.orrery.relayer.work.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two chains that are linked and looked at round by round, as long as both answer. One thread. */
final class Session implements AutoCloseable {
    /** How often it is looked whether a client is about to expire. */
    private static final Duration CLIENT_CHECK = Duration.ofMinutes(1);

    private final RelayerSettings settings;
    private final Progress progress;
    private final End a;
    private final End b;
    private final Delivery toA;
    private final Delivery toB;
    private final PacketLogs logsOfA;
    private final PacketLogs logsOfB;
    private Optional<Connected> connected = Optional.empty();
    private Optional<Paired> paired = Optional.empty();
    private boolean announced;
    private Instant clientsChecked = Instant.MIN;

    private Session(RelayerSettings settings, Progress progress, Patience patience, End a, End b) {
        this.settings = settings;
        this.progress = progress;
        this.a = a;
        this.b = b;
        this.toA = new Delivery(a, new LightClients(a)::update, patience, progress);
        this.toB = new Delivery(b, new LightClients(b)::update, patience, progress);
        this.logsOfA = PacketLogs.of(a.node());
        this.logsOfB = PacketLogs.of(b.node());
    }

    /** @throws NodeException if a node doesn't answer, or both are of one chain */
    static Session open(RelayerSettings settings, Progress progress, Patience patience) {
        End a = End.open(settings.a());
        try {
            End b = End.open(settings.b());
            if (a.chainId().equals(b.chainId())) {
                b.close();
                throw new NodeException(
                        NodeException.Kind.REFUSED, "both nodes are of " + a.chainId() + ": give one another chain id");
            }
            return new Session(settings, progress, patience, a, b);
        } catch (NodeException e) {
            a.close();
            throw e;
        }
    }

    /** @throws NodeException if they can't be linked */
    void link() {
        Linker linker = new Linker(a, b, toA, toB);
        if (settings.overChannels()) {
            connected = Optional.of(linker.connection());
        }
        if (settings.betweenClients()) {
            paired = Optional.of(linker.clients());
        }
    }

    /** The newest heights: as long as they stay, there is nothing new to see. */
    List<Long> heights() {
        return List.of(a.height(), b.height());
    }

    /**
     * What became of what had to be done.
     *
     * @param left what a chain refused, now or lately
     */
    record Round(int done, int left) {}

    /** Looks at both chains once, and does what follows. */
    Round round() {
        Side sideA = Side.of(a);
        Side sideB = Side.of(b);
        List<Work> forA = new ArrayList<>();
        List<Work> forB = new ArrayList<>();
        boolean open = true;
        if (connected.isPresent()) {
            open = overChannels(connected.get(), sideA, sideB, forA, forB);
        }
        paired.ifPresent(pair -> betweenClients(pair, sideA, sideB, forA, forB));
        keepClients(sideA, sideB, forA, forB);
        int done = toA.deliver(forA, sideB.view()) + toB.deliver(forB, sideA.view());
        if (open && !announced) {
            announced = true;
            progress.ready(description());
        }
        return new Round(done, forA.size() + forB.size() - done);
    }

    /** Returns whether all channels that are wanted are open. */
    private boolean overChannels(Connected link, Side sideA, Side sideB, List<Work> forA, List<Work> forB) {
        Channels ofA = Channels.of(sideA, link.a(), link.clientOfA());
        Channels ofB = Channels.of(sideB, link.b(), link.clientOfB());
        ChannelSteps stepsOfA = new ChannelSteps(ofA, ofB);
        packets(
                Lanes.overChannels(ofA, ofB, logsOfA, logsOfB),
                Lanes.overChannels(ofB, ofA, logsOfB, logsOfA),
                forA,
                forB);
        // After the packets: a channel that closes takes no acknowledgements any more.
        forA.addAll(stepsOfA.begin(settings.channels()));
        forA.addAll(stepsOfA.next());
        forB.addAll(new ChannelSteps(ofB, ofA).next());
        return stepsOfA.areOpen(settings.channels());
    }

    private void betweenClients(Paired pair, Side sideA, Side sideB, List<Work> forA, List<Work> forB) {
        packets(
                Lanes.betweenClients(sideA, pair.clientOfA(), sideB, pair.clientOfB(), logsOfA, logsOfB),
                Lanes.betweenClients(sideB, pair.clientOfB(), sideA, pair.clientOfA(), logsOfB, logsOfA),
                forA,
                forB);
    }

    /** What is received comes first: a timeout may close the channel. */
    private static void packets(PacketSteps fromA, PacketSteps fromB, List<Work> forA, List<Work> forB) {
        forA.addAll(fromB.forDestination());
        forA.addAll(fromA.forSource());
        forB.addAll(fromA.forDestination());
        forB.addAll(fromB.forSource());
    }

    /** Clients that nobody updates expire, and a link with them. */
    private void keepClients(Side sideA, Side sideB, List<Work> forA, List<Work> forB) {
        Instant now = sideA.view().time();
        if (now.isBefore(clientsChecked)) {
            return;
        }
        clientsChecked = now.plus(CLIENT_CHECK);
        connected.ifPresent(link -> {
            refresh(link.clientOfA(), sideA, sideB, forA);
            refresh(link.clientOfB(), sideB, sideA, forB);
        });
        paired.ifPresent(link -> {
            refresh(link.clientOfA(), sideA, sideB, forA);
            refresh(link.clientOfB(), sideB, sideA, forB);
        });
    }

    private static void refresh(String client, Side here, Side there, List<Work> works) {
        if (here.clients().isGettingOld(client, here.view(), there.view())) {
            here.clients()
                    .update(client, there.view())
                    .ifPresent(update -> works.add(new Work("refreshed " + client, update, Work.NO_CLIENT)));
        }
    }

    private String description() {
        List<String> links = new ArrayList<>();
        connected.ifPresent(link -> links.add(link.a() + " = " + link.b()));
        paired.ifPresent(link -> links.add(link.clientOfA() + " = " + link.clientOfB()));
        return a.chainId() + " = " + b.chainId() + " (" + String.join(", ", links) + ")";
    }

    @Override
    public void close() {
        a.close();
        b.close();
    }
}
