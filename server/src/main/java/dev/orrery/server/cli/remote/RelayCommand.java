package dev.orrery.server.cli.remote;

import dev.orrery.relayer.Relayer;
import dev.orrery.relayer.RelayerSettings;
import dev.orrery.relayer.account.GasPrice;
import dev.orrery.relayer.link.ChannelRequest;
import dev.orrery.relayer.node.NodeException;
import dev.orrery.relayer.work.Access;
import dev.orrery.server.chain.DevAccount;
import dev.orrery.server.cli.CommandFailure;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code orrery relay}: carries IBC packets between two chains, in the foreground until it is told to end. */
@Command(
        name = "relay",
        header = "Link two chains by IBC and carry packets between them.",
        description = {
            "%nFinds the clients, connection and channels that link the two chains, finishes what was begun and makes what"
                    + " is missing; then relays packets, acknowledgements and timeouts of all channels over that"
                    + " connection. It keeps no files: end it, start it again, restart a chain, and it goes on.",
            "%nMade for local chains; any chain of the Cosmos SDK with ibc-go 9 or later will do. Ctrl-C ends it.%n"
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nTwo chains, and tokens between them:",
            "  orrery chain --chain-id east-1 &",
            "  orrery chain --chain-id west-1 --rpc 127.0.0.1:36657 --grpc 127.0.0.1:39090 --rest 127.0.0.1:31317 &",
            "  orrery relay",
            "%nMore:",
            "  orrery relay --channel transfer:transfer --channel wasm.wasm1…:wasm.wasm1…:ordered:ping-1",
            "  orrery relay --v2                            IBC v2: client to client, no channels",
            "  orrery relay --once                          relay what waits, then end",
            "  orrery relay --b http://node:26657 --gas-price-b 0.025ustake --mnemonic @words.txt"
        })
public final class RelayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--a",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:26657",
            description = "CometBFT RPC of the first chain. Default: ${DEFAULT-VALUE}.")
    private String urlOfA;

    @Option(
            names = "--b",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:36657",
            description = "CometBFT RPC of the second chain. Default: ${DEFAULT-VALUE}.")
    private String urlOfB;

    @Option(
            names = "--channel",
            split = " ",
            paramLabel = "PORT:PORT[:ordered][:VERSION]",
            description =
                    "A channel to open unless there is one: the port on the first chain, on the second, the order,"
                            + " the version to propose, without spaces. Repeatable. Default: transfer:transfer, unless"
                            + " --v2.")
    private List<String> channels = List.of();

    @Option(
            names = "--v2",
            description = "Link the chains client to client (IBC v2); with --channel as well as by a connection.")
    private boolean v2;

    @Option(names = "--once", description = "Relay what waits and end. The status is 1 if a chain refused something.")
    private boolean once;

    @Option(
            names = "--mnemonic",
            paramLabel = "WORDS",
            description = "The wallet that pays on both chains, or @FILE with it. Default: test8 of local chains.")
    private Optional<String> words = Optional.empty();

    @Option(names = "--mnemonic-a", paramLabel = "WORDS", description = "Only on the first chain.")
    private Optional<String> wordsOfA = Optional.empty();

    @Option(names = "--mnemonic-b", paramLabel = "WORDS", description = "Only on the second chain.")
    private Optional<String> wordsOfB = Optional.empty();

    @Option(
            names = "--gas-price-a",
            paramLabel = "COIN",
            description = "For example 0.025ucosm. Default: the least that the node takes.")
    private Optional<String> priceOfA = Optional.empty();

    @Option(names = "--gas-price-b", paramLabel = "COIN", description = "The same on the second chain.")
    private Optional<String> priceOfB = Optional.empty();

    @Option(
            names = "--poll",
            paramLabel = "MS",
            defaultValue = "500",
            description = "How often to look for new blocks. Milliseconds. Default: ${DEFAULT-VALUE}.")
    private int pollMillis;

    @Option(
            names = "--health",
            paramLabel = "HOST:PORT",
            description = "Answer gRPC health checks there: serving as soon as all is linked ('orrery health').")
    private Optional<String> health = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        RelayerSettings settings = settings();
        try (RelayProgress progress = RelayProgress.open(spec.commandLine().getOut(), health)) {
            Relayer relayer = new Relayer(settings, progress);
            if (once) {
                return finish(relayer.runOnce());
            }
            relayer.run();
            return 0;
        } catch (NodeException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private static int finish(int refused) {
        if (refused > 0) {
            throw new CommandFailure(refused + " refused, as said above");
        }
        return 0;
    }

    private RelayerSettings settings() {
        List<ChannelRequest> wanted = channels.stream().map(this::channel).toList();
        boolean overChannels = !v2 || !wanted.isEmpty();
        if (pollMillis < 1) {
            throw refuse("--poll", "at least 1");
        }
        return new RelayerSettings(
                new Access(url("--a", urlOfA), words(wordsOfA), price("--gas-price-a", priceOfA)),
                new Access(url("--b", urlOfB), words(wordsOfB), price("--gas-price-b", priceOfB)),
                overChannels && wanted.isEmpty() ? List.of(ChannelRequest.TRANSFER) : wanted,
                overChannels,
                v2,
                Duration.ofMillis(pollMillis));
    }

    private ChannelRequest channel(String text) {
        try {
            return ChannelRequest.parse(text);
        } catch (IllegalArgumentException e) {
            throw refuse("--channel", e.getMessage());
        }
    }

    private URI url(String option, String text) {
        try {
            return Given.url(text);
        } catch (IllegalArgumentException e) {
            throw refuse(option, e.getMessage());
        }
    }

    private String words(Optional<String> own) {
        return own.or(() -> words)
                .map(Given::words)
                .orElseGet(() -> DevAccount.ALL.getLast().words());
    }

    private Optional<GasPrice> price(String option, Optional<String> text) {
        try {
            return text.map(GasPrice::parse);
        } catch (IllegalArgumentException e) {
            throw refuse(option, e.getMessage());
        }
    }

    private ParameterException refuse(String option, String why) {
        return new ParameterException(spec.commandLine(), option + ": " + why);
    }
}
