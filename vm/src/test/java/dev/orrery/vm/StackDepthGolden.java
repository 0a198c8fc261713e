package dev.orrery.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.orrery.engine.Tier;
import dev.orrery.vm.fixture.DepthModule;
import dev.orrery.vm.fixture.MockChain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Recursion ends at the depth at which it ends in libwasmvm, for functions of many shapes. The depths are measured: write the
 * modules with {@link DepthModule#main}, ask {@code oracle depth} (adapter/parity).
 */
class StackDepthGolden {
    private static final long PLENTY = 1L << 60;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Tier.class)
    void theCallStackIsExhaustedWhereTheReferenceExhaustsIt(Tier tier) throws Exception {
        List<String> differing = new ArrayList<>();
        try (Vm vm = Vm.open(VmOptions.in(directory).withTier(tier))) {
            for (String line : depths()) {
                String[] columns = line.split("\t", 2);
                int depth = Integer.parseInt(columns[1]);
                Checksum code =
                        vm.storeCodeUnchecked(DepthModule.named(columns[0]).wasm());
                if (!recurses(vm, code, depth) || recurses(vm, code, depth + 1)) {
                    differing.add(line);
                }
            }
        }
        assertEquals(List.of(), differing);
    }

    private static boolean recurses(Vm vm, Checksum code, int depth) {
        List<byte[]> args = List.of(MockChain.env(), MockChain.info("creator"), MockChain.utf8(String.valueOf(depth)));
        return switch (vm.call(new Call(code, EntryPoint.EXECUTE, args, PLENTY, false), new MockChain().backend())) {
            case CallOutcome.Returned returned -> true;
            case CallOutcome.Failed failed -> {
                VmError.Message message = assertInstanceOf(VmError.Message.class, failed.error());
                assertEquals(
                        "Error calling the VM: Error executing Wasm: Wasmer runtime error: RuntimeError: call stack exhausted",
                        message.text());
                yield false;
            }
        };
    }

    private static List<String> depths() throws IOException {
        try (var file = StackDepthGolden.class.getResourceAsStream("stack-depth.tsv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
