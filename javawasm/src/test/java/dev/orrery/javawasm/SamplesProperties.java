package dev.orrery.javawasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orrery.javawasm.samples.Exceptions;
import dev.orrery.javawasm.samples.Numbers;
import dev.orrery.javawasm.samples.Objects;
import dev.orrery.javawasm.samples.Texts;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongBinaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each sample gives in Wasm what it gives on the JVM, for arguments at the edges and random ones. */
class SamplesProperties {
    private static final int RUNS = 400;
    private static final List<Long> EDGES =
            List.of(0L, 1L, -1L, 2L, 3L, 7L, 17L, 255L, Long.MAX_VALUE, Long.MIN_VALUE, (long) Integer.MAX_VALUE, (long)
                    Integer.MIN_VALUE);

    private record Sample(String name, LongBinaryOperator onJvm) {}

    @TestFactory
    Stream<DynamicTest> numbers() {
        return equalTheJvm(
                Running.module(Numbers.class),
                new Sample("divide", Numbers::divide),
                new Sample("divideInts", Numbers::divideInts),
                new Sample("shifts", Numbers::shifts),
                new Sample("narrow", Numbers::narrow),
                new Sample("compare", Numbers::compare),
                new Sample("unsigned", Numbers::unsigned),
                new Sample("bits", Numbers::bits),
                new Sample("loops", Numbers::loops),
                new Sample("tableSwitch", Numbers::tableSwitch),
                new Sample("sparseSwitch", Numbers::sparseSwitch),
                new Sample("order", Numbers::order),
                new Sample("recursion", Numbers::recursion),
                new Sample("ternaries", Numbers::ternaries));
    }

    @TestFactory
    Stream<DynamicTest> objects() {
        return equalTheJvm(
                Running.module(Objects.class),
                new Sample("dispatch", Objects::dispatch),
                new Sample("patterns", Objects::patterns),
                new Sample("enums", Objects::enums),
                new Sample("instanceOf", Objects::instanceOf),
                new Sample("recordMethods", Objects::recordMethods),
                new Sample("arrays", Objects::arrays),
                new Sample("copies", Objects::copies),
                new Sample("interfaceStatics", Objects::interfaceStatics),
                new Sample("lambdas", Objects::lambdas),
                new Sample("lists", Objects::lists),
                new Sample("statics", Objects::statics));
    }

    @TestFactory
    Stream<DynamicTest> exceptions() {
        return equalTheJvm(
                Running.module(Exceptions.class),
                new Sample("caught", Exceptions::caught),
                new Sample("rethrown", Exceptions::rethrown),
                new Sample("exact", Exceptions::exact),
                new Sample("resources", Exceptions::resources));
    }

    @TestFactory
    Stream<DynamicTest> texts() {
        return equalTheJvm(
                Running.module(Texts.class),
                new Sample("concatenation", Texts::concatenation),
                new Sample("stringSwitch", Texts::stringSwitch),
                new Sample("comparison", Texts::comparison),
                new Sample("characters", Texts::characters),
                new Sample("numbers", Texts::numbers));
    }

    private static Stream<DynamicTest> equalTheJvm(byte[] module, Sample... samples) {
        return Stream.of(samples)
                .map(sample -> DynamicTest.dynamicTest(sample.name(), () -> {
                    long seed = System.nanoTime();
                    SplittableRandom random = new SplittableRandom(seed);
                    Running running = Running.of(module);
                    for (int run = 0; run < RUNS; run++) {
                        long a = argument(random);
                        long b = argument(random);
                        assertEquals(
                                sample.onJvm().applyAsLong(a, b),
                                running.call(sample.name(), a, b),
                                () -> sample.name() + "(" + a + ", " + b + "), seed " + seed);
                    }
                }));
    }

    private static long argument(RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 -> EDGES.get(random.nextInt(EDGES.size()));
            case 1 -> random.nextInt(-100, 100);
            default -> random.nextLong();
        };
    }
}
