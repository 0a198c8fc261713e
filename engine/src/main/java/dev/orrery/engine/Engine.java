package dev.orrery.engine;

import java.util.Optional;

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
    CompiledModule compile(Module module, Tier tier);

    /**
     * Names what images of this engine depend on besides the module: its own build, the JDK's version, the profile. Fit for
     * a file name.
     */
    String imageKind();

    /** Compiles the module into bytes that can be kept, and given to {@link #load} by this process or a later one. */
    byte[] image(Module module);

    /**
     * Makes Wasm executable whose image was kept, many times faster than {@link #compile}. The bodies are not validated
     * again: only a module that was leaves an image, and the image says, by a SHA-256, of which bytes it was made.
     *
     * @return empty if the image is damaged, of another kind, or was not made of these bytes
     */
    Optional<CompiledModule> load(byte[] wasm, byte[] image);
}
