package dev.orrery.vm.entry;

import dev.orrery.engine.CompiledModule;
import dev.orrery.engine.HostProfile;
import dev.orrery.engine.Instance;
import dev.orrery.engine.LinkException;
import dev.orrery.engine.Linker;
import dev.orrery.engine.MeteringRule;
import dev.orrery.engine.Trap;
import dev.orrery.engine.model.Export;
import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.Import;
import dev.orrery.engine.model.WasmModule;
import dev.orrery.vm.error.Failure;
import dev.orrery.vm.error.FailureException;
import dev.orrery.vm.imports.ImportTable;
import java.util.Optional;

/**
 * From a compiled module to a running instance with a memory. Costs no gas, and what goes wrong here has no gas report. Texts:
 * wasmer InstantiationError, LinkError; VM.md 4.1.
 */
final class Instantiation {
    /** The export that every contract must have. */
    private static final String MEMORY = "memory";

    /** Quirk: the gas limit is set after the start function ran, so that none gets past its first check. */
    private static final long START_FUEL = 0;

    private Instantiation() {}

    /** @throws FailureException if the module can't be linked or set up */
    static Instance start(CompiledModule code, Linker linker, HostProfile profile) {
        WasmModule module = code.module().model();
        requireLinkable(module);
        requireMemoryWithin(module, profile.maxMemoryPages());
        Instance instance = instantiate(code, linker, profile.metering());
        try {
            requireMemory(module);
        } catch (FailureException e) {
            instance.close();
            throw e;
        }
        return instance;
    }

    private static Instance instantiate(CompiledModule code, Linker linker, MeteringRule metering) {
        try {
            return code.instantiate(linker, START_FUEL);
        } catch (Trap e) {
            String place = StartTrace.place(code.module().model(), e, metering);
            throw failed("RuntimeError: " + e.getMessage() + place);
        } catch (LinkException e) {
            throw new IllegalStateException("the engine refused what the import table gives", e);
        }
    }

    private static void requireLinkable(WasmModule module) {
        for (Import wanted : module.imports()) {
            Optional<FuncType> given = ImportTable.typeOf(wanted);
            String expected = "Expected " + WasmerText.externType(module, wanted.type());
            if (given.isEmpty()) {
                throw unlinkable(wanted, "unknown import. " + expected);
            }
            boolean fits = wanted.type() instanceof ExternType.Function function
                    && module.types().get(function.typeIndex()).equals(given.get());
            if (!fits) {
                throw unlinkable(
                        wanted,
                        "incompatible import type. " + expected + " but received Function("
                                + WasmerText.functionType(given.get()) + ")");
            }
        }
    }

    private static FailureException unlinkable(Import wanted, String why) {
        return failed("Error while importing \"" + wanted.module() + "\".\"" + wanted.name() + "\": " + why);
    }

    private static void requireMemoryWithin(WasmModule module, int maxMemoryPages) {
        for (ExternType.Memory memory : module.memories()) {
            if (memory.limits().min() > maxMemoryPages) {
                throw failed("Insufficient resources: Failed to create memory: A user-defined error occurred:"
                        + " Minimum exceeds the allowed memory limit");
            }
        }
    }

    private static void requireMemory(WasmModule module) {
        Optional<Export> export = module.export(MEMORY);
        if (export.isEmpty()) {
            throw new FailureException(
                    new Failure.Instantiation("Could not get memory 'memory': Missing export " + MEMORY));
        }
        if (export.get().kind() != Export.Kind.MEMORY) {
            throw new FailureException(
                    new Failure.Instantiation("Could not get memory 'memory': Incompatible Export Type"));
        }
    }

    private static FailureException failed(String why) {
        return new FailureException(new Failure.Instantiation("Error instantiating module: " + why));
    }
}
