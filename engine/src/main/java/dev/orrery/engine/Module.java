package dev.orrery.engine;

import dev.orrery.engine.model.WasmModule;

/** A module that was decoded and validated; immutable, shared between threads. */
public record Module(WasmModule model) {}
