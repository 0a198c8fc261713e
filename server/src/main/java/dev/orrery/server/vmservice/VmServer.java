package dev.orrery.server.vmservice;

import dev.orrery.server.grpc.Endpoint;
import dev.orrery.server.grpc.ListenAddress;
import dev.orrery.server.lane.Lanes;
import dev.orrery.server.metrics.CallMetrics;
import io.grpc.ServerCredentials;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The external VM: listens, serves, and ends without cutting off a call if it can. */
public final class VmServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(VmServer.class.getName());

    private final Endpoint endpoint;
    private final Handles handles;
    private final CallGate gate;
    private final ExecutorService workers;

    private VmServer(Endpoint endpoint, Handles handles, CallGate gate, ExecutorService workers) {
        this.endpoint = endpoint;
        this.handles = handles;
        this.gate = gate;
        this.workers = workers;
    }

    /**
     * How the server is set up.
     *
     * @param home where VMs keep their files
     * @param anyDirectory whether chains may name directories outside the home
     * @param capabilities of the VM in the home itself
     * @param maxMemoryPages of the VM in the home itself
     * @param maxFrameBytes the largest message taken from a chain
     * @param lanes for chains on this machine
     * @param writeBehind whether chains may have writes sent late
     */
    public record Settings(
            ListenAddress address,
            ServerCredentials credentials,
            Path home,
            boolean anyDirectory,
            Set<String> capabilities,
            int maxMemoryPages,
            int maxFrameBytes,
            Lanes.Settings lanes,
            boolean writeBehind) {}

    /**
     * Starts to serve.
     *
     * @param registry is told what the server counts
     * @throws IOException if the address can't be listened on; the message says why
     */
    public static VmServer start(Settings settings, PrometheusRegistry registry) throws IOException {
        Handles handles = new Handles();
        CallGate gate = new CallGate();
        Lanes lanes = new Lanes(settings.lanes(), gate::running);
        CallMetrics metrics = new CallMetrics(registry, gate::running, handles::size, lanes::inUse);
        ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
        VmHome home = new VmHome(settings.home(), settings.anyDirectory());
        OpenOptions options = new OpenOptions(home, settings.capabilities(), settings.maxMemoryPages());
        Connections connections = new Connections(handles);
        Endpoint endpoint = Endpoint.listen(
                settings.address(),
                settings.credentials(),
                List.of(new VmService(
                        options,
                        handles,
                        gate,
                        metrics,
                        workers,
                        lanes,
                        settings.maxFrameBytes(),
                        settings.writeBehind())),
                builder -> builder.addTransportFilter(connections)
                        .addStreamTracerFactory(new RefusedFrames())
                        .intercept(connections)
                        .maxInboundMessageSize(settings.maxFrameBytes()));
        return new VmServer(endpoint, handles, gate, workers);
    }

    public ListenAddress address() {
        return endpoint.address();
    }

    /** Waits until somebody closes this server. */
    public void awaitEnd() throws InterruptedException {
        endpoint.awaitEnd();
    }

    /** Waits for a moment in which no call runs, at most that long, and ends. */
    public void end(Duration patience) throws InterruptedException {
        endpoint.announceEnd();
        if (!gate.shut(patience)) {
            LOG.log(System.Logger.Level.WARNING, "{0} calls did not end in time and are cut off", gate.running());
        }
        close();
    }

    /** Ends at once. */
    @Override
    public void close() {
        endpoint.close();
        workers.shutdown();
        handles.closeAll();
    }
}
