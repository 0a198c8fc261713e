package dev.orrery.engine.model;

import java.util.OptionalLong;

/** Size range of a memory (in 64 KiB pages) or table (in elements), unsigned 32 bit each. */
public record Limits(long min, OptionalLong max) {}
