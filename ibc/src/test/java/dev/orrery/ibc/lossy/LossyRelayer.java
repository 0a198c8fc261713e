package dev.orrery.ibc.lossy;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.kit.ChainPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** Loses, repeats, delays and reorders what it submits, lies now and then, and forgets everything when it is started again. */
final class LossyRelayer {
    private static final ByteString LIE = ByteString.copyFromUtf8("{\"result\":\"AQ==\"}");

    private final World world;
    private final Random random;
    private final List<Submission> inbox = new ArrayList<>();

    LossyRelayer(World world, Random random) {
        this.world = world;
        this.random = random;
    }

    /** Makes a message about a packet, be it the time for it or not. */
    void prepare(Sent sent) {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> inbox.add(receiving(sent));
            case 3, 4 -> inbox.add(timingOut(sent));
            case 5 -> {
                if (sent.lane() instanceof ChannelLane) {
                    inbox.add(acknowledging(sent, LIE));
                }
            }
            default -> sent.answer().ifPresent(answer -> inbox.add(acknowledging(sent, answer)));
        }
    }

    private Submission receiving(Sent sent) {
        return new Submission(world.pair().other(sent.from()), sent.lane().receive(sent), Optional.of(sent));
    }

    private static Submission timingOut(Sent sent) {
        return new Submission(sent.from(), sent.lane().timeout(sent), Optional.of(sent));
    }

    private static Submission acknowledging(Sent sent, ByteString answer) {
        return new Submission(sent.from(), sent.lane().acknowledge(sent, answer), Optional.of(sent));
    }

    /** Submits any message that was made, or loses it; some are kept to be submitted again. */
    void submit(Consumer<Submission> chains) {
        if (inbox.isEmpty()) {
            return;
        }
        int at = random.nextInt(inbox.size());
        Submission next = inbox.get(at);
        int fate = random.nextInt(10);
        if (fate < 8) {
            inbox.remove(at);
        }
        if (fate > 0) {
            chains.accept(next);
        }
    }

    /** Begins anew with what the chains say is left to be done. */
    void restart(List<Sent> log) {
        inbox.clear();
        for (Lane lane : world.lanes()) {
            for (ChainPair.Side from : world.sides()) {
                inbox.addAll(left(lane, from, log));
            }
        }
    }

    private List<Submission> left(Lane lane, ChainPair.Side from, List<Sent> log) {
        List<Long> pending = lane.pending(from);
        List<Long> unreceived = lane.unreceived(from, pending);
        List<Submission> left = new ArrayList<>();
        for (Sent sent : log) {
            if (!sent.lane().equals(lane) || !sent.from().equals(from) || !pending.contains(sent.sequence())) {
                continue;
            }
            if (unreceived.contains(sent.sequence())) {
                left.add(lane.isLate(sent) ? timingOut(sent) : receiving(sent));
            } else {
                sent.answer().ifPresent(answer -> left.add(acknowledging(sent, answer)));
            }
        }
        return left;
    }

    /** Works properly until nothing is left that it could do. */
    void finish(List<Sent> log, Consumer<Submission> chains) {
        int rounds = 0;
        do {
            restart(log);
            List.copyOf(inbox).forEach(chains);
            world.lanes().forEach(lane -> lane.closings().forEach(chains));
        } while (!inbox.isEmpty() && ++rounds < 10);
    }
}
