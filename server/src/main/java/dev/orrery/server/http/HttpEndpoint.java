package dev.orrery.server.http;

import dev.orrery.server.grpc.ListenAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** A listening HTTP server. Each request runs on a virtual thread of its own and may block. */
public final class HttpEndpoint implements AutoCloseable {
    /** Connections at a time; further ones wait. cometbft config/config.go has 900. */
    private static final int MAX_CONNECTIONS = 1000;

    /** How long a connection may be silent, between requests or in the middle of one. */
    private static final long IDLE_MILLIS = 30_000;

    /** Longest request line with all headers. Bytes. Queries in URLs are short; a smart query in a REST path is not. */
    private static final int MAX_HEADER_BYTES = 64 * 1024;

    /** Jetty's own threads: one accepts, one selects, the others start virtual threads. */
    private static final int MAX_THREADS = 8;

    private static final int MIN_THREADS = 2;

    static {
        // Otherwise Jetty sets up all management beans of the JVM, a tenth of a second of work, to ask one how long a
        // reference is.
        System.getProperties().putIfAbsent("org.eclipse.jetty.util.referencesPerCacheLine", "16");
    }

    private final Server server;
    private final ServerConnector connector;

    private HttpEndpoint(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * A server that doesn't listen yet. To put it together takes longer than to start it: it may be done while something else is,
     * by another thread.
     */
    public static HttpEndpoint prepare(ListenAddress.Tcp address) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("http");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
        connector.setHost(address.address().getAddress().getHostAddress());
        connector.setPort(address.address().getPort());
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
        return new HttpEndpoint(server, connector);
    }

    /** @throws IOException if the address can't be listened on; the message says why */
    public static HttpEndpoint listen(ListenAddress.Tcp address, Handler handler) throws IOException {
        HttpEndpoint endpoint = prepare(address);
        endpoint.listen(handler, Optional.empty());
        return endpoint;
    }

    /**
     * Begins to listen, once.
     *
     * @param websocket endpoints, before which {@code handler} is not asked
     * @throws IOException if the address can't be listened on; the message says why
     */
    public void listen(Handler handler, Optional<WebSocketEndpoints> websocket) throws IOException {
        server.setHandler(new Cors(websocket
                .map(endpoints -> upgrading(server, endpoints, handler))
                .orElse(handler)));
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw new IOException("can't listen on " + at(connector.getPort()) + ": " + rootMessage(e), e);
        }
    }

    /** Where it listens, with the port that was given where 0 was asked for. */
    public ListenAddress.Tcp address() {
        return at(connector.getLocalPort());
    }

    private ListenAddress.Tcp at(int port) {
        return new ListenAddress.Tcp(new InetSocketAddress(connector.getHost(), port));
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server did not end", e);
        }
    }

    private static Handler upgrading(Server server, WebSocketEndpoints endpoints, Handler otherwise) {
        WebSocketUpgradeHandler upgrade = WebSocketUpgradeHandler.from(server, endpoints::configure);
        upgrade.setHandler(otherwise);
        return upgrade;
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setRequestHeaderSize(MAX_HEADER_BYTES);
        configuration.setSendServerVersion(false);
        configuration.setHttpCompliance(HttpCompliance.RFC7230);
        // Keys in REST paths are base64 and may hold escaped slashes.
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        return configuration;
    }

    private static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }
}
