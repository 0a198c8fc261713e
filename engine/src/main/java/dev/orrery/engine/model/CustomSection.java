package dev.orrery.engine.model;

/** A custom section: its content is {@code length} bytes of the module from {@code start}. */
public record CustomSection(String name, int start, int length) {}
