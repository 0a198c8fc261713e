package dev.orrery.msg;

/** A key and a value of an event. */
public record Attribute(String key, String value) {}
