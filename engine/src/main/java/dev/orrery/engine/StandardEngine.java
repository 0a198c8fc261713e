package dev.orrery.engine;

import dev.orrery.engine.baseline.Pace;
import dev.orrery.engine.compile.CompiledTier;
import dev.orrery.engine.interpret.Interpreter;
import dev.orrery.engine.run.Blueprint;
import java.util.Optional;
import java.util.function.Supplier;

/** The engine with both its tiers. */
record StandardEngine(HostProfile profile) implements Engine {
    /** The interpreter runs the module's own bodies and keeps nothing beside them. */
    private static final long INTERPRETER_BYTES = 0;

    @Override
    public Module parse(byte[] wasm) throws ModuleException {
        Module module = Module.parse(wasm, profile.features());
        Optional<ModuleError> fault = unrunnable(module);
        if (fault.isPresent()) {
            throw new ModuleException(fault.get());
        }
        return module;
    }

    /** Only a profile that switches such operators on can have validated them. */
    private Optional<ModuleError> unrunnable(Module module) {
        boolean possible = profile.features().has(Features.Feature.SIMD)
                || profile.features().has(Features.Feature.THREADS);
        return possible ? Unrunnable.in(module.model()) : Optional.empty();
    }

    private void requireRunnable(Module module) {
        unrunnable(module).ifPresent(fault -> {
            throw new IllegalArgumentException(fault.textWithOffset());
        });
    }

    @Override
    public CompiledModule compile(Module module, Tier tier) {
        requireRunnable(module);
        return switch (tier) {
            case COMPILED -> CompiledTier.compile(module, profile);
            case INTERPRETED ->
                new Blueprint(module, tier, profile, new Interpreter(module.model(), profile), INTERPRETER_BYTES);
        };
    }

    @Override
    public String imageKind() {
        return CompiledTier.imageKind(profile);
    }

    @Override
    public byte[] image(Module module) {
        requireRunnable(module);
        return CompiledTier.image(module, profile);
    }

    @Override
    public CompiledModule start(Module module, Supplier<Optional<byte[]>> image) {
        return CompiledTier.start(module, profile, image, Pace.USUAL);
    }

    @Override
    public Optional<CompiledModule> load(byte[] wasm, byte[] digest, byte[] image) {
        return CompiledTier.load(wasm, digest, profile, image, Pace.USUAL);
    }
}
