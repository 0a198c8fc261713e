package dev.orrery.engine.model;

/** One entry of the import section. */
public record Import(String module, String name, ExternType type) {}
