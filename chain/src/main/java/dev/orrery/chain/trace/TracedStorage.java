package dev.orrery.chain.trace;

import dev.orrery.vm.BackendResult;
import dev.orrery.vm.Storage;
import java.util.Optional;
import java.util.function.Function;

/** A contract's store with every operation written down. Used as {@link CallTrace}. */
record TracedStorage(Storage storage, HostCalls host, Keeping keeping) implements Storage {
    @Override
    public BackendResult<Optional<byte[]>> get(byte[] key) {
        return told(storage.get(key), value -> new Step.Subject.Read(keeping.keep(key), value.map(keeping::keep)));
    }

    @Override
    public BackendResult<Done> set(byte[] key, byte[] value) {
        return told(storage.set(key, value), done -> new Step.Subject.Write(keeping.keep(key), keeping.keep(value)));
    }

    @Override
    public BackendResult<Done> remove(byte[] key) {
        return told(storage.remove(key), done -> new Step.Subject.Remove(keeping.keep(key)));
    }

    @Override
    public BackendResult<Integer> scan(Optional<byte[]> start, Optional<byte[]> end, Order order) {
        return told(
                storage.scan(start, end, order),
                iterator -> new Step.Subject.Scan(
                        start.map(keeping::keep), end.map(keeping::keep), order == Order.ASCENDING, iterator));
    }

    @Override
    public BackendResult<Optional<Entry>> next(int iterator) {
        return told(
                storage.next(iterator),
                entry -> new Step.Subject.Next(
                        iterator,
                        entry.map(Entry::key).map(keeping::keep),
                        entry.map(Entry::value).map(keeping::keep)));
    }

    @Override
    public BackendResult<Optional<byte[]>> nextKey(int iterator) {
        return told(
                storage.nextKey(iterator),
                key -> new Step.Subject.Next(iterator, key.map(keeping::keep), Optional.empty()));
    }

    @Override
    public BackendResult<Optional<byte[]>> nextValue(int iterator) {
        return told(
                storage.nextValue(iterator),
                value -> new Step.Subject.Next(iterator, Optional.empty(), value.map(keeping::keep)));
    }

    private <T> BackendResult<T> told(BackendResult<T> answer, Function<T, Step.Subject> about) {
        Step.Subject subject =
                answer instanceof BackendResult.Ok<T> ok ? about.apply(ok.value()) : new Step.Subject.Computation();
        host.storage(answer, subject);
        return answer;
    }
}
