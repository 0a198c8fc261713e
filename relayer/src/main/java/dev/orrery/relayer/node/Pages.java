package dev.orrery.relayer.node;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageRequest;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A query whose answer comes in pages.
 *
 * @param request for a page
 * @param items of an answer
 * @param page where an answer says how it goes on
 */
public record Pages<R extends Message, T>(
        String method,
        Function<PageRequest, Message> request,
        Parser<R> parser,
        Function<R, List<T>> items,
        Function<R, PageResponse> page) {
    private static final int PAGE = 200;

    /** What lies beyond is left aside: a chain with more is no place for a relayer that looks at everything. */
    private static final int MAX_ITEMS = 10_000;

    public List<T> all(View view) {
        List<T> all = new ArrayList<>();
        ByteString key = ByteString.EMPTY;
        do {
            PageRequest next =
                    PageRequest.newBuilder().setKey(key).setLimit(PAGE).build();
            R answer = view.query(method, request.apply(next), parser);
            all.addAll(items.apply(answer));
            key = page.apply(answer).getNextKey();
        } while (!key.isEmpty() && all.size() < MAX_ITEMS);
        return all;
    }
}
