package dev.orrery.server.cli;

import dev.orrery.server.contracts.ContractsServer;
import dev.orrery.server.grpc.ListenAddress;
import dev.orrery.vm.VmException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code orrery up}: the devnet, in the foreground until it is told to end. */
@Command(
        name = "up",
        header = "Start the devnet: upload contracts and call them.",
        description =
                "%nServes orrery.contracts.v1 over gRPC, with reflection and health. State is kept in DIR and there"
                        + " again after a restart. Ctrl-C ends it.%n",
        mixinStandardHelpOptions = true,
        footer = {
            "%nThen, in another terminal:",
            "  orrery store token.wasm",
            "  orrery instantiate 1 '{…}'",
            "  grpcurl -plaintext localhost:9090 list"
        })
public final class UpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "${sys:user.home}/.orrery/devnet",
            description = "Where codes and state are kept. Default: ${DEFAULT-VALUE}.")
    private Path home;

    @Option(
            names = "--grpc",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:9090",
            description =
                    "Where to listen. Default: ${DEFAULT-VALUE}. There are no keys: whoever can connect can send as"
                            + " anybody.")
    private String grpc;

    @Option(
            names = "--chain-id",
            paramLabel = "ID",
            defaultValue = "orrery-1",
            description = "Default: ${DEFAULT-VALUE}.")
    private String chainId;

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            defaultValue = "wasm",
            description = "What addresses begin with. Default: ${DEFAULT-VALUE}.")
    private String prefix;

    @Override
    public Integer call() throws InterruptedException {
        ContractsServer server = start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
        PrintWriter out = spec.commandLine().getOut();
        out.println("orrery up: ready on " + server.address() + ", chain " + chainId + ", state in " + home);
        out.flush();
        server.awaitEnd();
        return 0;
    }

    private ContractsServer start() {
        try {
            return ContractsServer.start(new ContractsServer.Settings(home, listen(), chainId, prefix));
        } catch (IOException | VmException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private ListenAddress listen() {
        try {
            return ListenAddress.parse(grpc);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--grpc: " + e.getMessage(), e);
        }
    }
}
