package dev.orrery.server.grpc;

import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The files that make a server speak TLS, as options of a command. */
public final class TlsOptions {
    @Option(names = "--tls-cert", paramLabel = "FILE", description = "Certificate chain of this server, PEM.")
    private Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key, PEM, PKCS #8.")
    private Path key;

    @Option(
            names = "--client-ca",
            paramLabel = "FILE",
            description = "Only clients with a certificate of this authority may connect, PEM.")
    private Path clientAuthority;

    /** @throws IOException if files are missing, can't be read, or make no sense; the message says which */
    public ServerCredentials credentials() throws IOException {
        if (certificate == null && key == null && clientAuthority == null) {
            return InsecureServerCredentials.create();
        }
        if (certificate == null || key == null) {
            throw new IOException("TLS needs both --tls-cert and --tls-key");
        }
        TlsServerCredentials.Builder builder = TlsServerCredentials.newBuilder();
        try {
            builder.keyManager(certificate.toFile(), key.toFile());
            if (clientAuthority != null) {
                builder.trustManager(clientAuthority.toFile()).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
            }
        } catch (IOException e) {
            throw new IOException("TLS: " + e.getMessage(), e);
        }
        return builder.build();
    }

    /** Whether TLS was asked for. */
    public boolean isOn() {
        return certificate != null;
    }
}
