package dev.orrery.server.cli.remote;

import dev.orrery.relayer.Progress;
import dev.orrery.server.cli.CommandFailure;
import dev.orrery.server.grpc.Endpoint;
import dev.orrery.server.grpc.ListenAddress;
import io.grpc.InsecureServerCredentials;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** Tells people line by line what is relayed, and programs by gRPC health checks whether it is. */
final class RelayProgress implements Progress, AutoCloseable {
    private static final int NAME_COLUMN = 14;

    private final PrintWriter out;
    private final Optional<Endpoint> health;
    private String lastTrouble = "";

    private RelayProgress(PrintWriter out, Optional<Endpoint> health) {
        this.out = out;
        this.health = health;
    }

    /** @param address where health checks are answered, if anywhere */
    static RelayProgress open(PrintWriter out, Optional<String> address) {
        Optional<Endpoint> health = address.map(RelayProgress::listen);
        health.ifPresent(endpoint -> endpoint.announce(false));
        return new RelayProgress(out, health);
    }

    private static Endpoint listen(String address) {
        try {
            return Endpoint.listen(
                    ListenAddress.parse(address), InsecureServerCredentials.create(), List.of(), builder -> {});
        } catch (IllegalArgumentException | IOException e) {
            throw new CommandFailure("--health: " + e.getMessage(), e);
        }
    }

    @Override
    public void done(String chain, String what) {
        say(chain, what);
    }

    @Override
    public void failed(String chain, String what, String why) {
        say(chain, "refused: " + what + ": " + why);
    }

    @Override
    public void ready(String link) {
        lastTrouble = "";
        health.ifPresent(endpoint -> endpoint.announce(true));
        out.println("orrery relay: ready, " + link);
        out.flush();
    }

    /** Said once, however often it is tried. */
    @Override
    public void troubled(String why) {
        health.ifPresent(endpoint -> endpoint.announce(false));
        if (!why.equals(lastTrouble)) {
            out.println("orrery relay: " + why + "; trying again");
            out.flush();
            lastTrouble = why;
        }
    }

    private void say(String chain, String what) {
        out.println(chain + " ".repeat(Math.max(2, NAME_COLUMN - chain.length())) + what);
        out.flush();
    }

    @Override
    public void close() {
        health.ifPresent(Endpoint::close);
    }
}
