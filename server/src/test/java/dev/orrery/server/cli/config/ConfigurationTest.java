package dev.orrery.server.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.server.Main;
import dev.orrery.server.cli.CommandFailure;
import dev.orrery.server.comet.NodeIdentity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConfigurationTest {
    private final CommandLine orrery = Main.commandLine();

    @TempDir
    private Path folder;

    @Test
    void theCommandLineComesBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
        configure(Map.of("ORRERY_CHAIN_GRPC", "127.0.0.1:1002"), """
            [chain]
            grpc = "127.0.0.1:2"
            rest = "127.0.0.1:3"
            """);
        orrery.parseArgs("chain", "--rpc", "127.0.0.1:10001");
        assertEquals("127.0.0.1:10001", value("chain", "--rpc"));
        assertEquals("127.0.0.1:1002", value("chain", "--grpc"));
        assertEquals("127.0.0.1:3", value("chain", "--rest"));
        assertEquals(NodeIdentity.COMET_VERSION, value("chain", "--comet-version"));
    }

    @Test
    void upTakesWhatIsSaidOfChainUnlessSomethingIsSaidOfUp() throws IOException {
        configure(Map.of(), """
            [chain]
            chain-id = "both-1"
            rpc = "127.0.0.1:1"
            [up]
            rpc = "127.0.0.1:2"
            """);
        orrery.parseArgs("up");
        assertEquals(Optional.of("both-1"), value("up", "--chain-id"));
        assertEquals("127.0.0.1:2", value("up", "--rpc"));
    }

    @Test
    void arraysNumbersAndTruthsReachOptionsOfTheirTypes() throws IOException {
        configure(Map.of(), """
            [chain]
            fund = ["a=1x,2y", "b=3z"]
            faithful-simulation = true
            simulation-gas = 5
            [vm]
            listen = "unix:///s"
            home = "h"
            capabilities = ["iterator", "staking"]
            """);
        orrery.parseArgs("chain");
        assertEquals(List.of("a=1x,2y", "b=3z"), value("chain", "--fund"));
        assertEquals(true, value("chain", "--faithful-simulation"));
        assertEquals(Optional.of(5L), value("chain", "--simulation-gas"));
        orrery.parseArgs("vm");
        assertEquals(java.util.Set.of("iterator", "staking"), value("vm", "--capabilities"));
    }

    @Test
    void mistakesInTheFileAreNamed() throws IOException {
        refused("[chain]\nrcp = 1", "[chain] has no option 'rcp'; it has abci, allow-query, ");
        refused("[chian]\nrpc = 1", "[chian] is no command");
        refused("rpc = 1", "'rpc' stands outside of a table like [chain]");
        refused("[chain]\nrpc = { a = 1 }", "[chain] rpc is neither a value nor an array of values");
        refused("[chain]\nrpc = [[1]]", "[chain] rpc is neither a value nor an array of values");
        refused("[chain]\nrpc = ", ":2: ");
        refused("#".repeat(65 * 1024), "is longer than 65536 bytes");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        StringWriter err = new StringWriter();
        orrery.setErr(new PrintWriter(err, true));
        assertTrue(orrery.execute("--config", "nowhere.toml", "config") != 0);
        assertTrue(err.toString().contains("can't read nowhere.toml"), err.toString());
    }

    @Test
    void whatConfigPrintsIsAFileThatSaysTheSame() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.toml"), "[chain]\nblock-time = \"3s\"\nfund = [\"a=1x\", \"b=2x\"]\n");
        String printed = printed("--config", file.toString(), "config");
        assertTrue(printed.contains("block-time = \"3s\"  # " + file + " [chain]"), printed);
        assertTrue(printed.contains("rpc = \"127.0.0.1:26657\"  # default"), printed);
        assertTrue(printed.contains("\n# home =\n"), printed);
        Path again = Files.writeString(folder.resolve("b.toml"), printed);
        assertEquals(
                printed.replaceAll("# .*", ""),
                printed("--config", again.toString(), "config").replaceAll("# .*", ""));
    }

    private String printed(String... arguments) {
        StringWriter out = new StringWriter();
        assertEquals(0, Main.commandLine().setOut(new PrintWriter(out)).execute(arguments));
        return out.toString();
    }

    private void configure(Map<String, String> environment, String toml) throws IOException {
        Path file = Files.writeString(folder.resolve("orrery.toml"), toml);
        orrery.setDefaultValueProvider(Configuration.of(environment, Optional.of(file), orrery::getCommandSpec));
    }

    private void refused(String toml, String why) {
        CommandFailure failure = assertThrows(CommandFailure.class, () -> configure(Map.of(), toml));
        assertTrue(failure.getMessage().contains(why), failure.getMessage());
    }

    private Object value(String command, String option) {
        return orrery.getSubcommands()
                .get(command)
                .getCommandSpec()
                .findOption(option)
                .getValue();
    }
}
