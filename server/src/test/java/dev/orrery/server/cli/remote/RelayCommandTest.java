package dev.orrery.server.cli.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.server.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RelayCommandTest {
    private final StringWriter err = new StringWriter();
    private final CommandLine orrery = Main.commandLine().setErr(new PrintWriter(err, true));

    @ParameterizedTest
    @CsvSource({
        "--channel,transfer",
        "--channel,a:b",
        "--a,127.0.0.1:26657",
        "--b,ftp://127.0.0.1",
        "--gas-price-a,cheap",
        "--poll,0"
    })
    void optionsThatMakeNoSenseAreNamed(String option, String value) {
        assertEquals(2, orrery.execute("relay", "--once", option, value));
        assertTrue(err.toString().contains(option + ": "), err::toString);
    }

    @Test
    void aNodeThatDoesntAnswerIsNamed() throws IOException {
        String nobody = unusedUrl();
        assertEquals(1, orrery.execute("relay", "--once", "--a", nobody));
        assertTrue(err.toString().contains(nobody + " doesn't answer"), err::toString);
    }

    @Test
    void wordsThatCantBeReadAreNamed() {
        assertEquals(1, orrery.execute("relay", "--once", "--mnemonic", "@no-such-file"));
        assertTrue(err.toString().contains("no-such-file"), err::toString);
    }

    @Test
    void aTransferOfNoCoinIsRefused() throws IOException {
        String nobody = unusedUrl();
        assertEquals(2, orrery.execute("transfer", "much", "--a", nobody, "--b", nobody));
        assertTrue(err.toString().contains("'much' is no coin"), err::toString);
    }

    private static String unusedUrl() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }
}
