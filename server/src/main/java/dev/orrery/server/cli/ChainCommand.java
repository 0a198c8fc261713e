package dev.orrery.server.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orrery chain}: a CosmWasm chain for development, in the foreground until it is told to end. */
@Command(
        name = "chain",
        header = "Run a CosmWasm chain for development.",
        description =
                "%nServes CometBFT RPC, gRPC and REST until SIGTERM or SIGINT. Its accounts are known to everybody:"
                        + " keep nothing of value there.%n",
        mixinStandardHelpOptions = true)
public final class ChainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ChainOptions options;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "Where blocks and state are kept; the chain continues there. Without it the chain is forgotten"
                            + " when it ends.")
    private Optional<Path> home = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        return new ForegroundChain(spec.commandLine().getOut()).run("chain", options.settings(home));
    }
}
