package dev.orrery.engine;

/** Makes modules executable under one host profile. Shared between threads. */
public interface Engine {
    /** An engine with both tiers. */
    static Engine of(HostProfile profile) {
        return new StandardEngine(profile);
    }

    HostProfile profile();

    /**
     * Decodes and validates.
     *
     * @throws ModuleException if the bytes are malformed or invalid under the profile's features
     */
    Module parse(byte[] wasm) throws ModuleException;

    /** Makes the module executable in that tier. */
    CompiledModule compile(Module module, Tier tier) throws ModuleException;
}
