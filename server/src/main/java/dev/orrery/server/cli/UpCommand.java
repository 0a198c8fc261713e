package dev.orrery.server.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orrery up}: the devnet, in the foreground until it is told to end. */
@Command(
        name = "up",
        header = "Start the devnet: a CosmWasm chain, kept from one start to the next.",
        description =
                "%nThe same as 'orrery chain', at home in DIR. Contracts can be called without keys, too, by the commands"
                        + " below and by gRPC (orrery.contracts.v1). Ctrl-C ends it.%n",
        mixinStandardHelpOptions = true,
        footer = {
            "%nThen, in another terminal:",
            "  curl localhost:26657/status",
            "  grpcurl -plaintext localhost:9090 list",
            "  orrery store token.wasm",
            "  orrery instantiate 1 '{…}'"
        })
public final class UpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ChainOptions options;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "${sys:user.home}/.orrery/devnet",
            description = "Where blocks and state are kept; the chain continues there. Default: ${DEFAULT-VALUE}.")
    private Path home;

    @Override
    public Integer call() throws InterruptedException {
        return new ForegroundChain(spec.commandLine().getOut()).run("up", options.settings(Optional.of(home)));
    }
}
