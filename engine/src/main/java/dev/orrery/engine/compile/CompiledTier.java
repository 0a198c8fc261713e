package dev.orrery.engine.compile;

import dev.orrery.engine.CompiledModule;
import dev.orrery.engine.HostProfile;
import dev.orrery.engine.Module;
import dev.orrery.engine.Tier;
import dev.orrery.engine.baseline.Baseline;
import dev.orrery.engine.baseline.Compiled;
import dev.orrery.engine.baseline.Pace;
import dev.orrery.engine.model.WasmModule;
import dev.orrery.engine.run.Blueprint;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The compiler as the engine uses it: modules to executable modules, directly or by way of an image that can be kept. */
public final class CompiledTier {
    private static final System.Logger LOG = System.getLogger(CompiledTier.class.getName());

    private CompiledTier() {}

    public static CompiledModule compile(Module module, HostProfile profile) {
        return compile(module, profile, CodeSize.MAX_METHOD_BYTES);
    }

    /** With another limit for the size of a method than the one that is best: cutting must not change what code does. */
    public static CompiledModule compile(Module module, HostProfile profile, int methodLimit) {
        byte[] wasm = module.model().bytes();
        String key = key(digest(wasm), profile);
        return executable(wasm, profile, ModuleCompiler.compile(module.model(), profile, key, methodLimit));
    }

    /** What images depend on besides the module: this build of the engine, and the profile. */
    public static String imageKind(HostProfile profile) {
        return EngineBuild.of(profile) + "-" + profile.name();
    }

    /** Compiles to bytes for {@link #load}. */
    public static byte[] image(Module module, HostProfile profile) {
        String key = key(digest(module.model().bytes()), profile);
        return compiled(module.model(), profile, key).encode();
    }

    /**
     * A module whose first calls run in the baseline while its classes are not loaded; empty if the image is damaged, of another
     * build of the engine, or was made from another module or profile.
     *
     * @param digest SHA-256 of {@code wasm}
     */
    public static Optional<CompiledModule> load(
            byte[] wasm, byte[] digest, HostProfile profile, byte[] image, Pace pace) {
        String key = key(digest, profile);
        return StoredImage.open(image, key)
                .map(stored -> startable(
                        wasm,
                        profile,
                        stored.residentBytes(),
                        pace,
                        model -> new LazyCode(
                                model,
                                profile,
                                () -> stored.read().orElseGet(() -> compiledAgain(model, profile, key)))));
    }

    /** The same for a module whose image is not there yet. */
    public static CompiledModule start(
            Module module, HostProfile profile, Supplier<Optional<byte[]>> image, Pace pace) {
        byte[] wasm = module.model().bytes();
        return startable(wasm, profile, IMAGE_FACTOR * (long) wasm.length, pace, model -> {
            String key = key(digest(wasm), profile);
            return new LazyCode(
                    model,
                    profile,
                    () -> image.get()
                            .flatMap(bytes -> StoredImage.open(bytes, key))
                            .flatMap(StoredImage::read)
                            .orElseGet(() -> compiled(model, profile, key)));
        });
    }

    /** What {@link CompiledImage#residentBytes} is, relative to the Wasm, while it is not known; measured on real contracts. */
    private static final int IMAGE_FACTOR = 12;

    private static CompiledImage compiledAgain(WasmModule module, HostProfile profile, String key) {
        LOG.log(System.Logger.Level.WARNING, "compiled code is damaged and is compiled again: " + key);
        return compiled(module, profile, key);
    }

    private static CompiledImage compiled(WasmModule module, HostProfile profile, String key) {
        return ModuleCompiler.compile(module, profile, key, CodeSize.MAX_METHOD_BYTES);
    }

    private static Blueprint startable(
            byte[] wasm, HostProfile profile, long codeBytes, Pace pace, Function<WasmModule, Compiled> compiled) {
        Module module = Module.accepted(wasm, profile.features());
        Compiled code = compiled.apply(module.model());
        return new Blueprint(
                module,
                profile,
                codeBytes,
                (functionTypes, successor) ->
                        new Baseline(module.model(), profile, functionTypes, code, pace, successor));
    }

    private static CompiledModule executable(byte[] wasm, HostProfile profile, CompiledImage image) {
        Module module = Module.accepted(wasm, profile.features()); // lets go of decoded bodies
        return new Blueprint(module, Tier.COMPILED, profile, image.load(), image.residentBytes());
    }

    private static String key(byte[] digest, HostProfile profile) {
        return imageKind(profile) + "/" + HexFormat.of().formatHex(digest);
    }

    private static byte[] digest(byte[] wasm) {
        return Sha256.of(wasm, wasm.length);
    }
}
