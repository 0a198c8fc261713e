package dev.orrery.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenAddressTest {
    @Test
    void aSocketIsNamedByItsPath() {
        ListenAddress address = ListenAddress.parse("unix:///run/orrery.sock");
        assertEquals(new ListenAddress.Unix(Path.of("/run/orrery.sock")), address);
        assertEquals("unix:///run/orrery.sock", address.toString());
    }

    @Test
    void aPortIsNamedWithItsHost() {
        for (String text : List.of("127.0.0.1:9090", "[::1]:9090")) {
            ListenAddress.Tcp address = assertInstanceOf(ListenAddress.Tcp.class, ListenAddress.parse(text));
            assertTrue(address.isLoopback(), text);
            assertEquals(9090, address.address().getPort());
        }
        ListenAddress.Tcp all = assertInstanceOf(ListenAddress.Tcp.class, ListenAddress.parse(":9090"));
        assertFalse(all.isLoopback());
    }

    @Test
    void whatIsNoAddressIsRefusedWithTheReason() {
        record Case(String text, String reason) {}
        for (Case c : List.of(
                new Case("unix://", "a path must follow unix://"),
                new Case("/run/orrery.sock", "'/run/orrery.sock' is neither unix:///path nor host:port"),
                new Case("localhost:http", "'http' is no port"),
                new Case("localhost:65536", "'65536' is no port"),
                new Case("localhost:-1", "'-1' is no port"),
                new Case("no.such.host.invalid:1", "the host 'no.such.host.invalid' is unknown"))) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> ListenAddress.parse(c.text()));
            assertEquals(c.reason(), refused.getMessage());
        }
    }
}
