package dev.orrery.server.comet;

import java.util.List;
import java.util.Optional;

/** One page of a list, by the rules of cometbft rpc/core/env.go. */
record Paging(Optional<Long> page, Optional<Long> perPage) {
    private static final int DEFAULT_PER_PAGE = 30;
    private static final int MAX_PER_PAGE = 100;

    static Paging of(Arguments arguments) {
        return new Paging(arguments.integer("page"), arguments.integer("per_page"));
    }

    /** How many entries a page has where a client asks for this many. */
    static int perPage(Optional<Long> asked) {
        long perPage = asked.orElse((long) DEFAULT_PER_PAGE);
        return perPage < 1 ? DEFAULT_PER_PAGE : (int) Math.min(perPage, MAX_PER_PAGE);
    }

    <T> List<T> cut(List<T> all) {
        int size = perPage(perPage);
        long pages = Math.max(1, (all.size() + size - 1L) / size);
        long wanted = page.orElse(1L);
        if (wanted <= 0 || wanted > pages) {
            throw RpcException.refused("page should be within [1, " + pages + "] range, given " + wanted);
        }
        int from = (int) Math.min(all.size(), (wanted - 1) * size);
        return all.subList(from, Math.min(all.size(), from + size));
    }
}
