package dev.orrery.vm.cache;

import dev.orrery.engine.CompiledModule;
import dev.orrery.engine.Engine;
import dev.orrery.engine.Module;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.Tier;
import dev.orrery.vm.Checksum;
import java.nio.file.Path;
import java.util.Optional;

/** Codes on disk together with what was compiled of them. Any thread. */
public final class StoredModules implements ModuleCache.Source {
    private final Engine engine;
    private final Tier tier;
    private final CodeStore codes;
    private final ImageStore images;
    private final ImageWork work;

    /** @param base the VM's directory, to which the caller holds the lock */
    public StoredModules(Engine engine, Tier tier, CodeStore codes, Path base) {
        this.engine = engine;
        this.tier = tier;
        this.codes = codes;
        this.images = ImageStore.open(base, engine.imageKind());
        this.work = new ImageWork(engine, images);
    }

    /** Keeps a module's Wasm, and its image once that was made in the background. */
    public Checksum store(Module module) {
        Checksum code = codes.save(module.model().bytes());
        if (tier == Tier.COMPILED) {
            work.start(code, module);
        }
        return code;
    }

    /** Compiles a module and keeps nothing of it. Empty in a tier that makes no images. */
    public Optional<byte[]> image(Module module) {
        return tier == Tier.COMPILED ? Optional.of(engine.image(module)) : Optional.empty();
    }

    /** Removes Wasm and image; fails if there is no Wasm. */
    public void remove(Checksum code) {
        work.forget(code);
        images.remove(code);
        codes.remove(code);
    }

    @Override
    public boolean has(Checksum code) {
        return codes.has(code);
    }

    @Override
    public Optional<CompiledModule> load(Checksum code) {
        if (tier != Tier.COMPILED) {
            return Optional.empty();
        }
        byte[] wasm = codes.load(code);
        Optional<ImageWork.Work> making = work.on(code);
        if (making.isPresent()) {
            return making.map(each -> engine.start(each.module(), () -> imageOf(code)));
        }
        return images.load(code).flatMap(image -> engine.load(wasm, code.toBytes(), image));
    }

    @Override
    public CompiledModule compile(Checksum code) {
        Module module = parse(code);
        return tier == Tier.COMPILED ? startCompiling(code, module) : engine.compile(module, tier);
    }

    private CompiledModule startCompiling(Checksum code, Module module) {
        work.start(code, module);
        return engine.start(module, () -> imageOf(code));
    }

    /** The image that is being made, or was made since. */
    private Optional<byte[]> imageOf(Checksum code) {
        return work.on(code).map(ImageWork.Work::image).or(() -> images.load(code));
    }

    /** Waits until all images that are being made are kept. */
    public void finish() {
        work.finish();
    }

    /** The module in the tier that can be watched, made anew. */
    public CompiledModule interpreted(Checksum code) {
        return engine.compile(parse(code), Tier.INTERPRETED);
    }

    /** The stored Wasm, decoded. */
    public Module parse(Checksum code) {
        try {
            return engine.parse(codes.load(code));
        } catch (ModuleException e) {
            throw new IllegalStateException("stored code was checked when it came: " + code, e);
        }
    }
}
