package dev.orrery.engine.fuzz;

import java.util.List;
import java.util.stream.LongStream;

/** Generated modules for tests of other packages. */
public final class GeneratedModules {
    private GeneratedModules() {}

    /** The modules of the seeds from 0 on. */
    public static List<byte[]> first(int count) {
        return LongStream.range(0, count)
                .mapToObj(seed -> ModuleGenerator.generate(seed).wasm())
                .toList();
    }
}
