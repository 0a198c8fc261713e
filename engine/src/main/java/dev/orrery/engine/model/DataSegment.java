package dev.orrery.engine.model;

/** One entry of the data section. The bytes are a range of the module's own bytes, not a copy. */
public record DataSegment(SegmentMode mode, int start, int length) {}
