package dev.orrery.vm.profile;

import java.util.List;

/**
 * What a function took, called by way of those around it; of the outermost, what the whole call took. CosmWasm gas, unsigned.
 *
 * @param name of the function; imports are {@code env.…}
 * @param self what it took without those that it called
 * @param total what it took with all that it called
 * @param inside those that it called, in the order in which it called them first
 */
public record CallProfile(String name, long self, long total, List<CallProfile> inside) {
    public CallProfile {
        inside = List.copyOf(inside);
    }

    public static CallProfile of(String name, long self, List<CallProfile> inside) {
        return new CallProfile(name, self, self + total(inside), inside);
    }

    static long total(List<CallProfile> all) {
        return all.stream().mapToLong(CallProfile::total).sum();
    }
}
