package dev.orrery.vm.check;

import dev.orrery.engine.Features;
import dev.orrery.engine.Module;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.ModuleOutline;
import dev.orrery.vm.WasmLimits;
import dev.orrery.vm.error.Failure;
import dev.orrery.vm.error.FailureException;
import java.util.Set;

/**
 * Decides whether code may be stored. In order: its sections, the rules of {@link ContractRules}, its bodies, then what the
 * reference's compiler would refuse. Any thread.
 */
public final class UploadCheck {
    private final Set<String> capabilities;
    private final WasmLimits limits;

    /** @param capabilities what contracts may require of the chain */
    public UploadCheck(Set<String> capabilities, WasmLimits limits) {
        this.capabilities = Set.copyOf(capabilities);
        this.limits = limits;
    }

    /**
     * Judges new code.
     *
     * @return the code, fit to be compiled
     * @throws FailureException with the first reason against it
     */
    public Module check(byte[] wasm) {
        ModuleOutline outline = outline(wasm);
        ContractRules.check(outline, capabilities, limits);
        try {
            outline.validateBodies();
        } catch (ModuleException e) {
            throw malformed(e);
        }
        return compilable(wasm);
    }

    /**
     * Judges code that was judged before, for example by the chain whose state is restored: none of the rules for contracts
     * apply, but it still has to be code that the compiler takes.
     *
     * @throws FailureException with the first reason against it
     */
    public static Module checkUnchecked(byte[] wasm) {
        outline(wasm);
        return compilable(wasm);
    }

    /**
     * Reads all of the module but its bodies. cosmwasm vm parsed_wasm.rs: ParsedWasm::parse.
     *
     * @throws FailureException at the first fault
     */
    public static ModuleOutline outline(byte[] wasm) {
        try {
            return ModuleOutline.read(wasm, Dialects.PARSER, section -> MigrateVersion.of(wasm, section));
        } catch (ModuleException e) {
            throw malformed(e);
        }
    }

    /** What Wasmer does before it translates anything: it validates once more, by its own set of features. */
    private static Module compilable(byte[] wasm) {
        Module module = validated(wasm, Dialects.COMPILER);
        Gatekeeper.check(module.model());
        return module;
    }

    private static Module validated(byte[] wasm, Features features) {
        try {
            return Module.parse(wasm, features);
        } catch (ModuleException e) {
            throw new FailureException(new Failure.Compile(
                    "Could not compile: Validation error: " + e.error().textWithOffset()));
        }
    }

    private static FailureException malformed(ModuleException e) {
        return new FailureException(
                new Failure.StaticValidation("Wasm bytecode could not be deserialized. Deserialization error: \""
                        + e.error().textWithOffset() + "\""));
    }
}
