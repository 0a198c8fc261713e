package dev.orrery.engine.compile;

import dev.orrery.engine.HostProfile;
import dev.orrery.engine.baseline.Compiled;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.WasmModule;
import dev.orrery.engine.run.Code;
import dev.orrery.engine.run.Continuation;
import dev.orrery.engine.run.Entrance;
import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** An image that becomes classes when they are asked for. Any thread. */
final class LazyCode implements Compiled {
    private final WasmModule module;
    private final HostProfile profile;

    /** Let go when its classes are defined. */
    private Optional<Supplier<CompiledImage>> source;

    private Optional<Loaded> loaded = Optional.empty();

    private final AtomicInteger made = new AtomicInteger();

    /** Of all continuations, there when the first is wanted. */
    private final AtomicReference<ImageLoader> continuations = new AtomicReference<>();

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
    public Entrance entrance(int function) {
        Loaded here = load();
        String name = "wasm.Entrance" + function;
        FuncType type = new ModuleTypes(module).function(function);
        ClassDesc owner = ClassDesc.of(here.owners().get(function));
        return here.loader().added(EntranceCompiler.compile(type, owner, function, name), name, Entrance.class);
    }

    @Override
    public Continuation at(int function, List<Integer> loops, ToIntFunction<int[]> branchTables) {
        String name = "wasm.At" + function + "_" + made.getAndIncrement();
        ContinuationCompiler compiler = new ContinuationCompiler(new ModuleTypes(module), profile, branchTables, name);
        return continuations().added(compiler.compile(function, loops), name, Continuation.class);
    }

    /** Not under the lock, which is held while the whole module is loaded: two may be made, which is as good. */
    private ImageLoader continuations() {
        ImageLoader known = continuations.get();
        if (known != null) {
            return known;
        }
        ImageLoader loader = new ImageLoader(Map.of());
        loader.findNamed();
        continuations.set(loader);
        return loader;
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
