package dev.orrery.engine.spec;

import dev.orrery.engine.Features;
import dev.orrery.engine.Features.Feature;
import dev.orrery.engine.HostProfile;
import dev.orrery.engine.MeteringRule;
import dev.orrery.engine.StackRule;
import java.util.EnumSet;
import java.util.Set;

/** The host profiles that the suite runs under: everything on that it needs, nothing charged. */
final class SpecProfiles {
    private static final int STACK_BUDGET_BYTES = 1 << 20;
    private static final int FRAME_BYTES = 64;
    private static final int LOCAL_BYTES = 8;

    /** The most that a profile may ask for. */
    private static final int MAX_MEMORY_PAGES = 32_767;

    private SpecProfiles() {}

    /**
     * @param canonicalNans whether NaN results are made canonical, which the suite allows
     */
    static HostProfile of(SpecArchive.Entry entry, boolean canonicalNans) {
        Set<Feature> features = EnumSet.allOf(Feature.class);
        if (!needsBulkMemory(entry)) {
            features.remove(Feature.BULK_MEMORY);
        }
        return new HostProfile(
                "spec-" + entry.name() + "-" + canonicalNans,
                new Features(features),
                MeteringRule.FREE,
                new StackRule(
                        STACK_BUDGET_BYTES,
                        StackRule.perFunction(body -> FRAME_BYTES + LOCAL_BYTES * body.localCount())),
                MAX_MEMORY_PAGES,
                canonicalNans);
    }

    /**
     * Of the core set only {@code ref_func} needs it: not for an operator, but for a passive element segment, whose format came
     * with bulk memory.
     */
    private static boolean needsBulkMemory(SpecArchive.Entry entry) {
        return entry.set().equals("bulk") || entry.name().equals("ref_func");
    }
}
