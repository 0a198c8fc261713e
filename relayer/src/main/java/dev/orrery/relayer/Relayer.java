package dev.orrery.relayer;

import dev.orrery.relayer.node.NodeException;
import dev.orrery.relayer.work.Patience;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Relays between two chains. Whatever fails, it looks at the chains anew: they say what is to be done. One thread, which blocks; an
 * interrupt ends it.
 */
public final class Relayer {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** How often in a row there must be nothing to do before all is done: indexes of nodes are a little behind. */
    private static final int QUIET_ROUNDS = 3;

    private final RelayerSettings settings;
    private final Progress progress;
    private final Patience patience = new Patience(InstantSource.system());

    public Relayer(RelayerSettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** Until the thread is interrupted. */
    public void run() throws InterruptedException {
        Duration pause = SHORTEST_PAUSE;
        while (true) {
            try (Session session = Session.open(settings, progress, patience)) {
                session.link();
                pause = SHORTEST_PAUSE;
                relay(session);
            } catch (NodeException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                progress.troubled(e.getMessage());
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void relay(Session session) throws InterruptedException {
        List<Long> seen = List.of();
        while (true) {
            List<Long> heights = session.heights();
            if (heights.equals(seen) && patience.failures() == 0) {
                Thread.sleep(settings.poll());
            } else if (session.round().done() > 0) {
                seen = List.of();
            } else {
                seen = heights;
                Thread.sleep(settings.poll());
            }
        }
    }

    /**
     * Links the chains and relays what waits, then ends.
     *
     * @return how many things a chain refused
     * @throws NodeException if a node doesn't answer or the chains can't be linked
     */
    public int runOnce() throws InterruptedException {
        try (Session session = Session.open(settings, progress, patience)) {
            session.link();
            int quiet = 0;
            while (true) {
                Session.Round round = session.round();
                quiet = round.done() > 0 ? 0 : quiet + 1;
                if (quiet == QUIET_ROUNDS) {
                    return round.left();
                }
                Thread.sleep(quiet == 0 ? Duration.ZERO : settings.poll());
            }
        }
    }
}
