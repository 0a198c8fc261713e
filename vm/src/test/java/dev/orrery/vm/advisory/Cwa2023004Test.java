package dev.orrery.vm.advisory;

import static dev.orrery.testkit.wasm.Type.I32;
import static dev.orrery.testkit.wasm.Type.I64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.engine.CompiledModule;
import dev.orrery.engine.Engine;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.Tier;
import dev.orrery.testkit.wasm.Sig;
import dev.orrery.testkit.wasm.Type;
import dev.orrery.testkit.wasm.WasmBuilder;
import dev.orrery.vm.CodeCheck;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import dev.orrery.vm.entry.CosmWasmProfile;
import dev.orrery.vm.gas.GasSchedule;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/**
 * A small module whose functions share one huge signature grew without measure when it was compiled. Here the upload checks
 * refuse what is out of proportion, and what passes them stays within a constant times its size.
 */
class Cwa2023004Test {
    /** Kept bytes per byte of Wasm. An empty function has four bytes, and a method of a class some 430. */
    private static final int MAX_GROWTH = 128;

    /** Kept bytes for all that the limits allow to be said in few bytes: 10,000 parameters and 10,000 locals. */
    private static final int ALLOWANCE = 250_000;

    @Test
    void hugeSignatureIsRefused() {
        byte[] bomb = contract(1, Sig.of(types(101))).build();
        VmException refused =
                assertThrows(VmException.class, () -> CodeCheck.wasmd().check(bomb));
        assertEquals(
                "Error calling the VM: Error during static Wasm validation: Wasm contract contains function with more"
                        + " than 100 parameters",
                refused.error().text());
    }

    @Test
    void largeSignatureForManyFunctionsIsRefused() {
        byte[] bomb = contract(101, Sig.of(types(100))).build();
        VmException refused =
                assertThrows(VmException.class, () -> CodeCheck.wasmd().check(bomb));
        assertEquals(
                "Error calling the VM: Error during static Wasm validation: Wasm contract contains more than 10000"
                        + " function parameters in total",
                refused.error().text());
    }

    @Test
    void whatIsAcceptedGrowsByAConstantAtMost() throws VmException, ModuleException {
        assertBounded(contract(99, Sig.of(types(100))));
        assertBounded(contract(15_000, Sig.NONE));
        assertBounded(withLocals(99, 100));
    }

    private static void assertBounded(WasmBuilder module) throws VmException, ModuleException {
        byte[] wasm = module.build();
        CodeCheck.wasmd().check(wasm);
        Engine engine = Engine.of(CosmWasmProfile.of(GasSchedule.LATEST, VmOptions.WASMD_MAX_MEMORY_PAGES));
        CompiledModule compiled = engine.compile(engine.parse(wasm), Tier.COMPILED);
        assertTrue(
                compiled.sizeBytes() <= ALLOWANCE + (long) MAX_GROWTH * wasm.length,
                () -> compiled.sizeBytes() + " bytes kept of " + wasm.length + " bytes of Wasm");
    }

    private static WasmBuilder contract(int functions, Sig type) {
        WasmBuilder module = new WasmBuilder()
                .memory(1)
                .function("interface_version_8", Sig.NONE, code -> {})
                .function("allocate", Sig.of(I32).to(I32), code -> code.i32(0))
                .function("deallocate", Sig.of(I32), code -> {});
        for (int i = 0; i < functions; i++) {
            module.function(type, code -> {});
        }
        return module;
    }

    private static WasmBuilder withLocals(int functions, int locals) {
        WasmBuilder module = contract(0, Sig.NONE);
        for (int i = 0; i < functions; i++) {
            module.function(Sig.NONE, code -> code.locals(locals, I64));
        }
        return module;
    }

    private static Type[] types(int count) {
        return Collections.nCopies(count, I64).toArray(Type[]::new);
    }
}
