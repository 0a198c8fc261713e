package dev.orrery.server.cli;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery health}: what a container's health check runs, where there is no other program to ask with. */
@Command(
        name = "health",
        header = "Say whether a server of Orrery works.",
        description = "%nAsks the gRPC health service. The status is 0 if it serves, 1 otherwise.%n",
        mixinStandardHelpOptions = true,
        footer = {"%nExamples:", "  orrery health localhost:9090", "  orrery health unix:///run/orrery/vm.sock"})
public final class HealthCommand implements Runnable {
    /** Health checks are made every few seconds; one that takes longer says no. */
    private static final int PATIENCE_SECONDS = 5;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ADDRESS", description = "The gRPC address of a chain or a VM: host:port or unix:///path.")
    private String address;

    @Override
    public void run() {
        ServingStatus status = ask();
        if (status != ServingStatus.SERVING) {
            throw new CommandFailure(address + ": " + status);
        }
        spec.commandLine().getOut().println(address + ": " + status);
    }

    private ServingStatus ask() {
        ManagedChannel channel = Grpc.newChannelBuilder(address, InsecureChannelCredentials.create())
                .build();
        try {
            return HealthGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .check(HealthCheckRequest.getDefaultInstance())
                    .getStatus();
        } catch (StatusRuntimeException e) {
            throw new CommandFailure(address + ": " + e.getStatus().getCode(), e);
        } finally {
            channel.shutdownNow();
        }
    }
}
