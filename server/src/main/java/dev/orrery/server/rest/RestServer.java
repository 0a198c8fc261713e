package dev.orrery.server.rest;

import dev.orrery.chain.Queries;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.chain.wire.ProtoJson;
import dev.orrery.chain.wire.ProtoJsonReader;
import dev.orrery.server.grpc.ListenAddress;
import dev.orrery.server.http.HttpEndpoint;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Handler;

/** The gateway of a node, listening. */
public final class RestServer implements AutoCloseable {
    private final HttpEndpoint endpoint;

    private RestServer(HttpEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * @param types that messages in messages may have
     * @throws IOException if the address can't be listened on; the message says why
     */
    public static RestServer listen(ListenAddress.Tcp address, Queries queries, KnownTypes types) throws IOException {
        return listen(address, queries, types, gateway -> gateway);
    }

    /**
     * The same with other pages on the same port.
     *
     * @param around makes the handler that is asked first of the gateway's own
     */
    public static RestServer listen(
            ListenAddress.Tcp address, Queries queries, KnownTypes types, UnaryOperator<Handler> around)
            throws IOException {
        return new RestServer(HttpEndpoint.listen(
                address,
                around.apply(new RestHandler(
                        queries, new ProtoJson(types), new ProtoJsonReader(types), RouteTable.load()))));
    }

    public ListenAddress.Tcp address() {
        return endpoint.address();
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
