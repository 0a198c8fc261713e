package dev.orrery.chain.collection;

import com.google.protobuf.ByteString;
import dev.orrery.chain.Context;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageRequest;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/**
 * A part of a list, as modules of the reference give it that read their store directly: an offset counts what passes the filter, and
 * the total is told even past the end. Cosmos SDK types/query: Paginate, GenericFilteredPaginate.
 */
public final class FilteredPage {
    /** Items where the client doesn't say how many. Cosmos SDK types/query: DefaultLimit. */
    private static final long DEFAULT_LIMIT = 100;

    private FilteredPage() {}

    /** All entries whose keys begin like this, see {@link Keys#prefix}. */
    public static <K, V, T> Page<T> of(
            Context context, StoreMap<K, V> map, byte[] beginning, PageRequest request, BiFunction<K, V, T> item) {
        return of(context, map, beginning, request, (key, value) -> true, item);
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
        byte[] prefix = StoreMap.concat(map.prefix(), beginning);
        Direction direction = request.getReverse() ? Direction.DESCENDING : Direction.ASCENDING;
        try (Cursor cursor = map.open(context, Page.range(prefix, start, direction), direction)) {
            return walk(map, cursor, prefix.length, request, filter, item);
        }
    }

    private static <K, V, T> Page<T> walk(
            StoreMap<K, V> map,
            Cursor cursor,
            int prefixLength,
            PageRequest request,
            BiPredicate<K, V> filter,
            BiFunction<K, V, T> item) {
        boolean byKey = !request.getKey().isEmpty();
        boolean countTotal = !byKey && (request.getCountTotal() || request.getLimit() == 0);
        long limit = request.getLimit() == 0 ? DEFAULT_LIMIT : request.getLimit();
        long end = request.getOffset() + limit;
        List<T> items = new ArrayList<>();
        PageResponse.Builder response = PageResponse.newBuilder();
        long hits = 0;
        for (; cursor.valid(); cursor.next()) {
            K key = map.key(cursor);
            V value = map.values().decode(cursor.value());
            if (byKey && hits == limit) {
                return new Page<>(
                        items, response.setNextKey(rest(cursor, prefixLength)).build());
            }
            if (!filter.test(key, value)) {
                continue;
            }
            if (Long.compareUnsigned(hits, request.getOffset()) >= 0 && Long.compareUnsigned(hits, end) < 0) {
                items.add(item.apply(key, value));
            }
            hits++;
            if (!byKey && hits == end + 1) {
                response.setNextKey(rest(cursor, prefixLength));
                if (!countTotal) {
                    break;
                }
            }
        }
        if (countTotal) {
            response.setTotal(hits);
        }
        return new Page<>(items, response.build());
    }

    private static ByteString rest(Cursor cursor, int prefixLength) {
        byte[] whole = cursor.key();
        return ByteString.copyFrom(Arrays.copyOfRange(whole, prefixLength, whole.length));
    }
}
