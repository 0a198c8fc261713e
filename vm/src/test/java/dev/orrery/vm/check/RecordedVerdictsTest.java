package dev.orrery.vm.check;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.orrery.vm.CodeCheck;
import dev.orrery.vm.VmException;
import dev.orrery.vm.fixture.Recording;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each module that was offered to libwasmvm gets the verdict and the text that it got there. */
class RecordedVerdictsTest {
    private final CodeCheck checks = CodeCheck.wasmd();

    @TestFactory
    Stream<DynamicTest> refusedInTheSameWords() {
        return Recording.all().stream()
                .filter(recording -> recording.refused().isPresent())
                .map(recording -> DynamicTest.dynamicTest(
                        recording.code(),
                        () -> assertEquals(
                                recording.refused().get(),
                                assertThrows(VmException.class, () -> checks.check(Recording.wasm(recording.code())))
                                        .error()
                                        .text())));
    }

    @TestFactory
    Stream<DynamicTest> accepted() {
        return Recording.all().stream()
                .filter(recording -> recording.refused().isEmpty())
                .map(Recording::code)
                .distinct()
                .map(code -> DynamicTest.dynamicTest(
                        code, () -> assertDoesNotThrow(() -> checks.check(Recording.wasm(code)))));
    }
}
