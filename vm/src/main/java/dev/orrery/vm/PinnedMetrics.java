package dev.orrery.vm;

/** One pinned code: how often it was used since it was pinned, and the bytes it keeps alive. */
public record PinnedMetrics(Checksum code, long hits, long sizeBytes) {}
