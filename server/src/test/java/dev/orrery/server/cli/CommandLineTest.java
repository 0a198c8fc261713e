package dev.orrery.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.server.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine orrery =
            Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @Test
    void versionNamesTheWasmvmThatIsReproduced() {
        assertEquals(0, orrery.execute("--version"));
        assertTrue(out.toString().contains("wasmvm " + Version.WASMVM), out.toString());
        assertTrue(out.toString().startsWith("orrery 0."), out.toString());
    }

    @Test
    void anUnknownCommandIsRefusedWithTheUsage() {
        assertEquals(2, orrery.execute("fly"));
        assertTrue(err.toString().contains("fly"), err.toString());
    }

    @Test
    void everyCommandHasHelpWithADescription() {
        orrery.getSubcommands().forEach((name, command) -> {
            String help = command.getUsageMessage();
            assertTrue(help.contains("Usage: orrery " + name), help);
            assertTrue(
                    command.getHelp().description().strip().length()
                                    + command.getHelp().header().strip().length()
                            > 10,
                    name);
        });
    }
}
