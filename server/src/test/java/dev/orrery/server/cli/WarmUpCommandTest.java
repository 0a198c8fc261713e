package dev.orrery.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orrery.server.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The launcher hides a failure of it: a missing AOT cache only costs time. */
class WarmUpCommandTest {
    @Test
    void everythingThatTheCacheIsMadeFromWorks() {
        StringWriter errors = new StringWriter();
        CommandLine line = Main.commandLine().setErr(new PrintWriter(errors));
        assertEquals(0, line.execute("warm-up"), errors::toString);
    }
}
