package dev.orrery.server.relay;

import dev.orrery.relayer.Progress;
import dev.orrery.relayer.Relayer;
import dev.orrery.relayer.RelayerSettings;
import dev.orrery.relayer.link.ChannelRequest;
import dev.orrery.relayer.work.Access;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A relayer of a test, and what it said. */
final class Run implements Progress {
    private static final Duration POLL = Duration.ofMillis(20);

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final Relayer relayer;

    private Run(URI a, URI b, List<ChannelRequest> channels, boolean v2) {
        relayer = new Relayer(new RelayerSettings(access(a), access(b), channels, !v2, v2, POLL), this);
    }

    private static Access access(URI rpc) {
        return new Access(rpc, UserChain.RELAYER_WORDS, Optional.empty());
    }

    static Run over(UserChain a, UserChain b, ChannelRequest... channels) {
        return new Run(a.rpc(), b.rpc(), List.of(channels), false);
    }

    static Run betweenClients(UserChain a, UserChain b) {
        return new Run(a.rpc(), b.rpc(), List.of(), true);
    }

    /** Relays what waits. Returns what was refused. */
    List<String> once() throws InterruptedException {
        int left = relayer.runOnce();
        if (left == 0) {
            failures.clear();
        }
        return failures;
    }

    /** Relays on a thread of its own until that is interrupted. */
    Thread start() {
        return Thread.ofVirtual().start(() -> {
            try {
                relayer.run();
            } catch (InterruptedException e) {
                // That is how it ends.
            }
        });
    }

    /** What was done so far, each with its chain. */
    List<String> log() {
        return done;
    }

    @Override
    public void done(String chain, String what) {
        done.add(chain + " " + what);
    }

    @Override
    public void failed(String chain, String what, String why) {
        failures.add(chain + " " + what + ": " + why);
    }

    @Override
    public void ready(String link) {
        done.add("ready");
    }

    @Override
    public void troubled(String why) {
        failures.add(why);
        done.add("troubled");
    }
}
