package dev.orrery.engine;

import dev.orrery.engine.binary.CodeEntry;
import dev.orrery.engine.binary.ModuleContext;
import dev.orrery.engine.binary.ModuleReader;
import dev.orrery.engine.model.CustomSection;
import dev.orrery.engine.model.Export;
import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.Import;
import dev.orrery.engine.validate.ModuleValidator;
import java.util.List;
import java.util.function.Consumer;

/**
 * A module whose sections were read and are valid, while its bodies are known by their place and locals only. For hosts that
 * judge a module by its outline before the dear part, the bodies. Confined to one thread.
 */
public final class ModuleOutline {
    private final ModuleContext context;

    private ModuleOutline(ModuleContext context) {
        this.context = context;
    }

    /** Reads the sections. */
    public static ModuleOutline read(byte[] wasm, Features features) throws ModuleException {
        return read(wasm, features, section -> {});
    }

    /**
     * Reads the sections.
     *
     * @param onCustomSection gets each custom section where it stands, before the sections behind it are read; what it throws
     *     ends the reading
     * @throws ModuleException at the first fault in byte order
     */
    public static ModuleOutline read(byte[] wasm, Features features, Consumer<CustomSection> onCustomSection)
            throws ModuleException {
        return new ModuleOutline(ModuleReader.readSections(wasm, features, onCustomSection));
    }

    public List<FuncType> types() {
        return context.types();
    }

    public List<Import> imports() {
        return context.imports();
    }

    /** The tables that the module defines; imported ones don't count. */
    public List<ExternType.Table> tables() {
        return context.definedTables();
    }

    /** The memories that the module defines; imported ones don't count. */
    public List<ExternType.Memory> memories() {
        return context.definedMemories();
    }

    public List<Export> exports() {
        return context.exports();
    }

    /** Type index of each function that the module defines. */
    public List<Integer> functionTypes() {
        return context.definedFunctions();
    }

    /** For each body, how many locals it declares, parameters not counted. Nothing bounds the sum but the module's size. */
    public List<Long> declaredLocals() {
        return context.codes().stream().map(CodeEntry::declaredLocals).toList();
    }

    public List<CustomSection> customSections() {
        return context.customSections();
    }

    /** Completes a module whose bodies were validated before: each is decoded when it is asked for. */
    Module acceptBodies() {
        return new Module(ModuleValidator.accepted(context));
    }

    /** Validates the bodies, which completes the module. */
    public Module validateBodies() throws ModuleException {
        return new Module(ModuleValidator.validate(context));
    }
}
