package dev.orrery.engine.run;

import dev.orrery.engine.CompiledModule;
import dev.orrery.engine.HostProfile;
import dev.orrery.engine.Instance;
import dev.orrery.engine.LinkException;
import dev.orrery.engine.Linker;
import dev.orrery.engine.Module;
import dev.orrery.engine.Tier;
import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.Import;
import dev.orrery.engine.model.WasmModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Everything about an executable module that its instances share: code, types, initial memory and the pool of used memories.
 * Immutable but for the pool and for better code that may replace the first; shared between threads.
 */
public final class Blueprint implements CompiledModule {
    private final Module module;
    private final Tier tier;
    private final HostProfile profile;
    private volatile Code code;
    private final long codeBytes;
    private final List<FuncType> functionTypes;
    private final List<ExternType.Global> globalTypes;
    private final Optional<MemoryPool> pool;
    private final boolean dataInImage;
    private final int importBytes;

    /** Makes code that knows how to have itself replaced. */
    public interface FirstCode {
        /**
         * @param functionTypes of all functions, imports first
         * @param successor takes the code that runs calls from then on
         */
        Code code(List<FuncType> functionTypes, Consumer<Code> successor);
    }

    /** @param codeBytes what {@code code} keeps alive, roughly */
    public Blueprint(Module module, Tier tier, HostProfile profile, Code code, long codeBytes) {
        this(module, tier, profile, codeBytes, (functionTypes, successor) -> code);
    }

    /** A compiled module that begins with other code. */
    public Blueprint(Module module, HostProfile profile, long codeBytes, FirstCode first) {
        this(module, Tier.COMPILED, profile, codeBytes, first);
    }

    private Blueprint(Module module, Tier tier, HostProfile profile, long codeBytes, FirstCode first) {
        this.module = module;
        this.tier = tier;
        this.profile = profile;
        this.codeBytes = codeBytes;
        this.functionTypes = functionTypes(module.model());
        this.globalTypes = globalTypes(module.model());
        Optional<MemoryImage> image = InitialMemory.image(module.model(), profile.maxMemoryPages());
        this.pool = image.map(MemoryPool::new);
        this.dataInImage = InitialMemory.dataInImage(module.model());
        this.importBytes = profile.stack().frames().in(module.model()).importBytes();
        this.code = first.code(functionTypes, better -> this.code = better);
    }

    @Override
    public Module module() {
        return module;
    }

    @Override
    public Tier tier() {
        return tier;
    }

    @Override
    public Instance instantiate(Linker linker, long fuel) throws LinkException {
        code.starting();
        return Instantiation.run(this, linker, fuel);
    }

    @Override
    public long sizeBytes() {
        return codeBytes
                + module.model().bytes().length
                + pool.map(MemoryPool::imageBytes).orElse(0);
    }

    HostProfile profile() {
        return profile;
    }

    int importBytes() {
        return importBytes;
    }

    Code code() {
        return code;
    }

    /** Types of all functions, imports first. */
    FuncType functionType(int index) {
        return functionTypes.get(index);
    }

    /** Types of all globals, imports first. */
    List<ExternType.Global> globalTypes() {
        return globalTypes;
    }

    /** Where the module's own memory comes from; empty if it imports one or has none. */
    Optional<MemoryPool> pool() {
        return pool;
    }

    /** Whether the memory image holds the active data segments already. */
    boolean dataInImage() {
        return dataInImage;
    }

    void release(LinearMemory memory) {
        pool.ifPresent(own -> own.give(memory));
    }

    private static List<FuncType> functionTypes(WasmModule model) {
        List<FuncType> types = new ArrayList<>();
        for (Import imported : model.imports()) {
            if (imported.type() instanceof ExternType.Function function) {
                types.add(model.types().get(function.typeIndex()));
            }
        }
        model.functionTypes().forEach(typeIndex -> types.add(model.types().get(typeIndex)));
        return List.copyOf(types);
    }

    private static List<ExternType.Global> globalTypes(WasmModule model) {
        List<ExternType.Global> types = new ArrayList<>();
        for (Import imported : model.imports()) {
            if (imported.type() instanceof ExternType.Global global) {
                types.add(global);
            }
        }
        model.globals().forEach(global -> types.add(global.type()));
        return List.copyOf(types);
    }
}
