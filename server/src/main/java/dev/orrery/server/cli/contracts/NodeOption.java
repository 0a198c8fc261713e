package dev.orrery.server.cli.contracts;

import dev.orrery.proto.contracts.v1.ContractsGrpc;
import dev.orrery.server.cli.CommandFailure;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Which server a command talks to, and the talking. */
public final class NodeOption {
    /** Long enough for any call that its gas limit allows, short enough to notice a server that hangs. */
    private static final long PATIENCE_SECONDS = 120;

    /** State pages have 2 MiB, codes and results may have more. */
    private static final int MAX_ANSWER_BYTES = 128 * 1024 * 1024;

    @Option(
            names = "--node",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:ORRERY_NODE:-localhost:9090}",
            description = "gRPC address of the server. Default: ${DEFAULT-VALUE}, or ORRERY_NODE.")
    private String node;

    /**
     * Asks the server one thing.
     *
     * @throws CommandFailure with the server's text if it says no
     */
    <T> T ask(Function<ContractsGrpc.ContractsBlockingStub, T> question) {
        return talk(channel -> question.apply(
                ContractsGrpc.newBlockingStub(channel).withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)));
    }

    /**
     * Talks with the server by any of its services.
     *
     * @throws CommandFailure with the server's text if it says no
     */
    public <T> T talk(Function<ManagedChannel, T> conversation) {
        ManagedChannel channel = Grpc.newChannelBuilder(node, InsecureChannelCredentials.create())
                .maxInboundMessageSize(MAX_ANSWER_BYTES)
                .build();
        try {
            return conversation.apply(channel);
        } catch (StatusRuntimeException e) {
            throw failure(e);
        } finally {
            channel.shutdownNow();
        }
    }

    private CommandFailure failure(StatusRuntimeException e) {
        if (e.getStatus().getCode() == Status.Code.UNAVAILABLE) {
            return new CommandFailure(
                    "no server answers on " + node + ": start one with 'orrery up', or name another with --node", e);
        }
        return new CommandFailure(FailureText.of(e), e);
    }
}
