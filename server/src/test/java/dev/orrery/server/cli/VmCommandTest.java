package dev.orrery.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.server.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as a process of its own, from start to signal; and command lines that make no sense. */
class VmCommandTest {
    private static final int KILLED_BY_SIGTERM = 128 + 15;

    @TempDir
    private Path folder;

    private Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "vm",
                "--listen",
                "unix://" + folder.resolve("vm.sock"),
                "--home",
                folder.resolve("home").toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("log").toFile())
                .start();
    }

    @Test
    void aProcessSaysWhenItIsReadyAndCleansUpWhenItIsTold() throws Exception {
        Process vm = start("--metrics", "127.0.0.1:0");
        try (BufferedReader said = vm.inputReader(StandardCharsets.UTF_8)) {
            String metrics = said.readLine();
            assertEquals("orrery vm: ready on unix://" + folder.resolve("vm.sock"), said.readLine());
            String page = read(metrics.substring(metrics.indexOf("http")));
            assertTrue(page.contains("orrery_vm_calls_running 0.0"), page);
            assertEquals(Set.of(), missing(page, Path.of("../docs/grafana-vm.json")));
            vm.destroy();
            assertTrue(vm.waitFor(30, TimeUnit.SECONDS), "still there after 30 s");
            assertEquals(KILLED_BY_SIGTERM, vm.exitValue());
            assertFalse(Files.exists(folder.resolve("vm.sock")));
        } finally {
            vm.destroyForcibly();
        }
    }

    /** Which series the dashboard asks for that are not there. */
    private static Set<String> missing(String page, Path dashboard) throws IOException {
        Set<String> there = page.lines().map(line -> line.split("[{ ]", 2)[0]).collect(Collectors.toSet());
        return Pattern.compile("\\b(orrery|jvm|process)_[a-z_]+")
                .matcher(Files.readString(dashboard))
                .results()
                .map(MatchResult::group)
                .filter(series -> !there.contains(series))
                .collect(Collectors.toSet());
    }

    @Test
    void aSecondProcessOnTheSameSocketSaysWhyItCannot() throws Exception {
        Process first = start();
        try (BufferedReader said = first.inputReader(StandardCharsets.UTF_8)) {
            assertTrue(said.readLine().contains("ready"));
            Process second = start();
            assertTrue(second.waitFor(60, TimeUnit.SECONDS));
            assertEquals(1, second.exitValue());
            assertEquals(
                    "error: another process listens on " + folder.resolve("vm.sock"),
                    Files.readString(folder.resolve("log")).strip());
        } finally {
            first.destroyForcibly();
        }
    }

    private static String read(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    @Test
    void optionsThatMakeNoSenseAreRefusedByName() {
        String home = folder.toString();
        record Case(int status, String said, String... line) {}
        for (Case c : List.of(
                new Case(2, "--listen", "vm", "--home", home),
                new Case(2, "'there' is neither", "vm", "--listen", "there", "--home", home),
                new Case(2, "--memory-limit must be", "vm", "--listen", ":0", "--home", home, "--memory-limit", "0"),
                new Case(2, "--max-frame must be", "vm", "--listen", ":0", "--home", home, "--max-frame", "9999"),
                new Case(1, "--tls-key", "vm", "--listen", ":0", "--home", home, "--tls-cert", "nowhere"),
                new Case(
                        1,
                        "nowhere",
                        "vm",
                        "--listen",
                        ":0",
                        "--home",
                        home,
                        "--tls-cert",
                        "nowhere",
                        "--tls-key",
                        "nowhere"))) {
            StringWriter err = new StringWriter();
            CommandLine orrery = Main.commandLine().setErr(new PrintWriter(err, true));
            assertEquals(c.status(), orrery.execute(c.line()), err.toString());
            assertTrue(err.toString().contains(c.said()), err.toString());
        }
    }
}
