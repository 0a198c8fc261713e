package dev.orrery.server.grpc;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** The file of a unix socket, which outlives a process that was killed. */
public final class SocketFile {
    private SocketFile() {}

    /**
     * Makes the path free to be listened on: makes its folder, removes a socket that nobody listens on.
     *
     * @throws IOException if somebody does, or if something else is there
     */
    public static void claim(Path path) throws IOException {
        Files.createDirectories(path.getParent());
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException(path + " exists and is no socket");
        }
        if (isServed(path)) {
            throw new IOException("another process listens on " + path);
        }
        Files.delete(path);
    }

    private static boolean isServed(Path path) {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            return false;
        }
    }

    public static void remove(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            System.getLogger(SocketFile.class.getName()).log(System.Logger.Level.WARNING, "can't remove " + path, e);
        }
    }
}
