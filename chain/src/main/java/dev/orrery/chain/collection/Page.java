package dev.orrery.chain.collection;

import com.google.protobuf.ByteString;
import dev.orrery.chain.Context;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageRequest;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/**
 * A part of a list, as a client asked for it. Cosmos SDK types/query: CollectionFilteredPaginate.
 *
 * @param response where to go on, and how many there are
 */
public record Page<T>(List<T> items, PageResponse response) {
    /** Items where the client doesn't say how many. Cosmos SDK types/query: DefaultLimit. */
    private static final long DEFAULT_LIMIT = 100;

    public static <K, V, T> Page<T> of(
            Context context, StoreMap<K, V> map, PageRequest request, BiFunction<K, V, T> item) {
        return of(context, map, new byte[0], request, (key, value) -> true, item);
    }

    /**
     * @param beginning only entries whose keys begin like this, see {@link Keys#prefix}
     * @throws ChainException if the request contradicts itself
     */
    public static <K, V, T> Page<T> of(
            Context context,
            StoreMap<K, V> map,
            byte[] beginning,
            PageRequest request,
            BiPredicate<K, V> filter,
            BiFunction<K, V, T> item) {
        byte[] start = request.getKey().toByteArray();
        if (request.getOffset() != 0 && start.length > 0) {
            throw ChainException.plain("invalid request, either offset or key is expected, got both");
        }
        Direction direction = request.getReverse() ? Direction.DESCENDING : Direction.ASCENDING;
        byte[] prefix = StoreMap.concat(map.prefix(), beginning);
        try (Cursor cursor = map.open(context, range(prefix, start, direction), direction)) {
            Walk<K, V, T> walk = new Walk<>(map, cursor, prefix.length, filter, item, limit(request));
            return start.length > 0 ? walk.fromKey() : walk.fromOffset(request);
        }
    }

    private static long limit(PageRequest request) {
        return request.getLimit() == 0 ? DEFAULT_LIMIT : request.getLimit();
    }

    /** @param start where a client goes on; empty: at the beginning */
    static KeyRange range(byte[] prefix, byte[] start, Direction direction) {
        KeyRange all = KeyRange.prefixed(prefix);
        byte[] from = StoreMap.concat(prefix, start);
        return direction == Direction.ASCENDING
                ? new KeyRange(KeyRange.from(from).start(), all.end())
                : new KeyRange(all.start(), KeyRange.prefixed(from).end());
    }

    private record Walk<K, V, T>(
            StoreMap<K, V> map,
            Cursor cursor,
            int prefixLength,
            BiPredicate<K, V> filter,
            BiFunction<K, V, T> item,
            long limit) {
        Page<T> fromKey() {
            List<T> items = new ArrayList<>();
            while (cursor.valid()) {
                K key = map.key(cursor);
                V value = map.values().decode(cursor.value());
                if (filter.test(key, value)) {
                    if (items.size() == limit) {
                        return new Page<>(
                                items,
                                PageResponse.newBuilder().setNextKey(nextKey()).build());
                    }
                    items.add(item.apply(key, value));
                }
                cursor.next();
            }
            return new Page<>(items, PageResponse.getDefaultInstance());
        }

        Page<T> fromOffset(PageRequest request) {
            boolean countTotal = request.getCountTotal() || request.getLimit() == 0;
            for (long i = 0; i != request.getOffset(); i++) {
                if (!cursor.valid()) {
                    return new Page<>(List.of(), PageResponse.getDefaultInstance());
                }
                cursor.next();
            }
            List<T> items = new ArrayList<>();
            PageResponse.Builder response = PageResponse.newBuilder();
            long count = 0;
            while (cursor.valid()) {
                K key = map.key(cursor);
                V value = map.values().decode(cursor.value());
                if (Long.compareUnsigned(count, limit) == 0) {
                    response.setNextKey(nextKey());
                    if (!countTotal) {
                        return new Page<>(items, response.build());
                    }
                }
                if (filter.test(key, value)) {
                    if (Long.compareUnsigned(count, limit) < 0) {
                        items.add(item.apply(key, value));
                    }
                    count++;
                }
                cursor.next();
            }
            if (countTotal) {
                response.setTotal(count + request.getOffset());
            }
            return new Page<>(items, response.build());
        }

        private ByteString nextKey() {
            byte[] whole = cursor.key();
            return ByteString.copyFrom(Arrays.copyOfRange(whole, prefixLength, whole.length));
        }
    }
}
