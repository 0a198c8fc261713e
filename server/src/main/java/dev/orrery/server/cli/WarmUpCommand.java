package dev.orrery.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code orrery warm-up}: does once what most people do, so that a JVM that watches can write an AOT cache of the classes and profiles
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
        StringWriter said = new StringWriter();
        CommandLine line = new CommandLine(new RootCommand()).setOut(new PrintWriter(said));
        Thread.ofPlatform()
                .daemon()
                .name("chain")
                .start(() -> line.execute(
                        "chain", "--rpc", "127.0.0.1:0", "--grpc", "127.0.0.1:0", "--rest", "127.0.0.1:0"));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!READY.matcher(said.toString()).find()) {
            if (System.nanoTime() > end) {
                throw new CommandFailure("the chain did not start: " + said);
            }
            Thread.sleep(10);
        }
        Matcher server = SERVER.matcher(said.toString());
        while (server.find()) {
            for (String question : server.group(1).equals("RPC") ? RPC_QUESTIONS : REST_QUESTIONS) {
                get(server.group(2) + question);
            }
        }
        return READY.matcher(said.toString())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static void get(String url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setReadTimeout(Math.toIntExact(PATIENCE.toMillis()));
        try (InputStream answer = connection.getInputStream()) {
            answer.transferTo(OutputStream.nullOutputStream());
        } finally {
            connection.disconnect();
        }
    }

    /** Another command of this command line; answers what it printed. */
    private static String orrery(String... arguments) {
        StringWriter said = new StringWriter();
        int status = new CommandLine(new RootCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new UserErrors())
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
