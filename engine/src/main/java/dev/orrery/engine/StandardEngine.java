package dev.orrery.engine;

import dev.orrery.engine.compile.CompiledTier;
import dev.orrery.engine.interpret.Interpreter;
import dev.orrery.engine.run.Blueprint;
import java.util.Optional;

/** The engine with both its tiers. */
record StandardEngine(HostProfile profile) implements Engine {
    /** The interpreter runs the module's own bodies and keeps nothing beside them. */
    private static final long INTERPRETER_BYTES = 0;

    @Override
    public Module parse(byte[] wasm) throws ModuleException {
        return Module.parse(wasm, profile.features());
    }

    @Override
    public CompiledModule compile(Module module, Tier tier) {
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
        return CompiledTier.image(module, profile);
    }

    @Override
    public Optional<CompiledModule> load(byte[] wasm, byte[] image) {
        return CompiledTier.load(wasm, profile, image);
    }
}
