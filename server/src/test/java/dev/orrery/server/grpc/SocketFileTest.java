package dev.orrery.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketFileTest {
    @TempDir
    private Path folder;

    @Test
    void missingFoldersAreMade() throws IOException {
        SocketFile.claim(folder.resolve("a/b/vm.sock"));
        assertTrue(Files.isDirectory(folder.resolve("a/b")));
    }

    @Test
    void aSocketThatNobodyListensOnIsRemoved() throws IOException {
        Path path = folder.resolve("vm.sock");
        listen(path).close();
        assertTrue(Files.exists(path));
        SocketFile.claim(path);
        assertFalse(Files.exists(path));
    }

    @Test
    void aSocketInUseIsLeftAlone() throws IOException {
        Path path = folder.resolve("vm.sock");
        try (ServerSocketChannel other = listen(path)) {
            IOException refused = assertThrows(IOException.class, () -> SocketFile.claim(path));
            assertEquals("another process listens on " + path, refused.getMessage());
            assertTrue(other.isOpen() && Files.exists(path));
        }
    }

    @Test
    void aFileIsNotTakenForASocket() throws IOException {
        Path path = Files.writeString(folder.resolve("precious"), "content");
        IOException refused = assertThrows(IOException.class, () -> SocketFile.claim(path));
        assertEquals(path + " exists and is no socket", refused.getMessage());
        assertEquals("content", Files.readString(path));
    }

    private static ServerSocketChannel listen(Path path) throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        socket.bind(UnixDomainSocketAddress.of(path));
        return socket;
    }
}
