package dev.orrery.engine.baseline;

import dev.orrery.engine.run.Code;
import dev.orrery.engine.run.Continuation;
import dev.orrery.engine.run.Entrance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * Gets compiled code ready in the background: single functions for calls that are running, the whole module for calls to come.
 * Any thread.
 */
final class Handover {
    private static final System.Logger LOG = System.getLogger(Handover.class.getName());

    /** The second call of a module says that more will come. */
    private static final int CALLS = 2;

    /** So does a call that goes on for some milliseconds: as many questions of {@link Pace#operators}. */
    private static final int QUESTIONS = 64;

    /** A part in which a call was found so many times is compiled: where a call is by chance it is not again. */
    private static final int TIMES = 4;

    /**
     * Operators of all functions that are compiled once more, each time counted: bounds what a module with many hot loops in a huge
     * function costs. Some seconds of the background's time; contracts have 10,000 to 300,000 in all.
     */
    private static final long MAX_OPERATORS = 1_000_000;

    /** What is compiled at a time: a function with these entrances besides its beginning. */
    private record Part(int function, List<Integer> loops) {}

    private final Compiled compiled;
    private final Pace pace;
    private final ToIntFunction<int[]> branchTables;
    private final Consumer<Code> successor;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private final AtomicLong operators = new AtomicLong();
    private final Map<Part, Integer> times = new ConcurrentHashMap<>();
    private final Map<Part, Continuation> ready = new ConcurrentHashMap<>();
    private final Map<Integer, Entrance> entrances = new ConcurrentHashMap<>();

    /**
     * @param branchTables keeps a constant of a continuation, returns its number for {@code InstanceAccess.branchTable}
     * @param successor gets the compiled module once it is loaded
     */
    Handover(Compiled compiled, Pace pace, ToIntFunction<int[]> branchTables, Consumer<Code> successor) {
        this.compiled = compiled;
        this.pace = pace;
        this.branchTables = branchTables;
        this.successor = successor;
    }

    int pace() {
        return pace.operators();
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
     * Notes that a call is at a place: the end of a function, for position 0, or the top of a loop.
     *
     * @return what runs from the place on, if it is ready
     */
    Optional<Continuation> hot(Body body, int position) {
        if (questions.incrementAndGet() == QUESTIONS) {
            want();
        }
        if (pace.choosy() && !body.isWorthCompiling()) {
            return Optional.empty();
        }
        Part part = new Part(body.function, body.loopsWith(position));
        if (times.merge(part, 1, Integer::sum) == (pace.choosy() ? TIMES : 1) && isAffordable(body)) {
            inBackground(() -> prepare(body, part));
        }
        return Optional.ofNullable(ready.get(part));
    }

    private boolean isAffordable(Body body) {
        return operators.addAndGet(body.opcodes.length) <= MAX_OPERATORS;
    }

    private void prepare(Body body, Part part) {
        Continuation made = compiled.at(part.function(), part.loops(), branchTables);
        pace.practice().accept(made);
        ready.put(part, made);
        body.start = made;
    }

    /** The compiled module, loaded right now if need be. */
    Code programNow() {
        return load();
    }

    /** Compiled code finds its constants through the instance's code, so it takes over before any of it runs. */
    private Code load() {
        Code program = compiled.program();
        successor.accept(program);
        return program;
    }

    /** The way into a function that is none of the baseline's, loaded right now if need be. */
    Entrance entrance(int function) {
        load();
        return entrances.computeIfAbsent(function, compiled::entrance);
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
