package dev.orrery.msg;

/** Which part of a long answer is wanted. The limit is unsigned 32 bit. */
public record PageRequest(Bytes key, long limit, boolean reverse) {}
