package dev.orrery.engine.model;

/** One entry of the global section. */
public record Global(ExternType.Global type, ConstExpr init) {}
