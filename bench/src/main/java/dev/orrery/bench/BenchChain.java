package dev.orrery.bench;

import dev.orrery.vm.AddressApi;
import dev.orrery.vm.Backend;
import dev.orrery.vm.BackendError;
import dev.orrery.vm.BackendResult;
import dev.orrery.vm.Storage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A chain around one contract that does as little as it can, and charges what the one on Go's side charges. */
final class BenchChain implements Storage {
    private static final long GET_GAS = 99_000;
    private static final long SET_GAS = 187_000;
    private static final long REMOVE_GAS = 142_000;
    private static final long SCAN_GAS = 261_000;
    private static final long QUERY_GAS = 50_000;
    private static final long ADDRESS_COST = 440;
    private static final int CANONICAL_BYTES = 32;

    private final NavigableMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    private final List<Iterator<Map.Entry<byte[], byte[]>>> iterators = new ArrayList<>();

    BenchChain() {}

    BenchChain(BenchChain other) {
        entries.putAll(other.entries);
    }

    /** For one call. */
    Backend backend() {
        iterators.clear();
        return new Backend(this, new Addresses(), (request, gas) -> answer(request), (message, gas) -> {});
    }

    @Override
    public BackendResult<Optional<byte[]>> get(byte[] key) {
        return new BackendResult.Ok<>(Optional.ofNullable(entries.get(key)), 0, GET_GAS);
    }

    @Override
    public BackendResult<Done> set(byte[] key, byte[] value) {
        entries.put(key, value);
        return new BackendResult.Ok<>(Done.DONE, 0, SET_GAS);
    }

    @Override
    public BackendResult<Done> remove(byte[] key) {
        entries.remove(key);
        return new BackendResult.Ok<>(Done.DONE, 0, REMOVE_GAS);
    }

    @Override
    public BackendResult<Integer> scan(Optional<byte[]> start, Optional<byte[]> end, Order order) {
        NavigableMap<byte[], byte[]> range = entries;
        if (start.isPresent()) {
            range = range.tailMap(start.get(), true);
        }
        if (end.isPresent()) {
            range = range.headMap(end.get(), false);
        }
        range = order == Order.ASCENDING ? range : range.descendingMap();
        iterators.add(range.entrySet().iterator());
        return new BackendResult.Ok<>(iterators.size() - 1, 0, SCAN_GAS);
    }

    @Override
    public BackendResult<Optional<Entry>> next(int iterator) {
        Iterator<Map.Entry<byte[], byte[]>> source = iterators.get(iterator);
        if (!source.hasNext()) {
            return new BackendResult.Ok<>(Optional.empty(), 0, 0);
        }
        Map.Entry<byte[], byte[]> entry = source.next();
        return new BackendResult.Ok<>(Optional.of(new Entry(entry.getKey(), entry.getValue())), 0, 0);
    }

    @Override
    public BackendResult<Optional<byte[]>> nextKey(int iterator) {
        return part(next(iterator), true);
    }

    @Override
    public BackendResult<Optional<byte[]>> nextValue(int iterator) {
        return part(next(iterator), false);
    }

    private static BackendResult<Optional<byte[]>> part(BackendResult<Optional<Entry>> entry, boolean key) {
        return entry instanceof BackendResult.Ok<Optional<Entry>> ok
                ? new BackendResult.Ok<>(ok.value().map(found -> key ? found.key() : found.value()), 0, 0)
                : new BackendResult.Err<>(new BackendError.ForeignPanic(), 0, 0);
    }

    private static BackendResult<byte[]> answer(byte[] request) {
        String question = new String(request, StandardCharsets.UTF_8);
        String answer = question.startsWith("{\"bank\":{\"all_balances\"")
                ? "{\"amount\":[{\"denom\":\"ATOM\",\"amount\":\"250\"}]}"
                : "{\"amount\":{\"denom\":\"ATOM\",\"amount\":\"250\"}}";
        String encoded = Base64.getEncoder().encodeToString(answer.getBytes(StandardCharsets.UTF_8));
        return new BackendResult.Ok<>(
                ("{\"ok\":{\"ok\":\"" + encoded + "\"}}").getBytes(StandardCharsets.UTF_8), 0, QUERY_GAS);
    }

    private static final class Addresses implements AddressApi {
        @Override
        public BackendResult<Done> validate(String human) {
            return human.equals(human.toLowerCase(Locale.ROOT))
                    ? new BackendResult.Ok<>(Done.DONE, ADDRESS_COST, 0)
                    : new BackendResult.Err<>(
                            new BackendError.UserError("address isn't in lower case"), ADDRESS_COST, 0);
        }

        @Override
        public BackendResult<byte[]> canonicalize(String human) {
            byte[] address = human.getBytes(StandardCharsets.UTF_8);
            return new BackendResult.Ok<>(Arrays.copyOf(address, CANONICAL_BYTES), ADDRESS_COST, 0);
        }

        @Override
        public BackendResult<String> humanize(byte[] canonical) {
            int end = 0;
            while (end < canonical.length && canonical[end] != 0) {
                end++;
            }
            return new BackendResult.Ok<>(new String(canonical, 0, end, StandardCharsets.UTF_8), ADDRESS_COST, 0);
        }
    }
}
