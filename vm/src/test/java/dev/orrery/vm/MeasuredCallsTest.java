package dev.orrery.vm;

import static dev.orrery.vm.fixture.MockChain.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.orrery.testkit.contracts.WasmvmTestdata;
import dev.orrery.vm.fixture.MockChain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Gas of real contracts as libwasmvm 3.0.7 charges it in the surroundings of its own tests. VM_ANNEX.md 1. */
class MeasuredCallsTest {
    private static final long GAS_LIMIT = 500_000_000_000L;

    @TempDir
    private Path directory;

    private record Step(EntryPoint entry, String sender, String message, long internal, long external) {
        List<byte[]> args() {
            List<byte[]> args = new ArrayList<>();
            args.add(MockChain.env());
            if (entry == EntryPoint.INSTANTIATE || entry == EntryPoint.EXECUTE) {
                args.add(MockChain.info(sender));
            }
            args.add(utf8(message));
            return args;
        }
    }

    private record Scenario(WasmvmTestdata contract, List<Step> steps) {}

    private static Step step(EntryPoint entry, String sender, String message, long internal, long external) {
        return new Step(entry, sender, message, internal, external);
    }

    private static final List<Scenario> SCENARIOS = List.of(
            new Scenario(
                    WasmvmTestdata.HACKATOM,
                    List.of(
                            step(
                                    EntryPoint.INSTANTIATE,
                                    "creator",
                                    "{\"verifier\": \"fred\", \"beneficiary\": \"bob\"}",
                                    14_616_130,
                                    187_000),
                            step(EntryPoint.QUERY, "", "{\"verifier\":{}}", 11_174_260, 99_000),
                            step(EntryPoint.EXECUTE, "fred", "{\"release\":{}}", 23_925_095, 99_048),
                            step(
                                    EntryPoint.SUDO,
                                    "",
                                    "{\"steal_funds\":{\"recipient\":\"community-pool\",\"amount\":[{\"amount\":\"700\",\"denom\":\"gold\"}]}}",
                                    11_946_905,
                                    0),
                            step(EntryPoint.MIGRATE, "", "{\"verifier\":\"alice\"}", 11_946_170, 286_000))),
            new Scenario(
                    WasmvmTestdata.QUEUE,
                    List.of(
                            step(EntryPoint.INSTANTIATE, "creator", "{}", 9_820_220, 0),
                            step(EntryPoint.EXECUTE, "a", "{\"enqueue\":{\"value\":17}}", 12_057_865, 448_000),
                            step(EntryPoint.EXECUTE, "a", "{\"enqueue\":{\"value\":22}}", 12_142_425, 448_000),
                            step(EntryPoint.QUERY, "", "{\"sum\":{}}", 11_192_630, 261_000),
                            step(EntryPoint.QUERY, "", "{\"reducer\":{}}", 18_321_265, 783_000),
                            step(EntryPoint.QUERY, "", "{\"count\":{}}", 10_140_830, 261_000),
                            step(EntryPoint.EXECUTE, "a", "{\"dequeue\":{}}", 12_158_675, 403_000))),
            new Scenario(
                    WasmvmTestdata.REFLECT,
                    List.of(
                            step(EntryPoint.INSTANTIATE, "creator", "{}", 10_978_130, 187_000),
                            step(EntryPoint.QUERY, "", "{\"owner\":{}}", 10_255_045, 99_000))),
            new Scenario(
                    WasmvmTestdata.CYBERPUNK,
                    List.of(
                            step(EntryPoint.INSTANTIATE, "creator", "{}", 9_157_475, 0),
                            step(EntryPoint.EXECUTE, "a", "{\"noop\":{}}", 9_332_720, 0),
                            step(
                                    EntryPoint.EXECUTE,
                                    "a",
                                    "{\"argon2\":{\"mem_cost\":256,\"time_cost\":1}}",
                                    2_316_803_775L,
                                    0),
                            step(EntryPoint.EXECUTE, "a", "{\"allocate_large_memory\":{\"pages\":100}}", 10_289_035, 0),
                            step(EntryPoint.QUERY, "", "{\"mirror_env\":{}}", 13_683_880, 0),
                            step(EntryPoint.EXECUTE, "a", "{\"mirror_env\":{}}", 16_658_420, 0))),
            new Scenario(
                    WasmvmTestdata.FLOATY,
                    List.of(
                            step(EntryPoint.INSTANTIATE, "creator", "{}", 10_468_820, 0),
                            step(EntryPoint.QUERY, "", "{\"instructions\":{}}", 67_980_200, 0))));

    @TestFactory
    Stream<DynamicTest> chargesWhatTheReferenceCharges() {
        return SCENARIOS.stream()
                .map(scenario -> DynamicTest.dynamicTest(scenario.contract().name(), () -> run(scenario)));
    }

    private void run(Scenario scenario) throws VmException {
        MockChain chain = new MockChain();
        try (Vm vm = Vm.open(VmOptions.in(directory))) {
            Checksum code = vm.storeCode(scenario.contract().wasm());
            for (Step step : scenario.steps()) {
                CallOutcome outcome =
                        vm.call(new Call(code, step.entry(), step.args(), GAS_LIMIT, false), chain.backend());
                CallOutcome.Returned returned =
                        assertInstanceOf(CallOutcome.Returned.class, outcome, () -> step + " " + outcome);
                String output = new String(returned.output(), StandardCharsets.UTF_8);
                assertEquals(
                        new GasReport(
                                GAS_LIMIT,
                                GAS_LIMIT - step.internal() - step.external(),
                                step.external(),
                                step.internal()),
                        outcome.gas(),
                        () -> step + " " + output);
            }
        }
    }
}
