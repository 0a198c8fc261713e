package dev.orrery.server.grpc;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A listening gRPC server with the health and reflection services. Services are called on event loops and must not block
 * them.
 */
public final class Endpoint implements AutoCloseable {
    /** How long a peer may be silent before it is asked whether it is still there, and then take to answer. */
    private static final Duration PEER_CHECK = Duration.ofMinutes(1);

    private static final Duration PEER_PATIENCE = Duration.ofSeconds(20);

    /** How often a client may ask whether this server is still there; asked more often, gRPC hangs up. */
    private static final Duration CLIENT_CHECK = Duration.ofSeconds(10);

    private final Transport transport;
    private final Server server;
    private final HealthStatusManager health;

    private Endpoint(Transport transport, Server server, HealthStatusManager health) {
        this.transport = transport;
        this.server = server;
        this.health = health;
    }

    /**
     * Listens.
     *
     * @param setup sets limits and interceptors
     * @throws IOException if the address can't be listened on; the message says why
     */
    public static Endpoint listen(
            ListenAddress address,
            ServerCredentials credentials,
            List<BindableService> services,
            Consumer<NettyServerBuilder> setup)
            throws IOException {
        return listen(Transport.open(address), credentials, services, setup);
    }

    /**
     * The same with a transport that is there already, which is closed with the endpoint or if there will be none.
     *
     * @throws IOException if the address can't be listened on; the message says why
     */
    public static Endpoint listen(
            Transport transport,
            ServerCredentials credentials,
            List<BindableService> services,
            Consumer<NettyServerBuilder> setup)
            throws IOException {
        try {
            if (transport.listenAddress() instanceof ListenAddress.Unix unix) {
                SocketFile.claim(unix.path());
            }
            HealthStatusManager health = new HealthStatusManager();
            NettyServerBuilder builder = builder(transport, credentials, health);
            services.forEach(builder::addService);
            setup.accept(builder);
            Endpoint endpoint = new Endpoint(transport, start(builder, transport.listenAddress()), health);
            for (BindableService service : services) {
                String name = service.bindService().getServiceDescriptor().getName();
                health.setStatus(name, ServingStatus.SERVING);
            }
            return endpoint;
        } catch (IOException | RuntimeException e) {
            transport.close();
            throw e;
        }
    }

    private static NettyServerBuilder builder(
            Transport transport, ServerCredentials credentials, HealthStatusManager health) {
        return NettyServerBuilder.forAddress(transport.address(), credentials)
                .channelType(transport.channel())
                .bossEventLoopGroup(transport.acceptor())
                .workerEventLoopGroup(transport.loops())
                .directExecutor()
                .permitKeepAliveTime(CLIENT_CHECK.toSeconds(), TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .keepAliveTime(PEER_CHECK.toSeconds(), TimeUnit.SECONDS)
                .keepAliveTimeout(PEER_PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .addService(health.getHealthService())
                .addService(ProtoReflectionServiceV1.newInstance());
    }

    private static Server start(NettyServerBuilder builder, ListenAddress address) throws IOException {
        try {
            return builder.build().start();
        } catch (IOException e) {
            throw new IOException("can't listen on " + address + ": " + rootMessage(e), e);
        }
    }

    private static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }

    /** The address with the port that was given where 0 was asked for. */
    public ListenAddress address() {
        return server.getListenSockets().getFirst() instanceof InetSocketAddress bound
                ? new ListenAddress.Tcp(bound)
                : transport.listenAddress();
    }

    /** Tells who asks for the health whether this server does what it is for. Until told otherwise it does. */
    public void announce(boolean serving) {
        health.setStatus(
                HealthStatusManager.SERVICE_NAME_ALL_SERVICES,
                serving ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
    }

    /** Tells who asks for the health that this server should not be used any more. */
    public void announceEnd() {
        health.enterTerminalState();
    }

    public void awaitEnd() throws InterruptedException {
        server.awaitTermination();
    }

    /** Ends all connections. */
    @Override
    public void close() {
        announceEnd();
        server.shutdownNow();
        try {
            server.awaitTermination(PEER_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        transport.close();
        if (transport.listenAddress() instanceof ListenAddress.Unix unix) {
            SocketFile.remove(unix.path());
        }
    }
}
