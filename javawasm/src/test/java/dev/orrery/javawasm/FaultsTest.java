package dev.orrery.javawasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.orrery.engine.Trap;
import dev.orrery.javawasm.samples.Faults;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Where the JVM throws of its own accord, the contract call ends. */
class FaultsTest {
    private static final byte[] MODULE = Running.module(Faults.class);

    @TestFactory
    Stream<DynamicTest> faultsAreTraps() {
        return Stream.of(
                        "fieldOfNull",
                        "storeToNull",
                        "methodOfNull",
                        "methodOfNullThatReadsNothing",
                        "freshFieldIsNull",
                        "elementOfNull",
                        "divisionByZero",
                        "wrongCast")
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    assertThrows(Trap.Fault.class, () -> Running.of(MODULE).call(name, 0, 0));
                    Running.of(MODULE).call(name, 1, 0);
                }));
    }

    @TestFactory
    Stream<DynamicTest> indicesAreChecked() {
        return Stream.of("elementOutside", "storeOutside")
                .flatMap(name -> LongStream.of(-1, 4, 5, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x1FFF_FFFF, 0x2000_0000)
                        .mapToObj(index -> DynamicTest.dynamicTest(name + " " + index, () -> {
                            assertThrows(
                                    Trap.Fault.class, () -> Running.of(MODULE).call(name, 0, index));
                            Running.of(MODULE).call(name, 0, 3);
                        })));
    }

    @Test
    void arraysThatCannotBeAreTraps() {
        assertThrows(Trap.Fault.class, () -> Running.of(MODULE).call("negativeLength", 0, -1));
        assertThrows(Trap.Fault.class, () -> Running.of(MODULE).call("negativeLength", 0, Integer.MAX_VALUE));
        assertEquals(1_000_000, Running.of(MODULE).call("negativeLength", 0, 1_000_000));
    }

    @Test
    void nullIsOfEveryClass() {
        assertEquals(-1, Running.of(MODULE).call("castOfNull", 0, 0));
        assertEquals(3, Running.of(MODULE).call("castOfNull", 1, 0));
    }

    @Test
    void anExceptionThatNobodyCatchesAbortsWithItsText() {
        Trap.Host trap = assertThrows(Trap.Host.class, () -> Running.of(MODULE).call("uncaught", 7, 0));
        assertEquals("IllegalStateException: at 7", trap.getCause().getMessage());
    }
}
