package dev.orrery.chain;

import dev.orrery.chain.gas.GasMeter;
import dev.orrery.chain.gas.MeteredStore;
import dev.orrery.chain.state.KeyValueStore;
import dev.orrery.chain.state.StateBranch;
import java.util.Optional;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/**
 * What a message, a query or a block's beginning and end run in: the block, the state, the meter that pays for it and the log that
 * events go to. An immutable value; the state, the meter and the log it names are not, and belong to one thread.
 */
public record Context(
        BlockInfo block,
        ExecutionMode mode,
        StateBranch state,
        GasMeter gas,
        EventLog events,
        HashPMap<ContextKey<?>, Object> carried) {

    /** A context with an unlimited meter and a fresh log. */
    public static Context of(BlockInfo block, ExecutionMode mode, StateBranch state) {
        return new Context(block, mode, state, GasMeter.unlimited(), new EventLog(), HashTreePMap.empty());
    }

    /** A store of the state; using it costs gas. */
    public KeyValueStore store(String name) {
        return new MeteredStore(state.store(name), gas);
    }

    public Context withBlock(BlockInfo other) {
        return new Context(other, mode, state, gas, events, carried);
    }

    public Context withState(StateBranch other) {
        return new Context(block, mode, other, gas, events, carried);
    }

    /** The same context over a branch of its state: commit the branch to keep what was written. */
    public Context branch() {
        return withState(state.branch());
    }

    public Context withGas(GasMeter other) {
        return new Context(block, mode, state, other, events, carried);
    }

    public Context withEvents(EventLog other) {
        return new Context(block, mode, state, gas, other, carried);
    }

    public <T> Context with(ContextKey<T> key, T value) {
        return new Context(block, mode, state, gas, events, carried.plus(key, value));
    }

    /** Whether all of this has happened before, and only the state is to follow it once more. */
    public boolean isReplay() {
        return Replay.isOn(this);
    }

    public <T> Optional<T> carried(ContextKey<T> key) {
        return Optional.ofNullable(carried.get(key)).map(key::cast);
    }
}
