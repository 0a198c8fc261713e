package dev.orrery.engine.baseline;

import dev.orrery.engine.run.Code;
import dev.orrery.engine.run.Continuation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Gets compiled code ready in the background, first the whole module for calls to come, then single loops and functions for calls
 * that are running. Any thread.
 */
final class Handover {
    private static final System.Logger LOG = System.getLogger(Handover.class.getName());

    /** The second call of a module says that more will come. */
    private static final int CALLS = 2;

    /**
     * Operators of all functions that are compiled once more to be entered in the middle, each time counted: bounds what a module
     * with many hot loops in a huge function costs. Some seconds of the background's time; contracts have 10,000 to 300,000 in all.
     */
    private static final long MAX_OPERATORS = 1_000_000;

    /** A place in the code. */
    private record Place(int function, int position) {}

    private final Compiled compiled;
    private final Pace pace;
    private final Consumer<Code> successor;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private final AtomicLong operators = new AtomicLong();
    private final Set<Place> wantedPlaces = ConcurrentHashMap.newKeySet();
    private final Map<Place, Continuation> ready = new ConcurrentHashMap<>();
    private volatile boolean loaded;

    /** @param successor gets the compiled module once it is loaded */
    Handover(Compiled compiled, Pace pace, Consumer<Code> successor) {
        this.compiled = compiled;
        this.pace = pace;
        this.successor = successor;
    }

    int turns() {
        return pace.turns();
    }

    /** Notes that the module is about to be called. */
    void started() {
        if (calls.incrementAndGet() == CALLS) {
            want();
        }
    }

    /** Has the whole module loaded, once. */
    private void want() {
        if (wanted.compareAndSet(false, true)) {
            inBackground(this::load);
        }
    }

    /**
     * Notes that much of a call goes by at a place: position 0 of a function, or the top of a loop.
     *
     * @return what runs from there on, if it is ready
     */
    Optional<Continuation> hot(Body body, int position) {
        want();
        Place place = new Place(body.function, position);
        if (loaded && wantedPlaces.add(place) && isAffordable(body, position)) {
            inBackground(() -> ready.put(place, compiled.at(body.function, position)));
        }
        return Optional.ofNullable(ready.get(place));
    }

    private boolean isAffordable(Body body, int position) {
        return position == 0 || operators.addAndGet(body.opcodes.length) <= MAX_OPERATORS;
    }

    /** The compiled module, loaded right now if need be. */
    Code programNow() {
        return load();
    }

    /** Compiled code finds its constants through the instance's code, so it takes over before any of it runs. */
    private Code load() {
        Code program = compiled.program();
        successor.accept(program);
        loaded = true;
        return program;
    }

    /** What runs a function from its beginning, loaded right now if need be. */
    Continuation now(int function) {
        load();
        return ready.computeIfAbsent(new Place(function, 0), place -> compiled.at(function, 0));
    }

    /** What fails is not tried again: the baseline runs everything, slower. */
    private void inBackground(Runnable work) {
        pace.executor().execute(() -> {
            try {
                work.run();
            } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
                LOG.log(System.Logger.Level.WARNING, "compiled code could not be loaded", e);
            }
        });
    }
}
