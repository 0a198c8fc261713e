package dev.orrery.engine.compile;

import dev.orrery.engine.HostProfile;
import dev.orrery.engine.baseline.Compiled;
import dev.orrery.engine.model.WasmModule;
import dev.orrery.engine.run.Code;
import dev.orrery.engine.run.Continuation;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** An image that becomes classes when they are asked for. Any thread. */
final class LazyCode implements Compiled {
    private final WasmModule module;
    private final HostProfile profile;

    /** Let go when its classes are defined. */
    private Optional<Supplier<CompiledImage>> source;

    private Optional<Loaded> loaded = Optional.empty();

    /** @param owners see {@link CompiledImage} */
    private record Loaded(ImageLoader loader, Code program, List<String> owners) {}

    LazyCode(WasmModule module, HostProfile profile, Supplier<CompiledImage> source) {
        this.module = module;
        this.profile = profile;
        this.source = Optional.of(source);
    }

    @Override
    public Code program() {
        return load().program();
    }

    @Override
    public Continuation at(int function, int position) {
        Loaded here = load();
        String name = "wasm.At" + function + "_" + position;
        ContinuationCompiler compiler =
                new ContinuationCompiler(module, profile, here.owners(), here.program()::addBranchTable, name);
        return here.loader().continuation(compiler.compile(function, position), name);
    }

    private synchronized Loaded load() {
        if (loaded.isEmpty()) {
            CompiledImage image = source.orElseThrow().get();
            ImageLoader loader = image.loader();
            Code program = loader.program(image.branchTables());
            loader.linkAll();
            loaded = Optional.of(new Loaded(loader, program, image.owners()));
            source = Optional.empty();
        }
        return loaded.get();
    }
}
