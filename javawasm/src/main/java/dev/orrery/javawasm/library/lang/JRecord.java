package dev.orrery.javawasm.library.lang;

/** Above all records. */
public abstract class JRecord {}
