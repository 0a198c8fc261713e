package dev.orrery.vm.check.compare;

import dev.orrery.testkit.wasm.Mutants;
import java.util.random.RandomGenerator;

/** Damaged modules for tests elsewhere. */
public final class Damage {
    private Damage() {}

    /** A copy of {@code module} with one to four faults. */
    public static byte[] to(byte[] module, RandomGenerator random) {
        return new Mutants(random).of(module);
    }
}
