package dev.orrery.engine;

import dev.orrery.engine.binary.ModuleReader;
import dev.orrery.engine.model.WasmModule;
import dev.orrery.engine.validate.ModuleValidator;

/** A module that was decoded and validated; immutable, shared between threads. */
public record Module(WasmModule model) {
    /**
     * Decodes and validates.
     *
     * @throws ModuleException if the bytes are malformed, or invalid under these features
     */
    public static Module parse(byte[] wasm, Features features) throws ModuleException {
        return new Module(ModuleValidator.validate(ModuleReader.readSections(wasm, features)));
    }
}
