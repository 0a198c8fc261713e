package dev.orrery.vm;

import dev.orrery.engine.Tier;
import dev.orrery.vm.fixture.Recording;
import dev.orrery.vm.fixture.Replay;
import dev.orrery.vm.gas.GasSchedule;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A chain that comes from an older wasmvm keeps its gas: each call costs what that version's library took for it. */
class RecordedVersionsTest {
    @TempDir
    private Path directory;

    private record Version(String folder, GasSchedule schedule) {}

    @TestFactory
    Stream<DynamicContainer> equalThatVersion() {
        return Stream.of(
                        new Version("wasmvm-1.5.9", GasSchedule.V1_5_10),
                        new Version("wasmvm-2.2.4", GasSchedule.V2_1_6),
                        new Version("wasmvm-2.3.4", GasSchedule.V2_2_9))
                .map(version -> DynamicContainer.dynamicContainer(
                        version.folder() + " " + version.schedule().name(),
                        Recording.in(Recording.OLDER.resolve(version.folder())).stream()
                                .filter(recording -> recording.refused().isEmpty())
                                .flatMap(recording -> Arrays.stream(Tier.values())
                                        .map(tier -> DynamicTest.dynamicTest(
                                                recording.code() + ": " + recording.scenario() + " " + tier,
                                                () -> new Replay(VmOptions.in(directory)
                                                                .withTier(tier)
                                                                .withSchedule(version.schedule()))
                                                        .run(recording))))));
    }
}
