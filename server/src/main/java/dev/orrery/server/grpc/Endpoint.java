package dev.orrery.server.grpc;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
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

    private final ListenAddress address;
    private final Server server;
    private final EventLoopGroup acceptor;
    private final EventLoopGroup loops;
    private final HealthStatusManager health;

    private Endpoint(
            ListenAddress address,
            Server server,
            EventLoopGroup acceptor,
            EventLoopGroup loops,
            HealthStatusManager health) {
        this.address = address;
        this.server = server;
        this.acceptor = acceptor;
        this.loops = loops;
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
        Transport transport = Transport.of(address);
        if (address instanceof ListenAddress.Unix unix) {
            SocketFile.claim(unix.path());
        }
        EventLoopGroup acceptor = transport.group("accept", 1);
        EventLoopGroup loops = transport.group("io", 0);
        HealthStatusManager health = new HealthStatusManager();
        NettyServerBuilder builder = NettyServerBuilder.forAddress(transport.address(), credentials)
                .channelType(transport.channel())
                .bossEventLoopGroup(acceptor)
                .workerEventLoopGroup(loops)
                .directExecutor()
                .permitKeepAliveTime(CLIENT_CHECK.toSeconds(), TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .keepAliveTime(PEER_CHECK.toSeconds(), TimeUnit.SECONDS)
                .keepAliveTimeout(PEER_PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .addService(health.getHealthService())
                .addService(ProtoReflectionServiceV1.newInstance());
        services.forEach(builder::addService);
        setup.accept(builder);
        try {
            Endpoint endpoint = new Endpoint(address, builder.build().start(), acceptor, loops, health);
            for (BindableService service : services) {
                String name = service.bindService().getServiceDescriptor().getName();
                health.setStatus(name, ServingStatus.SERVING);
            }
            return endpoint;
        } catch (IOException e) {
            end(acceptor);
            end(loops);
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

    /** How sockets of one kind are served on this machine. */
    private record Transport(SocketAddress address, Class<? extends ServerChannel> channel, IoHandlerFactory handlers) {
        static Transport of(ListenAddress address) {
            return Epoll.isAvailable() ? epoll(address) : nio(address);
        }

        private static Transport epoll(ListenAddress address) {
            IoHandlerFactory handlers = EpollIoHandler.newFactory();
            return switch (address) {
                case ListenAddress.Unix unix ->
                    new Transport(
                            new DomainSocketAddress(unix.path().toFile()),
                            EpollServerDomainSocketChannel.class,
                            handlers);
                case ListenAddress.Tcp tcp -> new Transport(tcp.address(), EpollServerSocketChannel.class, handlers);
            };
        }

        private static Transport nio(ListenAddress address) {
            IoHandlerFactory handlers = NioIoHandler.newFactory();
            return switch (address) {
                case ListenAddress.Unix unix ->
                    new Transport(
                            UnixDomainSocketAddress.of(unix.path()), NioServerDomainSocketChannel.class, handlers);
                case ListenAddress.Tcp tcp -> new Transport(tcp.address(), NioServerSocketChannel.class, handlers);
            };
        }

        /** @param threads 0: as netty thinks right for this machine */
        EventLoopGroup group(String name, int threads) {
            return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), handlers);
        }
    }

    /** The address with the port that was given where 0 was asked for. */
    public ListenAddress address() {
        return server.getListenSockets().getFirst() instanceof InetSocketAddress bound
                ? new ListenAddress.Tcp(bound)
                : address;
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
        end(acceptor);
        end(loops);
        if (address instanceof ListenAddress.Unix unix) {
            SocketFile.remove(unix.path());
        }
    }

    private static void end(EventLoopGroup group) {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
