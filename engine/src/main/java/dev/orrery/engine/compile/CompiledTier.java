package dev.orrery.engine.compile;

import dev.orrery.engine.CompiledModule;
import dev.orrery.engine.HostProfile;
import dev.orrery.engine.Module;
import dev.orrery.engine.Tier;
import dev.orrery.engine.run.Blueprint;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The compiler as the engine uses it: modules to executable modules, directly or by way of an image that can be kept. */
public final class CompiledTier {
    /** Part of the name of a cached image: another version never reads it. */
    public static final String GENERATOR_VERSION = CompiledImage.GENERATOR_VERSION;

    private CompiledTier() {}

    public static CompiledModule compile(Module module, HostProfile profile) {
        return compile(module, profile, CodeSize.MAX_METHOD_BYTES);
    }

    /** With another limit for the size of a method than the one that is best: cutting must not change what code does. */
    public static CompiledModule compile(Module module, HostProfile profile, int methodLimit) {
        String key = key(module, profile);
        return executable(module, profile, ModuleCompiler.compile(module.model(), profile, key, methodLimit));
    }

    /** Compiles to bytes for {@link #load}. */
    public static byte[] image(Module module, HostProfile profile) {
        return ModuleCompiler.compile(module.model(), profile, key(module, profile), CodeSize.MAX_METHOD_BYTES)
                .encode();
    }

    /** Empty if the image is damaged, of another generator version, or was made from another module or profile. */
    public static Optional<CompiledModule> load(Module module, HostProfile profile, byte[] image) {
        return CompiledImage.decode(image, key(module, profile)).map(found -> executable(module, profile, found));
    }

    private static CompiledModule executable(Module module, HostProfile profile, CompiledImage image) {
        return new Blueprint(module, Tier.COMPILED, profile, image.load(), image.residentBytes());
    }

    private static String key(Module module, HostProfile profile) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(module.model().bytes());
            return profile.name() + "/" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
