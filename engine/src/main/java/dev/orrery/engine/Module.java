package dev.orrery.engine;

import dev.orrery.engine.model.WasmModule;

/** A module that was decoded and validated; immutable, shared between threads. */
public record Module(WasmModule model) {
    /**
     * Decodes and validates.
     *
     * @throws ModuleException if the bytes are malformed, or invalid under these features
     */
    public static Module parse(byte[] wasm, Features features) throws ModuleException {
        return ModuleOutline.read(wasm, features).validateBodies();
    }
}
