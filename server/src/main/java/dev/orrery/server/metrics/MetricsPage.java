package dev.orrery.server.metrics;

import dev.orrery.server.grpc.ListenAddress;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;

/** Serves a registry's metrics, and those of the JVM, over HTTP in the formats that Prometheus reads: {@code /metrics}. */
public final class MetricsPage implements AutoCloseable {
    private final HTTPServer server;

    private MetricsPage(HTTPServer server) {
        this.server = server;
    }

    /** @throws IOException if the address can't be listened on */
    public static MetricsPage serve(PrometheusRegistry registry, ListenAddress.Tcp address) throws IOException {
        JvmMetrics.builder().register(registry);
        try {
            return new MetricsPage(HTTPServer.builder()
                    .registry(registry)
                    .inetAddress(address.address().getAddress())
                    .port(address.address().getPort())
                    .buildAndStart());
        } catch (IOException e) {
            throw new IOException("can't serve metrics on " + address + ": " + e.getMessage(), e);
        }
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.close();
    }
}
