package dev.orrery.server.grpc;

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
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * What an endpoint listens with: the kind of socket that an address and this machine call for, and event loops. Nothing listens yet,
 * so it may be made while something else is, by another thread; most of what it takes is to load netty.
 */
public record Transport(
        ListenAddress listenAddress,
        SocketAddress address,
        Class<? extends ServerChannel> channel,
        EventLoopGroup acceptor,
        EventLoopGroup loops)
        implements AutoCloseable {
    public static Transport open(ListenAddress address) {
        return Epoll.isAvailable() ? epoll(address) : nio(address);
    }

    private static Transport epoll(ListenAddress address) {
        IoHandlerFactory handlers = EpollIoHandler.newFactory();
        return switch (address) {
            case ListenAddress.Unix unix ->
                of(
                        address,
                        new DomainSocketAddress(unix.path().toFile()),
                        EpollServerDomainSocketChannel.class,
                        handlers);
            case ListenAddress.Tcp tcp -> of(address, tcp.address(), EpollServerSocketChannel.class, handlers);
        };
    }

    private static Transport nio(ListenAddress address) {
        IoHandlerFactory handlers = NioIoHandler.newFactory();
        return switch (address) {
            case ListenAddress.Unix unix ->
                of(address, UnixDomainSocketAddress.of(unix.path()), NioServerDomainSocketChannel.class, handlers);
            case ListenAddress.Tcp tcp -> of(address, tcp.address(), NioServerSocketChannel.class, handlers);
        };
    }

    private static Transport of(
            ListenAddress listenAddress,
            SocketAddress address,
            Class<? extends ServerChannel> channel,
            IoHandlerFactory handlers) {
        return new Transport(
                listenAddress,
                address,
                channel,
                group("accept", 1, handlers),
                group("io", 0, handlers)); // 0: as many as netty thinks right for this machine
    }

    private static EventLoopGroup group(String name, int threads, IoHandlerFactory handlers) {
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), handlers);
    }

    /** Ends the loops; may be called again. */
    @Override
    public void close() {
        end(acceptor);
        end(loops);
    }

    private static void end(EventLoopGroup group) {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
