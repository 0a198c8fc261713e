package dev.orrery.relayer.link;

import dev.orrery.relayer.client.LightClients;
import dev.orrery.relayer.link.ClientLink.Paired;
import dev.orrery.relayer.link.ConnectionLink.Connected;
import dev.orrery.relayer.node.NodeException;
import dev.orrery.relayer.work.Delivery;
import dev.orrery.relayer.work.End;
import dev.orrery.relayer.work.Work;
import java.util.Optional;

/**
 * Links two chains step by step; each step is decided by what the chains show, so that it can be interrupted anywhere.
 *
 * @param a the first chain
 * @param toA puts messages into its blocks
 */
public record Linker(End a, End b, Delivery toA, Delivery toB) {
    /** More steps than any link takes: somebody or something undoes them. */
    private static final int MAX_STEPS = 30;

    /** @throws NodeException if a chain refuses a step */
    public Connected connection() {
        for (int step = 0; step < MAX_STEPS; step++) {
            Side sideA = Side.of(a);
            Side sideB = Side.of(b);
            Optional<Connected> found = ConnectionLink.find(sideA, sideB);
            if (found.isPresent()) {
                return found.get();
            }
            Optional<Work> forA = ConnectionLink.nextStep(sideA, sideB);
            Optional<Work> forB = ConnectionLink.nextStep(sideB, sideA);
            if (forA.isPresent() || forB.isPresent()) {
                forA.ifPresent(work -> toA.deliverOrFail(work, sideB.view()));
                forB.ifPresent(work -> toB.deliverOrFail(work, sideA.view()));
            } else {
                begin(sideA, sideB);
            }
        }
        throw neverDone();
    }

    private void begin(Side sideA, Side sideB) {
        Optional<String> clientOfA = ownClient(sideA, sideB);
        Optional<String> clientOfB = ownClient(sideB, sideA);
        if (!haveBoth(sideA, sideB, clientOfA, clientOfB)) {
            return;
        }
        ConnectionLink.begin(sideA, sideB, clientOfA.orElseThrow(), clientOfB.orElseThrow())
                .ifPresent(work -> toA.deliverOrFail(work, sideB.view()));
    }

    private static Optional<String> ownClient(Side here, Side there) {
        return here.clients().named(here.view(), there.chainId()).stream()
                .filter(client -> here.clients().isSound(client, here.view(), there.view()))
                .filter(client -> here.clients().isOwn(client, here.view()))
                .map(LightClients.Client::id)
                .findFirst();
    }

    /** @throws NodeException if a chain refuses a step */
    public Paired clients() {
        for (int step = 0; step < MAX_STEPS; step++) {
            Side sideA = Side.of(a);
            Side sideB = Side.of(b);
            Optional<Paired> found = ClientLink.find(sideA, sideB);
            if (found.isPresent()) {
                return found.get();
            }
            pair(sideA, sideB);
        }
        throw neverDone();
    }

    private void pair(Side sideA, Side sideB) {
        Optional<Paired> onlyA = ClientLink.half(sideA, sideB);
        Optional<Paired> onlyB = ClientLink.half(sideB, sideA);
        if (onlyA.isPresent()) {
            tie(toB, sideB, onlyA.get().clientOfB(), onlyA.get().clientOfA(), sideA);
        } else if (onlyB.isPresent()) {
            tie(toA, sideA, onlyB.get().clientOfB(), onlyB.get().clientOfA(), sideB);
        } else {
            Optional<String> clientOfA = ClientLink.free(sideA, sideB);
            Optional<String> clientOfB = ClientLink.free(sideB, sideA);
            if (haveBoth(sideA, sideB, clientOfA, clientOfB)) {
                tie(toA, sideA, clientOfA.orElseThrow(), clientOfB.orElseThrow(), sideB);
                tie(toB, sideB, clientOfB.orElseThrow(), clientOfA.orElseThrow(), sideA);
            }
        }
    }

    private static void tie(Delivery to, Side here, String client, String other, Side there) {
        to.deliverOrFail(ClientLink.tie(here, client, other), there.view());
    }

    /** Whether both are there; makes those that aren't. */
    private boolean haveBoth(Side sideA, Side sideB, Optional<String> clientOfA, Optional<String> clientOfB) {
        if (clientOfA.isEmpty()) {
            create(toA, sideA, sideB);
        }
        if (clientOfB.isEmpty()) {
            create(toB, sideB, sideA);
        }
        return clientOfA.isPresent() && clientOfB.isPresent();
    }

    private static void create(Delivery to, Side here, Side there) {
        to.deliverOrFail(
                new Work("made a client of " + there.chainId(), here.clients().creation(there.view()), Work.NO_CLIENT),
                there.view());
    }

    private NodeException neverDone() {
        return new NodeException(
                NodeException.Kind.REFUSED,
                a.chainId() + " and " + b.chainId() + " are not linked after " + MAX_STEPS + " steps");
    }
}
