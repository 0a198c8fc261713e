package dev.orrery.server.vmservice;

import dev.orrery.server.grpc.ListenAddress;
import dev.orrery.server.lane.Lanes;
import dev.orrery.vm.VmOptions;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A VM server on a unix socket (or a free port) below a test's folder. */
final class TestServer implements AutoCloseable {
    static final int MAX_FRAME_BYTES = 8 * 1024 * 1024;
    static final int MAX_LANES = 2;

    private final VmServer server;
    private final PrometheusRegistry registry;

    private TestServer(ListenAddress address, ServerCredentials credentials, Path home, Lanes.Settings lanes) {
        registry = new PrometheusRegistry();
        try {
            server = VmServer.start(
                    new VmServer.Settings(
                            address,
                            credentials,
                            home,
                            false,
                            VmOptions.WASMD_CAPABILITIES,
                            VmOptions.WASMD_MAX_MEMORY_PAGES,
                            MAX_FRAME_BYTES,
                            lanes,
                            true),
                    registry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TestServer onSocket(Path folder) {
        return new TestServer(
                new ListenAddress.Unix(folder.resolve("vm.sock")),
                InsecureServerCredentials.create(),
                folder.resolve("home"),
                new Lanes.Settings(MAX_LANES, folder, 0));
    }

    static TestServer onPort(Path folder, ServerCredentials credentials) {
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new TestServer(
                new ListenAddress.Tcp(free),
                credentials,
                folder.resolve("home"),
                new Lanes.Settings(MAX_LANES, folder, 0));
    }

    ListenAddress address() {
        return server.address();
    }

    TestChain connect() {
        return new TestChain(address());
    }

    void end(Duration patience) throws InterruptedException {
        server.end(patience);
    }

    int callsRunning() {
        return gauge("orrery_vm_calls_running");
    }

    int handlesOpen() {
        return gauge("orrery_vm_handles_open");
    }

    int lanes() {
        return gauge("orrery_vm_lanes");
    }

    private int gauge(String name) {
        GaugeSnapshot gauge = (GaugeSnapshot) registry.scrape(name::equals).get(0);
        return (int) gauge.getDataPoints().getFirst().getValue();
    }

    /** How many calls ended with that outcome. */
    int callsEnded(String outcome) {
        return registry.scrape("orrery_vm_calls"::equals).get(0).getDataPoints().stream()
                .filter(point -> outcome.equals(point.getLabels().get("outcome")))
                .mapToInt(TestServer::count)
                .sum();
    }

    private static int count(DataPointSnapshot point) {
        return (int)
                ((io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot) point).getValue();
    }

    /** Threads of this process that contracts run on. */
    static long callThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("contract-"))
                .count();
    }

    /** Waits until something holds; fails after a minute. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within a minute: " + what);
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
