package dev.orrery.chain.wasm;

import dev.orrery.chain.state.KeyValueStore;
import dev.orrery.chain.state.Keys;

/** Numbers that count up in state, from 1. wasmd x/wasm/keeper/keeper.go: mustAutoIncrementID. */
final class Sequences {
    private Sequences() {}

    /** The number that comes next. */
    static long peek(KeyValueStore store, byte[] key) {
        return store.get(key).map(bytes -> Keys.readUint64(bytes, 0)).orElse(1L);
    }

    static long next(KeyValueStore store, byte[] key) {
        long number = peek(store, key);
        store.set(key, Keys.uint64(number + 1));
        return number;
    }
}
