package dev.orrery.chain.wasm;

import com.google.protobuf.ByteString;
import dev.orrery.chain.collection.Page;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.chain.state.KeyValueStore;
import dev.orrery.chain.state.Keys;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageRequest;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Lists in parts: only by the key to go on from, and never more than so many at once. wasmd x/wasm/keeper/querier.go:
 * ensurePaginationParams; Cosmos SDK types/query: FilteredPaginate.
 */
final class WasmPages {
    /** wasmd: maxResultEntries, which is also what somebody gets who doesn't say. */
    private static final int MAX_ITEMS = 100;

    private WasmPages() {}

    /**
     * @param list keys and values, without what comes before them in the store
     */
    static <T> Page<T> of(KeyValueStore list, PageRequest request, BiFunction<byte[], byte[], T> item) {
        if (request.getOffset() != 0 || request.getCountTotal()) {
            throw QueryStatus.INVALID_ARGUMENT.failure("offset and count queries not supported");
        }
        long limit = request.getLimit() == 0 || Long.compareUnsigned(request.getLimit(), MAX_ITEMS) > 0
                ? MAX_ITEMS
                : request.getLimit();
        Direction direction = request.getReverse() ? Direction.DESCENDING : Direction.ASCENDING;
        List<T> items = new ArrayList<>();
        try (Cursor cursor = list.iterate(range(request.getKey().toByteArray(), direction), direction)) {
            for (; cursor.valid(); cursor.next()) {
                if (items.size() == limit) {
                    return new Page<>(
                            items,
                            PageResponse.newBuilder()
                                    .setNextKey(ByteString.copyFrom(cursor.key()))
                                    .build());
                }
                items.add(item.apply(cursor.key(), cursor.value()));
            }
        }
        return new Page<>(items, PageResponse.getDefaultInstance());
    }

    private static KeyRange range(byte[] from, Direction direction) {
        if (from.length == 0) {
            return KeyRange.ALL;
        }
        return direction == Direction.ASCENDING
                ? KeyRange.from(from)
                : KeyRange.between(new byte[0], Keys.concat(from, new byte[1]));
    }
}
