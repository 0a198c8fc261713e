package dev.orrery.server.cli;

import dev.orrery.server.grpc.ListenAddress;
import dev.orrery.server.grpc.TlsOptions;
import dev.orrery.server.lane.Lanes;
import dev.orrery.server.metrics.MetricsPage;
import dev.orrery.server.vmservice.VmServer;
import dev.orrery.vm.VmOptions;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code orrery vm}: the VM of a chain in another process, in the foreground until it is told to end. */
@Command(
        name = "vm",
        header = "Run contracts for a chain in another process.",
        description =
                "%nServes the protocol orrery.vm.v1 until SIGTERM or SIGINT; prints one line when it is ready. A chain"
                        + " connects with the Go adapter, see docs/operations.md.%n",
        mixinStandardHelpOptions = true)
public final class VmCommand implements Callable<Integer> {
    private static final int MIB = 1024 * 1024;

    private static final int PAGES_PER_MIB = 16;

    /** A Wasm memory has at most 65,536 pages. */
    private static final int MAX_MEMORY_MIB = 4096;

    /** Room for the largest code, message or query result that a chain could send: results reach 64 MiB. */
    private static final int DEFAULT_FRAME_MIB = 128;

    private static final int MAX_FRAME_MIB = 2047;

    private static final int DEFAULT_LANES = 256;

    private static final int MAX_LANES = 10_000;

    /** Longer than what most chains need for an answer. docs/decisions/0008. */
    private static final int DEFAULT_SPIN_MICROS = 200;

    private static final int MAX_SPIN_MICROS = 1000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--listen",
            required = true,
            paramLabel = "ADDRESS",
            description = "unix:///path/to.sock or host:port.")
    private String listen;

    @Option(names = "--home", required = true, paramLabel = "DIR", description = "Where codes and caches are kept.")
    private Path home;

    @Option(
            names = "--allow-any-dir",
            description = "Lets a chain name any directory of this machine. Without it, directories outside DIR are"
                    + " kept under DIR/dirs.")
    private boolean allowAnyDir;

    @Option(
            names = "--capabilities",
            split = ",",
            paramLabel = "NAME",
            description = "What contracts may require, for a chain that opens no directory of its own. Default:"
                    + " wasmd's.")
    private Set<String> capabilities = VmOptions.WASMD_CAPABILITIES;

    @Option(
            names = "--memory-limit",
            defaultValue = "32",
            paramLabel = "MIB",
            description = "Memory of one contract, for a chain that opens no directory of its own. Default:"
                    + " ${DEFAULT-VALUE}.")
    private int memoryLimitMib;

    @Option(
            names = "--max-frame",
            defaultValue = "" + DEFAULT_FRAME_MIB,
            paramLabel = "MIB",
            description = "Largest message taken from a chain. Default: ${DEFAULT-VALUE}.")
    private int maxFrameMib;

    @Option(
            names = "--lanes",
            defaultValue = "" + DEFAULT_LANES,
            paramLabel = "COUNT",
            description =
                    "How many running calls of chains on this machine may use shared memory instead of the connection;"
                            + " 0 for none. Each takes 68 KiB. Default: ${DEFAULT-VALUE}.")
    private int lanes;

    @Option(
            names = "--lane-dir",
            defaultValue = "/dev/shm",
            paramLabel = "DIR",
            description = "Where that memory is; a chain needs the same path to it. Default: ${DEFAULT-VALUE}.")
    private Path laneDir;

    @Option(
            names = "--lane-spin",
            defaultValue = "" + DEFAULT_SPIN_MICROS,
            paramLabel = "MICROS",
            description =
                    "How long a call may keep a processor busy waiting for its chain before it sleeps, while there"
                            + " are two for every call and it pays off; 0 for not at all. Default: ${DEFAULT-VALUE}.")
    private int laneSpinMicros;

    @Option(
            names = "--no-write-behind",
            description =
                    "Sends each write of a contract at once, even if the chain lets it be sent with the next question.")
    private boolean noWriteBehind;

    @Option(
            names = "--grace",
            defaultValue = "20",
            paramLabel = "SECONDS",
            description = "How long running calls may take to end at shutdown. Default: ${DEFAULT-VALUE}.")
    private int graceSeconds;

    @Option(
            names = "--metrics",
            paramLabel = "HOST:PORT",
            description = "Serves Prometheus metrics there, at /metrics.")
    private Optional<String> metrics = Optional.empty();

    @ArgGroup(exclusive = false, heading = "%nTLS, for host:port:%n")
    private TlsOptions tls = new TlsOptions();

    @Override
    public Integer call() throws InterruptedException {
        PrometheusRegistry registry = new PrometheusRegistry();
        VmServer server = start(registry);
        serveMetrics(registry, server);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server), "shutdown"));
        say("orrery vm: ready on " + server.address());
        server.awaitEnd();
        return 0;
    }

    private VmServer start(PrometheusRegistry registry) {
        VmServer.Settings settings;
        try {
            settings = new VmServer.Settings(
                    address("--listen", listen),
                    tls.credentials(),
                    home,
                    allowAnyDir,
                    Set.copyOf(capabilities),
                    PAGES_PER_MIB * inRange("--memory-limit", memoryLimitMib, MAX_MEMORY_MIB),
                    MIB * inRange("--max-frame", maxFrameMib, MAX_FRAME_MIB),
                    new Lanes.Settings(
                            inRange("--lanes", lanes, 0, MAX_LANES),
                            laneDir,
                            TimeUnit.MICROSECONDS.toNanos(inRange("--lane-spin", laneSpinMicros, 0, MAX_SPIN_MICROS))),
                    !noWriteBehind);
            return VmServer.start(settings, registry);
        } catch (IOException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private void serveMetrics(PrometheusRegistry registry, VmServer server) {
        if (metrics.isEmpty()) {
            return;
        }
        if (!(address("--metrics", metrics.get()) instanceof ListenAddress.Tcp tcp)) {
            throw new ParameterException(spec.commandLine(), "--metrics takes host:port");
        }
        try {
            MetricsPage page = MetricsPage.serve(registry, tcp);
            say("orrery vm: metrics on http://" + tcp.withPort(page.port()) + "/metrics");
        } catch (IOException e) {
            server.close();
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    private ListenAddress address(String option, String text) {
        try {
            return ListenAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage());
        }
    }

    private int inRange(String option, int value, int max) {
        return inRange(option, value, 1, max);
    }

    private int inRange(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new ParameterException(spec.commandLine(), option + " must be from " + min + " to " + max);
        }
        return value;
    }

    private void end(VmServer server) {
        try {
            server.end(Duration.ofSeconds(graceSeconds));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
