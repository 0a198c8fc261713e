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

    /**
     * A module that {@link #parse} has accepted before, under the same features. Its bodies are decoded when they are asked
     * for, and not kept: of an executable module nothing needs them.
     *
     * @throws IllegalArgumentException if the module is not one that was accepted
     */
    public static Module accepted(byte[] wasm, Features features) {
        try {
            return ModuleOutline.read(wasm, features).acceptBodies();
        } catch (ModuleException e) {
            throw new IllegalArgumentException("the module was never accepted", e);
        }
    }
}
