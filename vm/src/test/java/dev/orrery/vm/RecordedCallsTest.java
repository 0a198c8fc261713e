package dev.orrery.vm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.orrery.engine.Tier;
import dev.orrery.vm.fixture.Recording;
import dev.orrery.vm.fixture.ReplayBackend;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each call that was recorded with libwasmvm gives the same bytes or text, the same gas, and asks the same of the chain. */
class RecordedCallsTest {
    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicNode> equalTheReference() {
        return Arrays.stream(Tier.values())
                .map(tier -> DynamicContainer.dynamicContainer(
                        tier.name(),
                        Recording.all().stream()
                                .filter(recording -> recording.refused().isEmpty())
                                .map(recording -> DynamicTest.dynamicTest(
                                        recording.code() + ": " + recording.scenario(),
                                        () -> replay(recording, tier)))));
    }

    private void replay(Recording recording, Tier tier) throws VmException {
        VmOptions options = VmOptions.in(directory)
                .withTier(tier)
                .withCapabilities(Stream.concat(VmOptions.WASMD_CAPABILITIES.stream(), Stream.of("cosmwasm_3_0"))
                        .collect(Collectors.toSet()));
        try (Vm vm = Vm.open(options)) {
            for (Recording.Step step : recording.steps()) {
                Checksum code = vm.storeCode(Recording.wasm(step.code().orElse(recording.code())));
                ReplayBackend chain = new ReplayBackend(step.host());
                CallOutcome outcome = vm.call(step.call(code), chain.backend());
                check(step, outcome);
                assertEquals(List.of(), chain.unasked(), () -> "not asked in " + step.json());
            }
        }
    }

    private static void check(Recording.Step step, CallOutcome outcome) {
        String what = step.text("entry") + " " + step.json().get("args");
        switch (outcome) {
            case CallOutcome.Returned returned -> {
                assertEquals(
                        "",
                        step.text("error"),
                        () -> what + " returned " + new String(returned.output(), StandardCharsets.UTF_8));
                assertArrayEquals(Base64.getDecoder().decode(step.text("ok")), returned.output(), what);
            }
            case CallOutcome.Failed failed -> {
                if (failed.error() instanceof VmError.Defect defect) {
                    fail(what, defect.cause());
                }
                assertEquals(step.text("error"), failed.error().text(), what);
            }
        }
        assertEquals(
                List.of(step.number("usedInternally"), step.number("usedExternally")),
                List.of(outcome.gas().usedInternally(), outcome.gas().usedExternally()),
                () -> "gas of " + what + ": " + outcome);
    }
}
