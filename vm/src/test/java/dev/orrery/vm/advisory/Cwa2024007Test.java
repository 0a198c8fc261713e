package dev.orrery.vm.advisory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.orrery.engine.Tier;
import dev.orrery.testkit.wasm.Code;
import dev.orrery.testkit.wasm.Type;
import dev.orrery.vm.CallOutcome;
import dev.orrery.vm.EntryPoint;
import dev.orrery.vm.GasReport;
import dev.orrery.vm.VmError;
import dev.orrery.vm.VmOptions;
import dev.orrery.vm.fixture.MockChain;
import dev.orrery.vm.fixture.Probe;
import dev.orrery.vm.fixture.ProbeChain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A loop ran longer than its gas. Here no way around a loop is without a charge, so that each ends with its gas. */
class Cwa2024007Test {
    private static final long GAS = 20_000_000;
    private static final int RANDOM_LOOPS = 60;

    @TempDir
    private Path directory;

    private record Loop(String name, Consumer<Code> body) {}

    private static final List<Loop> LOOPS = List.of(
            new Loop("br", code -> code.loop().br(0).end()),
            new Loop("br_if", code -> code.loop().i32(1).brIf(0).end()),
            new Loop(
                    "br_table",
                    code -> code.loop().i32(3).brTable(new int[] {0, 0}, 0).end()),
            new Loop(
                    "br_table from an inner block",
                    code -> code.loop()
                            .block()
                            .i32(0)
                            .brTable(new int[] {1}, 0)
                            .end()
                            .end()),
            new Loop("if", code -> code.loop().i32(1).when().br(1).end().end()),
            new Loop(
                    "else",
                    code -> code.loop().i32(0).when().otherwise().br(1).end().end()),
            new Loop(
                    "from deep inside",
                    code -> code.loop()
                            .block()
                            .block()
                            .block()
                            .br(3)
                            .end()
                            .end()
                            .end()
                            .end()),
            new Loop(
                    "inner loop that is left at once",
                    code -> code.loop().loop().br(1).end().end()),
            new Loop(
                    "two loops that change over",
                    code -> code.loop().loop().i32(0).brIf(0).br(1).end().end()),
            new Loop("with a result", code -> code.loop(Type.I32).br(0).end().drop()),
            new Loop(
                    "recursion",
                    code -> code.localGet(0)
                            .localGet(1)
                            .call(Probe.function(EntryPoint.QUERY))
                            .drop()));

    @TestFactory
    Stream<DynamicTest> everyKindOfLoopEndsWithItsGas() {
        return Arrays.stream(Tier.values())
                .flatMap(tier -> Stream.concat(LOOPS.stream(), randomLoops())
                        .map(loop ->
                                DynamicTest.dynamicTest(tier + ": " + loop.name(), () -> endsWithItsGas(loop, tier))));
    }

    private void endsWithItsGas(Loop loop, Tier tier) throws Exception {
        byte[] contract = Probe.contract(code -> {
            loop.body().accept(code);
            Probe.respond(code);
        });
        try (ProbeChain chain = ProbeChain.of(VmOptions.in(directory).withTier(tier))) {
            CallOutcome outcome = assertTimeoutPreemptively(
                    Duration.ofMinutes(2),
                    () -> chain.call(contract, EntryPoint.QUERY, new MockChain().backend(), GAS));
            CallOutcome.Failed failed = assertInstanceOf(CallOutcome.Failed.class, outcome);
            if (failed.error() instanceof VmError.OutOfGas) {
                assertEquals(new GasReport(GAS, 0, 0, GAS), failed.gas());
            } else {
                // Recursion may use up its stack first, which is an end as well.
                assertEquals(
                        "Error calling the VM: Error executing Wasm: Wasmer runtime error: RuntimeError: call stack exhausted",
                        failed.error().text());
            }
        }
    }

    /** Loops in loops that leave and repeat each other at random; the outermost never ends. */
    private static Stream<Loop> randomLoops() {
        SplittableRandom random = new SplittableRandom(20_240_007);
        return Stream.generate(random::nextLong)
                .limit(RANDOM_LOOPS)
                .map(seed -> new Loop("random " + seed, code -> {
                    code.loop();
                    nested(code, new SplittableRandom(seed), 1);
                    code.br(0).end();
                }));
    }

    private static void nested(Code code, SplittableRandom random, int depth) {
        for (int i = 1 + random.nextInt(3); i > 0 && depth < 6; i--) {
            switch (random.nextInt(4)) {
                case 0 -> code.loop();
                case 1 -> code.block();
                default -> code.i32(random.nextInt(2)).when();
            }
            nested(code, random, depth + 1);
            // Never out of the outermost loop, which is at the depth that counts from here.
            int target = random.nextInt(depth + 1);
            switch (random.nextInt(3)) {
                case 0 -> code.i32(random.nextInt(2)).brIf(target);
                case 1 -> code.i32(random.nextInt(4)).brTable(new int[] {target, depth}, random.nextInt(depth + 1));
                default -> code.nop();
            }
            code.end();
        }
    }
}
