package dev.orrery.server.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code orrery chain}: a CosmWasm chain for development, in the foreground until it is told to end. */
@Command(
        name = "chain",
        header = "Run a CosmWasm chain for development.",
        description =
                "%nServes CometBFT RPC, gRPC and REST until SIGTERM or SIGINT. Its accounts are known to everybody:"
                        + " keep nothing of value there.%n%nWith --abci it makes no blocks of its own: it is the"
                        + " application of a CometBFT v0.38, which has the blocks and the RPC.%n",
        mixinStandardHelpOptions = true,
        footer = {
            "%nUnder a real CometBFT, which 'cometbft init' has set up at home:",
            "  orrery genesis ~/.cometbft/config/genesis.json",
            "  orrery chain --abci unix:///tmp/abci.sock --home state",
            "  cometbft node --proxy_app=unix:///tmp/abci.sock"
        })
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

    @Option(
            names = "--abci",
            paramLabel = "ADDRESS",
            description =
                    "Run under a CometBFT, whose proxy_app this is: unix:///path/to.sock or tcp://HOST:PORT. Whoever"
                            + " can connect decides what the state becomes. Chain id, accounts and block times are"
                            + " CometBFT's then, see 'orrery help genesis'.")
    private Optional<String> abci = Optional.empty();

    @Option(
            names = "--node",
            paramLabel = "URL",
            description = "With --abci: the RPC of that CometBFT, such as http://127.0.0.1:26657, for the gRPC and REST"
                    + " methods that tell of blocks or take transactions, and for traces. Without it they say that they"
                    + " can't.")
    private Optional<String> node = Optional.empty();

    @Option(
            names = "--snapshot-blocks",
            paramLabel = "BLOCKS",
            description =
                    "With --abci: after so many blocks each a snapshot of the state is taken, which new nodes can begin"
                            + " with (CometBFT's state sync). The newest two are kept. Default: none are taken.")
    private Optional<Long> snapshotBlocks = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        if (abci.isPresent()) {
            refuseWhatCometDecides();
            return new ForegroundReplica(spec.commandLine().getOut())
                    .run(options.replica(home, abci.get(), node, snapshotBlocks()));
        }
        refuseWhatNeedsAbci("--node", node);
        refuseWhatNeedsAbci("--snapshot-blocks", snapshotBlocks);
        return new ForegroundChain(spec.commandLine().getOut()).run("chain", options.settings(home));
    }

    private long snapshotBlocks() {
        long blocks = snapshotBlocks.orElse(0L);
        if (blocks < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--snapshot-blocks: " + blocks + " is no number of blocks");
        }
        return blocks;
    }

    private void refuseWhatNeedsAbci(String option, Optional<?> given) {
        if (given.isPresent()) {
            throw new ParameterException(spec.commandLine(), option + ": goes with --abci only");
        }
    }

    private void refuseWhatCometDecides() {
        for (String option : ChainOptions.DECIDED_BY_COMET) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(
                        spec.commandLine(), option + ": is CometBFT's to decide with --abci, or its genesis'");
            }
        }
    }
}
