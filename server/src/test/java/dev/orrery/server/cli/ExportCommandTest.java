package dev.orrery.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.server.chain.Beginning;
import dev.orrery.server.chain.GivenGenesis;
import dev.orrery.server.fork.RunningChain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExportCommandTest {
    private static final String QUESTION = "{\"page\":{\"limit\":30}}";

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int export(String... options) {
        CommandLine line = RootCommand.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        String[] arguments = new String[options.length + 1];
        arguments[0] = "export";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return line.execute(arguments);
    }

    private String home() {
        return directory.resolve("home").toString();
    }

    private RunningChain original() throws IOException {
        return RunningChain.start("origin-1", Optional.of(directory.resolve("home")), new Beginning.Anew(), "wasm");
    }

    @Test
    void aChainGoesOnWithWhatAnotherExported() throws IOException {
        String index;
        String answer;
        long height;
        try (RunningChain original = original()) {
            index = original.instantiate(original.store("rust/index"), "{}");
            original.execute(index, "{\"generate\":{\"count\":40,\"seed\":3}}");
            answer = original.query(index, QUESTION);
            height = original.height();
        }
        Path genesis = directory.resolve("genesis.json");
        Path key = directory.resolve("priv_validator_key.json");
        assertEquals(
                0,
                export("--home", home(), "--output-document", genesis.toString(), "--validator-key", key.toString()),
                err::toString);
        assertEquals(
                genesis + ": chain origin-1 after block " + height,
                out.toString().strip());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        try (RunningChain heir = RunningChain.start(
                "origin-1",
                Optional.empty(),
                new Beginning.Given(GivenGenesis.read(genesis, Optional.empty())),
                "wasm")) {
            assertTrue(heir.height() > height, "blocks are numbered on from there");
            assertEquals(answer, heir.query(index, QUESTION));
            assertEquals("1000ucosm", heir.balances(RunningChain.RICH));
            heir.execute(index, "{\"generate\":{\"count\":1,\"seed\":4}}");
            assertEquals(2, heir.store("rust/token"), "codes are numbered on from there");
        }
    }

    @Test
    void anOlderStateIsPrintedForAChainThatCountsAnew() throws IOException {
        try (RunningChain original = original()) {
            original.store("rust/counter");
        }
        assertEquals(0, export("--home", home(), "--height", "2", "--for-zero-height"), err::toString);
        assertTrue(out.toString().startsWith("{\"app_name\":\"orrery\","), out.toString());
        assertTrue(out.toString().contains("\"initial_height\":0,"));
        assertTrue(out.toString().contains("\"codes\":[]"));
    }

    @Test
    void whatCantBeExportedIsSaidInOneLine() throws IOException {
        refused(": there is no chain", "--home", directory.resolve("nowhere").toString());
        assertFalse(Files.exists(directory.resolve("nowhere")));
        try (RunningChain original = original()) {
            refused(": its chain is running; it must end first", "--home", home());
            Path forked = directory.resolve("forked");
            RunningChain.start("forked-1", Optional.of(forked), original.fork(), "wasm")
                    .close();
            refused("a fork can't be exported: of the state of origin-1 it has only", "--home", forked.toString());
        }
        refused(": cannot query with height in the future", "--home", home(), "--height", "1000");
        refused("hrp does not match bech32 prefix", "--home", home(), "--prefix", "osmo");
        refused("--height: 0 is no number of a block", "--home", home(), "--height", "0");
        Path key = directory.resolve("key.json");
        Files.writeString(key, "{}");
        refused(" is there already, and another one", "--home", home(), "--validator-key", key.toString());
        assertEquals("{}", Files.readString(key));
    }

    private void refused(String text, String... options) {
        err.getBuffer().setLength(0);
        assertTrue(export(options) != 0);
        assertTrue(err.toString().lines().findFirst().orElse("").contains(text), err.toString());
    }
}
