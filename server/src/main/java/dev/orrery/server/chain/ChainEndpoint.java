package dev.orrery.server.chain;

import dev.orrery.chain.Queries;
import dev.orrery.server.grpc.Endpoint;
import dev.orrery.server.grpc.QueryServices;
import dev.orrery.server.grpc.Transport;
import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** The gRPC server of a chain. */
final class ChainEndpoint {
    /** Largest message; the reference takes 10 MiB, some clients send uploads in longer forms. Bytes. */
    private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

    private ChainEndpoint() {}

    /** @param more services beside the queries, which may block the threads they are given */
    static Endpoint listen(
            Transport transport, Queries queries, Function<Executor, List<BindableService>> more, Resources resources)
            throws IOException {
        ExecutorService threads = resources.remember(Executors.newVirtualThreadPerTaskExecutor());
        List<BindableService> services = new ArrayList<>(QueryServices.of(queries));
        services.addAll(more.apply(threads));
        services.addAll(QueryServices.olderReflection());
        return resources.remember(Endpoint.listen(
                transport,
                InsecureServerCredentials.create(),
                services,
                builder -> builder.executor(threads).maxInboundMessageSize(MAX_MESSAGE_BYTES)));
    }
}
