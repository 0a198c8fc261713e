package dev.orrery.vm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.testkit.contracts.OwnContracts;
import dev.orrery.vm.fixture.MockChain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README runs, and is the one of the README. */
class ReadmeExampleTest {
    private static String example(Path folder, byte[] wasm, Backend backend, byte[] env, byte[] info, byte[] message)
            throws VmException {
        // example
        try (Vm vm = Vm.open(VmOptions.in(folder))) {
            Checksum code = vm.storeCode(wasm);
            long gasLimit = 500_000_000_000L;
            Call call = new Call(code, EntryPoint.INSTANTIATE, List.of(env, info, message), gasLimit, false);
            return switch (vm.call(call, backend)) {
                case CallOutcome.Returned(byte[] output, GasReport gas) ->
                    gas.usedInternally() + " gas: " + new String(output, StandardCharsets.UTF_8);
                case CallOutcome.Failed(VmError error, GasReport gas) ->
                    gas.usedInternally() + " gas, and failed: " + error.text();
            };
        }
        // end
    }

    @Test
    void itInstantiatesAContract(@TempDir Path folder) throws VmException, IOException {
        String answer = example(
                folder,
                OwnContracts.wasm("rust/counter"),
                new MockChain().backend(),
                MockChain.env(),
                MockChain.info("creator"),
                MockChain.utf8("{\"count\":5}"));
        assertTrue(answer.matches("\\d+ gas: \\{\"ok\":.*"), answer);
    }

    @Test
    void theReadmeShowsIt() throws IOException {
        String source = Files.readString(
                Path.of("src/test/java", ReadmeExampleTest.class.getName().replace('.', '/') + ".java"));
        String example = source.substring(source.indexOf("// example\n") + 11, source.indexOf("\n        // end\n"));
        assertTrue(Files.readString(Path.of("README.md")).contains(example.stripIndent()), example.stripIndent());
    }
}
