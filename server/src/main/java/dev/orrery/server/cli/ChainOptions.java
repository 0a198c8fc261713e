package dev.orrery.server.cli;

import dev.orrery.chain.ChainConfig;
import dev.orrery.chain.auth.Impersonation;
import dev.orrery.chain.coin.DecimalCoins;
import dev.orrery.chain.solo.BlockSchedule;
import dev.orrery.chain.wasm.wiring.WasmModule;
import dev.orrery.server.chain.Beginning;
import dev.orrery.server.chain.GivenGenesis;
import dev.orrery.server.chain.LocalChain;
import dev.orrery.server.chain.ReplicatedChain;
import dev.orrery.server.comet.NodeIdentity;
import dev.orrery.server.fork.ForkSource;
import dev.orrery.server.grpc.ListenAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a chain for development. */
final class ChainOptions {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Pattern CHAIN_ID = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,49}");

    /** Options that say nothing to an application whose blocks CometBFT makes. */
    static final List<String> DECIDED_BY_COMET = List.of(
            "--chain-id",
            "--rpc",
            "--block-time",
            "--idle-blocks",
            "--fund",
            "--comet-version",
            "--genesis",
            "--validator-key",
            "--fork");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private OwnerOptions owners;

    /** Of a chain that begins by itself. */
    private static final String DEFAULT_CHAIN_ID = "orrery-1";

    @Option(
            names = "--chain-id",
            paramLabel = "ID",
            description = "Default: " + DEFAULT_CHAIN_ID + ", or what the genesis says.")
    private Optional<String> chainId = Optional.empty();

    @Option(
            names = "--genesis",
            paramLabel = "FILE",
            description = "Begins the chain as this file says, in the form of wasmd and other chains of the Cosmos SDK,"
                    + " their validators' declarations included. Its accounts take the place of the known ones; parts"
                    + " for modules that there are none of are left aside.")
    private Optional<Path> genesis = Optional.empty();

    @Option(
            names = "--validator-key",
            paramLabel = "FILE",
            description = "With --genesis: the key of the validator that makes the blocks, as CometBFT writes it."
                    + " Default: priv_validator_key.json beside the genesis.")
    private Optional<Path> validatorKey = Optional.empty();

    @Option(
            names = "--rpc",
            defaultValue = "127.0.0.1:26657",
            paramLabel = "HOST:PORT",
            description = "CometBFT RPC. Default: ${DEFAULT-VALUE}.")
    private String rpc;

    @Option(
            names = "--grpc",
            defaultValue = "127.0.0.1:9090",
            paramLabel = "HOST:PORT",
            description = "gRPC. Default: ${DEFAULT-VALUE}.")
    private String grpc;

    @Option(
            names = "--rest",
            defaultValue = "127.0.0.1:1317",
            paramLabel = "HOST:PORT",
            description = "REST. Default: ${DEFAULT-VALUE}.")
    private String rest;

    @Option(
            names = "--block-time",
            defaultValue = "instant",
            paramLabel = "TIME",
            description = "instant: a block for each transaction; 1s, 500ms, …: one so often; manual: none by itself."
                    + " Default: ${DEFAULT-VALUE}.")
    private String blockTime;

    @Option(
            names = "--idle-blocks",
            defaultValue = "5s",
            paramLabel = "TIME",
            description = "With instant blocks: how long it stays quiet before an empty one; never: as long as nobody"
                    + " sends anything. Default: ${DEFAULT-VALUE}.")
    private String idleBlocks;

    @Option(
            names = "--faithful-simulation",
            description =
                    "Estimates gas as wasmd does, which leaves out what taking the fee costs: transactions with little"
                            + " gas then run out of it, there and here.")
    private boolean faithfulSimulation;

    @Option(
            names = "--allow-query",
            split = " ",
            paramLabel = "PATH",
            description = "A query that contracts may make of other modules by stargate or grpc, for example"
                    + " /cosmos.bank.v1beta1.Query/Balance. Repeatable. Default: none, as wasmd.")
    private List<String> allowedQueries = List.of();

    @Option(
            names = "--simulation-gas",
            paramLabel = "GAS",
            description =
                    "Most gas of a simulated transaction, which simulations then name as their limit. Default: what a"
                            + " block may use; where that is not limited, what never ends is stopped at 300000000.")
    private Optional<Long> simulationGas = Optional.empty();

    @Option(
            names = "--comet-version",
            defaultValue = NodeIdentity.COMET_VERSION,
            paramLabel = "VERSION",
            description = "The CometBFT that the RPC claims to be; clients choose how they read answers by it. Default:"
                    + " ${DEFAULT-VALUE}.")
    private String cometVersion;

    @Option(
            names = "--load",
            paramLabel = "FILE",
            description =
                    "Goes on with the chain that 'orrery devnet dump' wrote, in a home that has none. --chain-id must"
                            + " be that chain's. Don't let two chains go on if others follow them by IBC.")
    private Optional<Path> load = Optional.empty();

    @Option(
            names = "--fork",
            paramLabel = "URL[@HEIGHT]",
            description =
                    "Begins with the contracts, balances and accounts of the live chain that this RPC is of, fetched when"
                            + " they are needed. A home that has a fork goes on with it, with this option or without, and"
                            + " so does one that --load brings.")
    private Optional<String> fork = Optional.empty();

    @Option(
            names = "--remote-powers",
            description =
                    "Lets those act without keys, too, who don't reach the chain by a loopback address: contracts'"
                            + " calls (orrery.contracts.v1) and 'orrery devnet'.")
    private boolean remotePowers;

    /**
     * What the options say.
     *
     * @param home where the chain is kept; absent: nowhere
     */
    LocalChain.Settings settings(Optional<Path> home) {
        Optional<GivenGenesis> given = given();
        String id = chainId.or(() -> given.map(GivenGenesis::chainId)).orElse(DEFAULT_CHAIN_ID);
        if (!isChainId(id)) {
            throw refuse("--chain-id", "'" + id + "' is no chain id");
        }
        if (given.filter(genesis -> !genesis.chainId().equals(id)).isPresent()) {
            throw refuse("--chain-id", "the genesis is of chain '" + given.get().chainId() + "'");
        }
        ChainConfig config = config();
        return new LocalChain.Settings(
                id,
                home,
                new LocalChain.Addresses(tcp("--rpc", rpc), tcp("--grpc", grpc), tcp("--rest", rest)),
                schedule(),
                config,
                owners.funded(this::refusal),
                contracts(),
                cometVersion,
                beginning(given),
                remotePowers);
    }

    private Beginning beginning(Optional<GivenGenesis> given) {
        if (given.isPresent()) {
            return new Beginning.Given(given.get());
        }
        Optional<ForkSource> source = fork.map(this::source);
        return load.<Beginning>map(file -> new Beginning.FromDump(file, source))
                .or(() -> source.map(Beginning.AsFork::new))
                .orElseGet(Beginning.Anew::new);
    }

    private ForkSource source(String text) {
        try {
            return ForkSource.parse(text);
        } catch (IllegalArgumentException e) {
            throw refuse("--fork", e.getMessage());
        }
    }

    private Optional<GivenGenesis> given() {
        if (genesis.isEmpty()) {
            if (validatorKey.isPresent()) {
                throw refuse("--validator-key", "goes with --genesis only");
            }
            return Optional.empty();
        }
        for (String other : List.of("--fund", "--load", "--fork")) {
            if (spec.commandLine().getParseResult().hasMatchedOption(other)) {
                throw refuse(other, "does not go with --genesis, which says how the chain begins");
            }
        }
        try {
            return Optional.of(GivenGenesis.read(genesis.get(), validatorKey));
        } catch (IOException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    /**
     * The same for the application of a CometBFT.
     *
     * @param abci where it listens for CometBFT
     * @param node the RPC of that CometBFT
     * @param snapshotBlocks after so many blocks each a snapshot is taken; 0: none
     */
    ReplicatedChain.Settings replica(Optional<Path> home, String abci, Optional<String> node, long snapshotBlocks) {
        return new ReplicatedChain.Settings(
                home,
                new ReplicatedChain.Addresses(address("--abci", abci), tcp("--grpc", grpc), tcp("--rest", rest)),
                node.map(this::rpcOf),
                config(),
                contracts(),
                snapshotBlocks);
    }

    /** As CometBFT's own tools take it, {@code tcp://HOST:PORT}, or as browsers do. */
    private URI rpcOf(String node) {
        try {
            URI uri = new URI(node.replaceFirst("^tcp://", "http://"));
            if (uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme())) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below, as for what is no address of a server.
        }
        throw refuse("--node", "'" + node + "' is not like http://127.0.0.1:26657");
    }

    private ChainConfig config() {
        return new ChainConfig(
                owners.config().formats(),
                DecimalCoins.NONE,
                Impersonation.NONE,
                !faithfulSimulation,
                Version.orrery());
    }

    private WasmModule.Settings contracts() {
        WasmModule.Settings settings = WasmModule.Settings.DEFAULT.withAcceptedQueries(Set.copyOf(allowedQueries));
        return simulationGas.map(settings::withSimulationGas).orElse(settings);
    }

    static boolean isChainId(String text) {
        return CHAIN_ID.matcher(text).matches();
    }

    private BlockSchedule schedule() {
        return switch (blockTime) {
            case "instant" ->
                new BlockSchedule.Instantly(
                        idleBlocks.equals("never")
                                ? Optional.empty()
                                : Optional.of(duration("--idle-blocks", idleBlocks)));
            case "manual" -> new BlockSchedule.OnCommand();
            default -> new BlockSchedule.Every(duration("--block-time", blockTime));
        };
    }

    private Duration duration(String option, String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches() || Long.parseLong(parts.group(1)) == 0) {
            throw refuse(option, "'" + text + "' is no time like 1s or 500ms");
        }
        long amount = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private ListenAddress.Tcp tcp(String option, String text) {
        if (address(option, text) instanceof ListenAddress.Tcp tcp) {
            return tcp;
        }
        throw refuse(option, "takes host:port");
    }

    private ListenAddress address(String option, String text) {
        try {
            return ListenAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw refuse(option, e.getMessage());
        }
    }

    private ParameterException refuse(String option, String why) {
        return refusal(option + ": " + why);
    }

    private ParameterException refusal(String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
