package dev.orrery.engine.binary;

/**
 * Where the body of a function stands in the module.
 *
 * @param start its locals
 * @param declaredLocals how many locals it declares, parameters not counted, at most 2^32 − 1 per group
 */
public record CodeEntry(int start, int end, long declaredLocals) {}
