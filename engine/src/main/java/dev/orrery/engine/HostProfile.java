package dev.orrery.engine;

/**
 * All that a host system decides about how its contracts run; the engine itself has no opinion on any of it.
 *
 * @param name part of the key of compiled images, fit for a file name: two profiles that differ in anything below must
 *     differ in name, unless the difference is in the code of the rules, which is part of the key as well
 * @param features what the decoder and validator accept
 * @param metering where fuel is charged
 * @param stack how deep calls may go
 * @param maxMemoryPages linear memory never grows beyond this many 64 KiB pages; {@code memory.grow} answers −1. At most 32767.
 * @param canonicalNans whether arithmetic results that are NaN become the canonical NaN
 */
public record HostProfile(
        String name,
        Features features,
        MeteringRule metering,
        StackRule stack,
        int maxMemoryPages,
        boolean canonicalNans) {}
