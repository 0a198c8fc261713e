package dev.orrery.server.vmservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ServerCredentials;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.TlsServerCredentials;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may connect over TCP. */
class TlsTest {
    @TempDir
    private Path folder;

    private ServerCredentials serverThatAsksForCertificates(Certificates.Pair server, Certificates.Pair clients)
            throws IOException {
        return TlsServerCredentials.newBuilder()
                .keyManager(server.certificate().toFile(), server.key().toFile())
                .trustManager(clients.certificate().toFile())
                .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                .build();
    }

    private static TlsChannelCredentials.Builder trusting(Certificates.Pair server) throws IOException {
        return TlsChannelCredentials.newBuilder()
                .trustManager(server.certificate().toFile());
    }

    private static void assertRefused(TestServer server, ChannelCredentials credentials) {
        try (TestChain chain = new TestChain(server.address(), credentials)) {
            StatusRuntimeException refused = assertThrows(StatusRuntimeException.class, () -> chain.open("vm"));
            assertEquals(Status.Code.UNAVAILABLE, refused.getStatus().getCode());
        }
        assertEquals(0, server.handlesOpen());
    }

    @Test
    void onlyClientsOfTheAuthorityGetIn() throws IOException {
        Certificates.Pair own = Certificates.make(folder, "server");
        Certificates.Pair known = Certificates.make(folder, "known");
        Certificates.Pair stranger = Certificates.make(folder, "stranger");
        try (TestServer server = TestServer.onPort(folder, serverThatAsksForCertificates(own, known))) {
            assertRefused(server, InsecureChannelCredentials.create());
            assertRefused(server, trusting(own).build());
            assertRefused(
                    server,
                    trusting(own)
                            .keyManager(
                                    stranger.certificate().toFile(),
                                    stranger.key().toFile())
                            .build());
            ChannelCredentials welcome = trusting(own)
                    .keyManager(known.certificate().toFile(), known.key().toFile())
                    .build();
            try (TestChain chain = new TestChain(server.address(), welcome)) {
                String handle = chain.open("vm");
                assertFalse(handle.isEmpty());
                var probe = chain.store(handle, Probe.wasm());
                assertEquals(
                        "{}",
                        TestChain.text(chain.run(TestChain.call(handle, probe, "execute", ""), TestChain::unasked)));
            }
        }
    }

    @Test
    void aClientTellsTheServerFromAnother() throws IOException {
        Certificates.Pair own = Certificates.make(folder, "server");
        Certificates.Pair other = Certificates.make(folder, "other");
        ServerCredentials credentials = TlsServerCredentials.create(
                own.certificate().toFile(), own.key().toFile());
        try (TestServer server = TestServer.onPort(folder, credentials)) {
            assertRefused(server, trusting(other).build());
        }
    }
}
