package dev.orrery.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code orrery warm-up}: does once what most people do, so that a JVM that watches can write an AOT cache of the classes that
 * this takes. Everything happens in this process and in a folder of its own, on ports that nobody else has.
 */
@Command(
        name = "warm-up",
        hidden = true,
        header = "Do a bit of everything, to make an AOT cache from.",
        mixinStandardHelpOptions = true)
public final class WarmUpCommand implements Runnable {
    /** A cold start on a busy machine takes a tenth of this. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String CHAIN_ID = "warm-up-1";

    /** What {@link ChainCommand} says of its RPC and REST servers. */
    private static final Pattern SERVER = Pattern.compile("(RPC|REST) +(http://\\S+)");

    private static final Pattern READY = Pattern.compile("ready on ([^ ,]+),");

    private static final List<String> RPC_QUESTIONS = List.of("/status", "/block", "/abci_info", "/validators");
    private static final List<String> REST_QUESTIONS = List.of(
            "/cosmos/base/tendermint/v1beta1/node_info",
            "/cosmos/base/tendermint/v1beta1/blocks/latest",
            "/cosmos/bank/v1beta1/supply");

    @Override
    public void run() {
        try {
            Path folder = Files.createTempDirectory("orrery-warm-up");
            try {
                contracts(folder, chain());
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new CommandFailure(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", e);
        }
    }

    /**
     * A contract from its beginning to its first answers.
     *
     * @param node where the chain answers by gRPC
     */
    private static void contracts(Path folder, String node) throws IOException {
        Path file = folder.resolve("counter.wasm");
        try (InputStream counter = WarmUpCommand.class.getResourceAsStream("counter.wasm")) {
            Files.copy(counter, file);
        }
        String module = file.toString();
        orrery("check", module);
        orrery("store", module, "--node", node);
        String made = orrery("instantiate", "1", "{\"count\":5}", "--node", node);
        String contract = made.lines().findFirst().orElse("").replaceFirst("contract *", "");
        orrery("execute", contract, "{\"increment\":{}}", "--node", node);
        orrery("query", contract, "{\"get_count\":{}}", "--node", node);
        orrery("health", node);
    }

    /**
     * A chain and the first questions to it. It ends with this process, as it does when somebody ends it.
     *
     * @return where its gRPC services answer
     */
    private static String chain() throws IOException, InterruptedException {
        List<WarmUpAccount> accounts = WarmUpTraffic.accounts();
        String anyPort = "127.0.0.1:0";
        List<String> arguments = new ArrayList<>(
                List.of("chain", "--chain-id", CHAIN_ID, "--rpc", anyPort, "--grpc", anyPort, "--rest", anyPort));
        accounts.forEach(account -> arguments.addAll(List.of("--fund", account.address() + "=1000000ucosm")));
        StringWriter said = new StringWriter();
        String[] given = arguments.toArray(String[]::new);
        CommandLine line = RootCommand.commandLineFor(given).setOut(new PrintWriter(said));
        Thread.ofPlatform().daemon().name("chain").start(() -> line.execute(given));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!READY.matcher(said.toString()).find()) {
            if (System.nanoTime() > end) {
                throw new CommandFailure("the chain did not start: " + said);
            }
            Thread.sleep(10);
        }
        String rpc = server("RPC", said.toString());
        String rest = server("REST", said.toString());
        for (String question : RPC_QUESTIONS) {
            WarmUpTraffic.get(rpc + question);
        }
        for (String question : REST_QUESTIONS) {
            WarmUpTraffic.get(rest + question);
        }
        try (InputStream counter = WarmUpCommand.class.getResourceAsStream("counter.wasm")) {
            new WarmUpTraffic(rpc, rest, CHAIN_ID).run(accounts, counter.readAllBytes());
        }
        return READY.matcher(said.toString())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static String server(String name, String said) {
        return SERVER.matcher(said)
                .results()
                .filter(server -> server.group(1).equals(name))
                .findFirst()
                .orElseThrow()
                .group(2);
    }

    /** Another command of this command line; answers what it printed. */
    private static String orrery(String... arguments) {
        StringWriter said = new StringWriter();
        int status = RootCommand.commandLineFor(arguments)
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute(arguments);
        if (status != 0) {
            throw new CommandFailure("orrery " + String.join(" ", arguments) + ": " + said);
        }
        return said.toString();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
