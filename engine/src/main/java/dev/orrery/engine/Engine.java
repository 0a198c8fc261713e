package dev.orrery.engine;

import java.util.Optional;
import java.util.function.Supplier;

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
     * @throws ModuleException if the bytes are malformed or invalid under the profile's features, or need vectors or threads,
     *     which can be validated but not run
     */
    Module parse(byte[] wasm) throws ModuleException;

    /**
     * Makes the module executable in that tier.
     *
     * @throws IllegalArgumentException if it was validated elsewhere and has operators that {@link #parse} refuses
     */
    CompiledModule compile(Module module, Tier tier);

    /**
     * Names what images of this engine depend on besides the module: its own build, the JDK's version, the profile. Fit for
     * a file name.
     */
    String imageKind();

    /** Compiles the module into bytes that can be kept, and given to {@link #load} by this process or a later one. */
    byte[] image(Module module);

    /**
     * Makes a module executable whose image is still being made: until then calls are interpreted, with the same results.
     *
     * @param image gives it; waited for where a call needs compiled code. If there is none the module is compiled again
     */
    CompiledModule start(Module module, Supplier<Optional<byte[]>> image);

    /**
     * Makes Wasm executable whose image was kept, many times faster than {@link #compile}. The bodies are not validated
     * again: only a module that was leaves an image, and the image says, by a SHA-256, of which bytes it was made. The first
     * calls are interpreted, with the same results; classes are loaded in the background when more calls come or one takes long.
     *
     * @param digest SHA-256 of {@code wasm}, which the caller has just computed
     * @return empty if the image is damaged, of another kind, or was not made of these bytes
     */
    Optional<CompiledModule> load(byte[] wasm, byte[] digest, byte[] image);
}
