package dev.orrery.engine;

import dev.orrery.engine.interpret.Interpreter;
import dev.orrery.engine.run.Blueprint;
import java.util.List;

/** Where the conformance tests get their engine from. */
public final class TestEngines {
    private TestEngines() {}

    /** The tiers that tests compare. */
    public static List<Tier> tiers() {
        return List.of(Tier.INTERPRETED);
    }

    public static Engine of(HostProfile profile) {
        return new InterpreterOnly(profile);
    }

    private record InterpreterOnly(HostProfile profile) implements Engine {
        @Override
        public Module parse(byte[] wasm) throws ModuleException {
            return Module.parse(wasm, profile.features());
        }

        @Override
        public CompiledModule compile(Module module, Tier tier) {
            return new Blueprint(module, tier, profile, new Interpreter(module.model(), profile), 0);
        }
    }
}
