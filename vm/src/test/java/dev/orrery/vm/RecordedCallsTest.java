package dev.orrery.vm;

import dev.orrery.engine.Tier;
import dev.orrery.vm.fixture.Recording;
import dev.orrery.vm.fixture.Replay;
import java.nio.file.Path;
import java.util.Arrays;
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
                                        () -> new Replay(VmOptions.in(directory).withTier(tier)).run(recording)))));
    }
}
