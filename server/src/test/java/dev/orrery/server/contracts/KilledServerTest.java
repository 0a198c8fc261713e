package dev.orrery.server.contracts;

import static dev.orrery.server.contracts.ContractsFixture.account;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.orrery.chain.wasm.ContractAddresses;
import dev.orrery.proto.contracts.v1.ExecuteRequest;
import dev.orrery.proto.contracts.v1.QueryRequest;
import dev.orrery.testkit.contracts.OwnContracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that counts up is killed again and again: it always comes back with a count that it had answered, or one more. */
class KilledServerTest {
    private static final int KILLS = 4;
    private static final String SENDER = account("sender");
    private static final String COUNTER = ContractsFixture.FORMAT.text(ContractAddresses.classic(1, 1));

    @TempDir
    Path directory;

    @Test
    void whatWasAnsweredSurvives() throws Exception {
        int answered = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int last = runAndKill(new Random().nextInt(300));
            int found = count();
            assertTrue(last > answered || kill == 0, "the server went on counting");
            assertTrue(found == last || found == last + 1, found + " found, " + last + " answered");
            answered = found;
        }
    }

    private int runAndKill(int afterMillis) throws IOException, InterruptedException {
        Path log = directory.resolve("answered");
        Files.deleteIfExists(log);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Counting.class.getName(),
                        directory.resolve("home").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            while (process.isAlive() && !Files.readString(log).contains(";")) {
                Thread.sleep(20);
            }
            Thread.sleep(afterMillis);
        } finally {
            process.destroyForcibly().waitFor();
        }
        String answered = Files.readString(log);
        int end = answered.lastIndexOf(';');
        assertTrue(end > 0, () -> "the server said: " + answered);
        return Integer.parseInt(answered.substring(answered.lastIndexOf('\n', end) + 1, end));
    }

    private int count() throws Exception {
        try (ContractsFixture server = open(directory.resolve("home"))) {
            return Counting.count(server);
        }
    }

    private static ContractsFixture open(Path home) throws Exception {
        return new ContractsFixture(home);
    }

    /** The process. */
    static final class Counting {
        private Counting() {}

        public static void main(String[] args) throws Exception {
            ContractsFixture server = open(Path.of(args[0]));
            if (server.isNew()) {
                long codeId = server.store(OwnContracts.wasm("c/counter"));
                assertEquals(COUNTER, server.instantiate(codeId, SENDER, "{\"count\":0}"));
            }
            for (int i = 0; i < 1_000_000; i++) {
                server.client()
                        .execute(ExecuteRequest.newBuilder()
                                .setContract(COUNTER)
                                .setSender(SENDER)
                                .setMsg(ByteString.copyFromUtf8("{\"increment\":{}}"))
                                .build());
                System.out.print("\n" + count(server) + ";");
                System.out.flush();
            }
        }

        static int count(ContractsFixture server) {
            String answer = server.client()
                    .query(QueryRequest.newBuilder()
                            .setContract(COUNTER)
                            .setSmart(ByteString.copyFromUtf8("{\"get_count\":{}}"))
                            .build())
                    .getData()
                    .toStringUtf8();
            return Integer.parseInt(answer.replaceAll("[^0-9]", ""));
        }
    }
}
