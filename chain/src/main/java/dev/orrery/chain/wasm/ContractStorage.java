package dev.orrery.chain.wasm;

import dev.orrery.chain.gas.OutOfGasException;
import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.chain.state.KeyValueStore;
import dev.orrery.chain.state.UnavailableException;
import dev.orrery.vm.BackendError;
import dev.orrery.vm.BackendResult;
import dev.orrery.vm.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A contract's own part of the wasm store during one call. Used on the thread of the call. Hot path. wasmvm internal/api/callbacks.go:
 * what an operation took is what the meter shows more after it; an operation that ran out of gas tells nothing.
 */
final class ContractStorage implements Storage, AutoCloseable {
    /** Open at a time in one call. wasmvm internal/api/callbacks.go: frameLenLimit. */
    private static final int MAX_ITERATORS = 32_768;

    private final KeyValueStore store;
    private final LongSupplier meter;
    private final List<Cursor> iterators = new ArrayList<>();

    /** @param meter the gas consumed so far, in the unit that the call's gas limit has */
    ContractStorage(KeyValueStore store, LongSupplier meter) {
        this.store = store;
        this.meter = meter;
    }

    @Override
    public BackendResult<Optional<byte[]>> get(byte[] key) {
        return metered(() -> store.get(key));
    }

    @Override
    public BackendResult<Done> set(byte[] key, byte[] value) {
        if (key.length == 0) {
            return panicked();
        }
        return metered(() -> {
            store.set(key, value);
            return Done.DONE;
        });
    }

    @Override
    public BackendResult<Done> remove(byte[] key) {
        return metered(() -> {
            store.delete(key);
            return Done.DONE;
        });
    }

    @Override
    public BackendResult<Integer> scan(Optional<byte[]> start, Optional<byte[]> end, Order order) {
        Direction direction = order == Order.ASCENDING ? Direction.ASCENDING : Direction.DESCENDING;
        BackendResult<Cursor> opened = metered(() -> store.iterate(new KeyRange(start, end), direction));
        return switch (opened) {
            case BackendResult.Ok<Cursor> ok -> keep(ok.value(), ok.externallyUsed());
            case BackendResult.Err<Cursor> err -> new BackendResult.Err<>(err.error(), 0, err.externallyUsed());
        };
    }

    private BackendResult<Integer> keep(Cursor cursor, long used) {
        if (iterators.size() == MAX_ITERATORS) {
            cursor.close();
            String why = "reached iterator limit (" + MAX_ITERATORS + ")";
            return new BackendResult.Err<>(new BackendError.UserError(why), 0, used);
        }
        iterators.add(cursor);
        return new BackendResult.Ok<>(iterators.size() - 1, 0, used);
    }

    @Override
    public BackendResult<Optional<Entry>> next(int iterator) {
        return advance(iterator, cursor -> new Entry(cursor.key(), cursor.value()));
    }

    @Override
    public BackendResult<Optional<byte[]>> nextKey(int iterator) {
        return advance(iterator, Cursor::key);
    }

    @Override
    public BackendResult<Optional<byte[]>> nextValue(int iterator) {
        return advance(iterator, Cursor::value);
    }

    /** Ends all iterators of the call. */
    @Override
    public void close() {
        iterators.forEach(Cursor::close);
        iterators.clear();
    }

    private <T> BackendResult<Optional<T>> advance(int iterator, Function<Cursor, T> look) {
        if (iterator < 0 || iterator >= iterators.size()) {
            return new BackendResult.Err<>(new BackendError.IteratorDoesNotExist(iterator), 0, 0);
        }
        Cursor cursor = iterators.get(iterator);
        if (!cursor.valid()) {
            return new BackendResult.Ok<>(Optional.empty(), 0, 0);
        }
        return metered(() -> {
            T seen = look.apply(cursor);
            cursor.next();
            return Optional.of(seen);
        });
    }

    private <T> BackendResult<T> metered(Supplier<T> operation) {
        long before = meter.getAsLong();
        try {
            T value = operation.get();
            return new BackendResult.Ok<>(value, 0, meter.getAsLong() - before);
        } catch (OutOfGasException e) {
            return new BackendResult.Err<>(new BackendError.OutOfGas(), 0, 0);
        } catch (UnavailableException e) {
            return new BackendResult.Err<>(new BackendError.UserError(e.getMessage()), 0, meter.getAsLong() - before);
        }
    }

    /** Where the reference's store panics. */
    private static <T> BackendResult<T> panicked() {
        return new BackendResult.Err<>(new BackendError.ForeignPanic(), 0, 0);
    }
}
