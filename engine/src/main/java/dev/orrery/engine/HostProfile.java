package dev.orrery.engine;

/**
 * All that a host system decides about how its contracts run; the engine itself has no opinion on any of it.
 *
 * @param name part of the key of compiled images: two profiles that differ in anything below must differ in name
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
