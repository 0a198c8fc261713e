package dev.orrery.vm.imports;

/** Queries about the chain and other contracts. */
final class QueryImports {
    /** Longest query. Bytes. cosmwasm vm imports.rs: MAX_LENGTH_QUERY_CHAIN_REQUEST. */
    private static final int MAX_REQUEST_BYTES = 64 * 1024;

    private QueryImports() {}

    static long queryChain(Host host, long[] args) {
        byte[] request = host.memory().read((int) args[0], MAX_REQUEST_BYTES);
        long gasLeft = host.gas().left();
        byte[] answer = host.ask(() -> host.backend().querier().query(request, gasLeft));
        return host.give(QueryAnswer.rewrite(answer));
    }
}
