package dev.orrery.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orrery.server.Main;
import dev.orrery.server.grpc.Endpoint;
import dev.orrery.server.grpc.ListenAddress;
import io.grpc.InsecureServerCredentials;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HealthCommandTest {
    @Test
    void aServerThatServesIsHealthyByPortAndBySocket(@TempDir Path folder) throws Exception {
        for (String listen : List.of("127.0.0.1:0", "unix://" + folder.resolve("s"))) {
            String address;
            try (Endpoint endpoint = Endpoint.listen(
                    ListenAddress.parse(listen), InsecureServerCredentials.create(), List.of(), builder -> {})) {
                address = endpoint.address().toString();
                assertEquals(0, status(address), address);
            }
            assertEquals(1, status(address), () -> address + " after its end");
        }
    }

    private static int status(String address) {
        CommandLine line = Main.commandLine().setErr(new PrintWriter(new StringWriter()));
        return line.execute("health", address);
    }
}
