package dev.orrery.engine.compile;

import dev.orrery.engine.CompiledModule;
import dev.orrery.engine.HostProfile;
import dev.orrery.engine.Module;
import dev.orrery.engine.Tier;
import dev.orrery.engine.run.Blueprint;
import java.util.HexFormat;
import java.util.Optional;

/** The compiler as the engine uses it: modules to executable modules, directly or by way of an image that can be kept. */
public final class CompiledTier {
    private CompiledTier() {}

    public static CompiledModule compile(Module module, HostProfile profile) {
        return compile(module, profile, CodeSize.MAX_METHOD_BYTES);
    }

    /** With another limit for the size of a method than the one that is best: cutting must not change what code does. */
    public static CompiledModule compile(Module module, HostProfile profile, int methodLimit) {
        byte[] wasm = module.model().bytes();
        return executable(
                wasm, profile, ModuleCompiler.compile(module.model(), profile, key(wasm, profile), methodLimit));
    }

    /** What images depend on besides the module: this build of the engine, and the profile. */
    public static String imageKind(HostProfile profile) {
        return EngineBuild.of(profile) + "-" + profile.name();
    }

    /** Compiles to bytes for {@link #load}. */
    public static byte[] image(Module module, HostProfile profile) {
        String key = key(module.model().bytes(), profile);
        return ModuleCompiler.compile(module.model(), profile, key, CodeSize.MAX_METHOD_BYTES)
                .encode();
    }

    /** Empty if the image is damaged, of another build of the engine, or was made from another module or profile. */
    public static Optional<CompiledModule> load(byte[] wasm, HostProfile profile, byte[] image) {
        return CompiledImage.decode(image, key(wasm, profile)).map(found -> executable(wasm, profile, found));
    }

    private static CompiledModule executable(byte[] wasm, HostProfile profile, CompiledImage image) {
        Module module = Module.accepted(wasm, profile.features()); // lets go of decoded bodies
        return new Blueprint(module, Tier.COMPILED, profile, image.load(), image.residentBytes());
    }

    private static String key(byte[] wasm, HostProfile profile) {
        return imageKind(profile) + "/" + HexFormat.of().formatHex(Sha256.of(wasm, wasm.length));
    }
}
