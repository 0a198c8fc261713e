package dev.orrery.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.testkit.wasm.Sig;
import dev.orrery.testkit.wasm.Type;
import dev.orrery.testkit.wasm.WasmBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The example of the README runs, and is the one of the README. */
class ReadmeExampleTest {
    private static long[] example(byte[] wasm) throws ModuleException, LinkException {
        // example
        MeteringRule onePerOperator = body -> {
            long[] charges = new long[body.size()];
            Arrays.fill(charges, 1);
            return charges;
        };
        StackRule stack = new StackRule(1 << 20, StackRule.perFunction(body -> 64));
        Engine engine = Engine.of(new HostProfile("example", new Features(Set.of()), onePerOperator, stack, 16, true));
        CompiledModule module = engine.compile(engine.parse(wasm), Tier.COMPILED);
        try (Instance instance = module.instantiate(wanted -> Optional.empty(), 1_000_000)) {
            Extern.Function add = (Extern.Function) instance.export("add").orElseThrow();
            long sum = instance.invoke(add.functionIndex(), 2, 40)[0];
            return new long[] {sum, instance.fuel()};
        }
        // end
    }

    @Test
    void itAddsAndCharges() throws ModuleException, LinkException {
        byte[] wasm = new WasmBuilder()
                .function(
                        "add",
                        Sig.of(Type.I32, Type.I32).to(Type.I32),
                        body -> body.localGet(0).localGet(1).op(0x6A))
                .build();
        long[] sumAndFuel = example(wasm);
        assertEquals(42, sumAndFuel[0]);
        assertEquals(1_000_000 - 4, sumAndFuel[1]);
    }

    @Test
    void theReadmeShowsIt() throws IOException {
        String source = Files.readString(
                Path.of("src/test/java", ReadmeExampleTest.class.getName().replace('.', '/') + ".java"));
        String example = source.substring(source.indexOf("// example\n") + 11, source.indexOf("\n        // end\n"));
        assertTrue(Files.readString(Path.of("README.md")).contains(example.stripIndent()), example.stripIndent());
    }
}
