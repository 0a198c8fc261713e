package dev.orrery.server.grpc;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** Where a server listens. Written {@code unix:///path}, {@code host:port} or {@code tcp://host:port}. */
public sealed interface ListenAddress {
    record Unix(Path path) implements ListenAddress {
        @Override
        public String toString() {
            return UNIX + path;
        }
    }

    record Tcp(InetSocketAddress address) implements ListenAddress {
        /** Whether only this machine can connect. */
        public boolean isLoopback() {
            InetAddress host = address.getAddress();
            return host != null && host.isLoopbackAddress();
        }

        public Tcp withPort(int port) {
            return new Tcp(new InetSocketAddress(address.getAddress(), port));
        }

        @Override
        public String toString() {
            String host = address.getHostString();
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
        }
    }

    /** How the address of a unix socket begins; the path follows, absolute with a third slash. */
    String UNIX = "unix://";

    /** How the address of a TCP socket may begin. */
    String TCP = "tcp://";

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is none; the message says why
     */
    static ListenAddress parse(String text) {
        if (text.startsWith(UNIX)) {
            String path = text.substring(UNIX.length());
            if (path.isEmpty()) {
                throw new IllegalArgumentException("a path must follow unix://");
            }
            return new Unix(Path.of(path).toAbsolutePath());
        }
        return tcp(text.startsWith(TCP) ? text.substring(TCP.length()) : text);
    }

    private static Tcp tcp(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("'" + text + "' is neither unix:///path nor host:port");
        }
        String host = text.substring(0, colon).replaceAll("^\\[|\\]$", "");
        InetSocketAddress address = host.isEmpty()
                ? new InetSocketAddress(port(text, colon))
                : new InetSocketAddress(host, port(text, colon));
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("the host '" + host + "' is unknown");
        }
        return new Tcp(address);
    }

    private static int port(String text, int colon) {
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port >= 0 && port <= 0xFFFF) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is too large.
        }
        throw new IllegalArgumentException("'" + text.substring(colon + 1) + "' is no port");
    }
}
