package dev.orrery.server.cli.remote;

import dev.orrery.proto.cosmos.bank.v1beta1.QueryAllBalancesRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryAllBalancesResponse;
import dev.orrery.proto.cosmos.base.v1beta1.Coin;
import dev.orrery.relayer.account.Account;
import dev.orrery.relayer.node.Node;
import dev.orrery.relayer.node.NodeException;
import dev.orrery.server.cli.CommandFailure;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery transfer}: tokens to an own account on another chain, and waiting until they are there. */
@Command(
        name = "transfer",
        header = "Send tokens to another chain and wait until they are there.",
        description =
                "%nFrom a wallet's account on the first chain to the same wallet's on the second, over a channel or,"
                        + " with IBC v2, between clients; a relayer must be running ('orrery relay').%n",
        mixinStandardHelpOptions = true,
        footer = "%nExamples:%n  orrery transfer 1000ucosm%n  orrery transfer 1000ucosm --v2")
public final class TransferCommand implements Runnable {
    private static final Pattern COIN = Pattern.compile("(\\d{1,78})([a-zA-Z][a-zA-Z0-9/:._-]{2,127})");
    private static final Duration LOOKED = Duration.ofMillis(200);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "COIN", description = "How much of what, for example 1000ucosm.")
    private String coin;

    @Option(
            names = "--a",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:26657",
            description = "CometBFT RPC of the chain it leaves. Default: ${DEFAULT-VALUE}.")
    private String urlOfA;

    @Option(
            names = "--b",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:36657",
            description = "CometBFT RPC of the chain where it arrives. Default: ${DEFAULT-VALUE}.")
    private String urlOfB;

    @Option(
            names = "--channel",
            paramLabel = "CHANNEL",
            description = "The channel on the first chain. Default: the first open one.")
    private Optional<String> channel = Optional.empty();

    @Option(names = "--v2", description = "By IBC v2, from the first client that is tied to one of another chain.")
    private boolean v2;

    @Option(names = "--client", paramLabel = "CLIENT", description = "By IBC v2, from this client on the first chain.")
    private Optional<String> client = Optional.empty();

    @Mixin
    private WalletOptions wallet;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "After how long the tokens come back, and nobody waits any more. Default: ${DEFAULT-VALUE}.")
    private int timeoutSeconds;

    @Override
    public void run() {
        try (Node a = new Node(Given.url(urlOfA));
                Node b = new Node(Given.url(urlOfB))) {
            transfer(a, b);
        } catch (NodeException e) {
            throw new CommandFailure(e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void transfer(Node a, Node b) {
        Coin sent = coin();
        Account sender = wallet.account(a);
        Node.Status there = b.status();
        String receiver =
                Account.on(b, there.chainId(), wallet.key(), Optional.empty()).address();
        Map<String, BigInteger> before = balances(b, receiver);
        Instant end = Instant.now().plusSeconds(timeoutSeconds);
        Way over = way(a);
        sender.send(List.of(over.message(sent, sender.address(), receiver, end)));
        say(a.status().chainId() + ": sent " + coin + " over " + over);
        while (Instant.now().isBefore(end)) {
            Map<String, BigInteger> now = balances(b, receiver);
            Optional<String> arrived = now.keySet().stream()
                    .filter(denom -> now.get(denom).compareTo(before.getOrDefault(denom, BigInteger.ZERO)) > 0)
                    .findFirst();
            if (arrived.isPresent()) {
                BigInteger more = now.get(arrived.get()).subtract(before.getOrDefault(arrived.get(), BigInteger.ZERO));
                say(there.chainId() + ": " + receiver + " got " + more + arrived.get());
                return;
            }
            pause();
        }
        throw new CommandFailure("nothing arrived in " + timeoutSeconds + " s; does a relayer run?");
    }

    private Way way(Node node) {
        if (client.isPresent()) {
            return new Way.Client(client.get());
        }
        if (channel.isPresent()) {
            return new Way.Channel(channel.get());
        }
        return v2 ? Way.firstClient(node) : Way.firstChannel(node);
    }

    private Coin coin() {
        Matcher parts = COIN.matcher(coin);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + coin + "' is no coin like 1000ucosm");
        }
        return Coin.newBuilder()
                .setAmount(parts.group(1))
                .setDenom(parts.group(2))
                .build();
    }

    private static Map<String, BigInteger> balances(Node node, String address) {
        Map<String, BigInteger> balances = new HashMap<>();
        node.query(
                        "cosmos.bank.v1beta1.Query/AllBalances",
                        QueryAllBalancesRequest.newBuilder().setAddress(address).build(),
                        QueryAllBalancesResponse.parser(),
                        Node.NEWEST)
                .getBalancesList()
                .forEach(each -> balances.put(each.getDenom(), new BigInteger(each.getAmount())));
        return balances;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    private static void pause() {
        try {
            Thread.sleep(LOOKED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", e);
        }
    }
}
