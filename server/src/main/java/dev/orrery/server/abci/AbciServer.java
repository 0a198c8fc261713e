package dev.orrery.server.abci;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.chain.abci.Application;
import dev.orrery.proto.tendermint.abci.Request;
import dev.orrery.proto.tendermint.abci.Response;
import dev.orrery.proto.tendermint.abci.ResponseException;
import dev.orrery.server.comet.AbciQuery;
import dev.orrery.server.grpc.ListenAddress;
import dev.orrery.server.grpc.SocketFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A listening ABCI socket server. Each connection has a thread of its own, which answers its requests in their order; CometBFT opens
 * four. Whoever can connect decides what the chain's state becomes, as blocks come this way: keep the socket private.
 *
 * <p>What isn't a request, or one that the application throws at, is answered by an exception, and ends its connection: CometBFT then
 * ends as well. The server goes on.
 */
public final class AbciServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(AbciServer.class.getName());

    /** Connections at a time, each of which may hold one request; further ones are closed at once. */
    static final int MAX_CONNECTIONS = 16;

    private final ListenAddress address;
    private final ServerSocketChannel listener;
    private final Requests requests;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();

    private AbciServer(ListenAddress address, ServerSocketChannel listener, Requests requests) {
        this.address = address;
        this.listener = listener;
        this.requests = requests;
    }

    /**
     * @param query answers queries in the application's place, who may know more
     * @throws IOException if the address can't be listened on; the message says why
     */
    public static AbciServer listen(ListenAddress address, Application application, AbciQuery query)
            throws IOException {
        AbciServer server = new AbciServer(address, bound(address), new Requests(application, query));
        Thread.ofPlatform().name("abci-accept").daemon().start(server::accept);
        return server;
    }

    private static ServerSocketChannel bound(ListenAddress address) throws IOException {
        return switch (address) {
            case ListenAddress.Unix unix -> {
                SocketFile.claim(unix.path());
                ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                yield channel.bind(UnixDomainSocketAddress.of(unix.path()));
            }
            case ListenAddress.Tcp tcp -> {
                ServerSocketChannel channel = ServerSocketChannel.open();
                try {
                    yield channel.bind(tcp.address());
                } catch (IOException e) {
                    channel.close();
                    throw new IOException("can't listen on " + address + ": " + e.getMessage(), e);
                }
            }
        };
    }

    /** The address with the port that was given where 0 was asked for. */
    public ListenAddress address() {
        try {
            return listener.getLocalAddress() instanceof InetSocketAddress bound
                    ? new ListenAddress.Tcp(bound)
                    : address;
        } catch (IOException e) {
            return address;
        }
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel connection = listener.accept();
                if (connections.size() >= MAX_CONNECTIONS) {
                    LOG.log(Level.WARNING, "refused a connection: there are {0} already", MAX_CONNECTIONS);
                    connection.close();
                    continue;
                }
                connections.add(connection);
                Thread.ofPlatform().name("abci").daemon().start(() -> serve(connection));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.log(Level.WARNING, "can't accept a connection", e);
            }
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            Frames frames = new Frames(Channels.newInputStream(connection), Channels.newOutputStream(connection));
            answerAll(frames);
        } catch (ClosedChannelException e) {
            LOG.log(Level.DEBUG, "a connection was closed", e);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a connection of ABCI broke: {0}", e.getMessage());
        } finally {
            connections.remove(connection);
        }
    }

    private void answerAll(Frames frames) throws IOException {
        while (true) {
            Response response;
            try {
                Optional<Request> request = frames.read();
                if (request.isEmpty()) {
                    return;
                }
                response = answer(request.get());
            } catch (InvalidProtocolBufferException e) {
                LOG.log(Level.WARNING, "a connection sent what is no request: {0}", e.getMessage());
                response = exception(e.getMessage());
            }
            frames.write(response);
            // Nobody waits for the answers to requests that are followed by others already, unless they are flushed.
            if (response.hasFlush() || response.hasException() || !frames.hasMore()) {
                frames.flush();
            }
            if (response.hasException()) {
                return;
            }
        }
    }

    private Response answer(Request request) {
        try {
            return requests.answer(request);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a request failed: " + request.getValueCase(), e);
            return exception(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private static Response exception(String error) {
        return Response.newBuilder()
                .setException(ResponseException.newBuilder().setError(error))
                .build();
    }

    /** Ends all connections. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (SocketChannel connection : connections) {
            connection.close();
        }
        if (address instanceof ListenAddress.Unix unix) {
            SocketFile.remove(unix.path());
        }
    }
}
