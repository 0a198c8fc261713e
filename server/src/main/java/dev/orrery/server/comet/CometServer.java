package dev.orrery.server.comet;

import dev.orrery.chain.solo.SoloNode;
import dev.orrery.server.grpc.ListenAddress;
import dev.orrery.server.http.Bodies;
import dev.orrery.server.http.Caller;
import dev.orrery.server.http.HttpEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** The RPC of a node, listening. */
public final class CometServer implements AutoCloseable {
    private static final String WEB_SOCKET_PATH = "/websocket";

    /** Longest message by web socket. Bytes. cometbft config/config.go: MaxBodyBytes, and room for a large transaction. */
    private static final int MAX_MESSAGE_BYTES = Bodies.MAX_BYTES;

    /** Longer than a session itself waits for a sign of its client. */
    private static final Duration IDLE = Duration.ofMinutes(2);

    private final HttpEndpoint endpoint;

    private CometServer(HttpEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * @param endpoint that doesn't listen yet
     * @param query answers {@code abci_query}
     * @param own methods beside those of CometBFT
     * @throws IOException if the address can't be listened on; the message says why
     */
    public static CometServer listen(
            HttpEndpoint endpoint, SoloNode node, AbciQuery query, NodeIdentity identity, OwnMethods own)
            throws IOException {
        MethodTable methods = MethodTable.of(node, query, identity, own.all());
        WebSocketSession.Subscribers subscribers = new WebSocketSession.Subscribers();
        endpoint.listen(
                new RpcHandler(methods), Optional.of(container -> configure(container, methods, node, subscribers)));
        return new CometServer(endpoint);
    }

    /** Answers the same calls to those who come another way; by JSON in a body only. */
    public static Request.Handler calls(SoloNode node, AbciQuery query, NodeIdentity identity, OwnMethods own) {
        return new RpcHandler(MethodTable.of(node, query, identity, own.all())).bodiesOnly();
    }

    public ListenAddress.Tcp address() {
        return endpoint.address();
    }

    @Override
    public void close() {
        endpoint.close();
    }

    private static void configure(
            ServerWebSocketContainer container,
            MethodTable methods,
            SoloNode node,
            WebSocketSession.Subscribers subscribers) {
        container.setMaxTextMessageSize(MAX_MESSAGE_BYTES);
        container.setMaxBinaryMessageSize(MAX_MESSAGE_BYTES);
        container.setIdleTimeout(IDLE);
        container.addMapping(
                WEB_SOCKET_PATH,
                (request, response, callback) -> new WebSocketSession(
                        methods, Caller.of(request.getHeaders(), false), node.events(), subscribers));
    }
}
