package dev.orrery.ibc;

import com.google.protobuf.ByteString;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageRequest;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/**
 * A part of a list, as a client asked for it. Cosmos SDK types/query: Paginate, FilteredPaginate.
 *
 * @param response where to go on, and how many there are
 */
public record Page<T>(List<T> items, PageResponse response) {
    /** Items where the client doesn't say how many. Cosmos SDK types/query: DefaultLimit. */
    private static final long DEFAULT_LIMIT = 100;

    /** Every entry whose key begins with a prefix is an item. */
    public static <T> Page<T> of(
            IbcStore store, byte[] prefix, PageRequest request, BiFunction<byte[], byte[], T> item) {
        Walk<T> walk = new Walk<>(request, (key, value) -> Optional.of(item.apply(key, value)), false);
        return walk.over(new PrefixedStore(store, prefix));
    }

    /**
     * Only what {@code item} finds is an item. Quirk: the reference's IBC queries list all they find on the way, also what
     * comes before the offset and one item more than the limit.
     */
    public static <T> Page<T> filtered(
            IbcStore store, byte[] prefix, PageRequest request, BiFunction<byte[], byte[], Optional<T>> item) {
        return new Walk<>(request, item, true).over(new PrefixedStore(store, prefix));
    }

    private static final class Walk<T> {
        private final PageRequest request;
        private final BiFunction<byte[], byte[], Optional<T>> item;
        private final boolean listsAll;
        private final long limit;
        private final boolean countTotal;
        private final List<T> items = new ArrayList<>();
        private final PageResponse.Builder response = PageResponse.newBuilder();
        private long hits;

        Walk(PageRequest request, BiFunction<byte[], byte[], Optional<T>> item, boolean listsAll) {
            this.request = request;
            this.item = item;
            this.listsAll = listsAll;
            limit = request.getLimit() == 0 ? DEFAULT_LIMIT : request.getLimit();
            countTotal = request.getCountTotal() || request.getLimit() == 0;
        }

        Page<T> over(IbcStore store) {
            byte[] start = request.getKey().toByteArray();
            if (request.getOffset() != 0 && start.length > 0) {
                throw new IbcQueryException(
                        IbcQueryException.Status.UNKNOWN,
                        "invalid request, either offset or key is expected, got both");
            }
            BiPredicate<byte[], byte[]> visitor = start.length > 0 ? this::fromKey : this::fromOffset;
            if (!request.getReverse()) {
                store.ascend(start, new byte[0], visitor);
            } else {
                byte[] end = start.length == 0 ? start : Arrays.copyOf(start, start.length + 1);
                store.descend(new byte[0], end, visitor);
            }
            if (countTotal && start.length == 0) {
                response.setTotal(hits);
            }
            return new Page<>(items, response.build());
        }

        private boolean fromKey(byte[] key, byte[] value) {
            if (hits == limit) {
                response.setNextKey(ByteString.copyFrom(key));
                return false;
            }
            item.apply(key, value).ifPresent(found -> {
                items.add(found);
                hits++;
            });
            return true;
        }

        private boolean fromOffset(byte[] key, byte[] value) {
            Optional<T> found = item.apply(key, value);
            if (found.isEmpty()) {
                return true;
            }
            hits++;
            long end = request.getOffset() + limit;
            boolean onPage =
                    Long.compareUnsigned(hits, request.getOffset()) > 0 && Long.compareUnsigned(hits, end) <= 0;
            if (onPage || listsAll) {
                items.add(found.get());
            }
            if (hits == end + 1) {
                response.setNextKey(ByteString.copyFrom(key));
                return countTotal;
            }
            return true;
        }
    }
}
