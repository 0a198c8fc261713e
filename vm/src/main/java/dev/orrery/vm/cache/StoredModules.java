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

    /** @param base the VM's directory, to which the caller holds the lock */
    public StoredModules(Engine engine, Tier tier, CodeStore codes, Path base) {
        this.engine = engine;
        this.tier = tier;
        this.codes = codes;
        this.images = ImageStore.open(base, engine.imageKind());
    }

    /** Compiles a module and keeps its Wasm and its image. */
    public Checksum store(Module module) {
        Optional<byte[]> image = image(module);
        Checksum code = codes.save(module.model().bytes());
        image.ifPresent(bytes -> images.save(code, bytes));
        return code;
    }

    /** Compiles a module and keeps nothing of it. Empty in a tier that makes no images. */
    public Optional<byte[]> image(Module module) {
        return tier == Tier.COMPILED ? Optional.of(engine.image(module)) : Optional.empty();
    }

    /** Removes Wasm and image; fails if there is no Wasm. */
    public void remove(Checksum code) {
        images.remove(code);
        codes.remove(code);
    }

    @Override
    public Optional<CompiledModule> load(Checksum code) {
        if (tier != Tier.COMPILED) {
            return Optional.empty();
        }
        byte[] wasm = codes.load(code);
        return images.load(code).flatMap(image -> engine.load(wasm, image));
    }

    @Override
    public CompiledModule compile(Checksum code) {
        Module module = parse(code);
        Optional<byte[]> image = image(module);
        image.ifPresent(bytes -> images.save(code, bytes));
        return image.flatMap(bytes -> engine.load(module.model().bytes(), bytes))
                .orElseGet(() -> engine.compile(module, tier));
    }

    private Module parse(Checksum code) {
        try {
            return engine.parse(codes.load(code));
        } catch (ModuleException e) {
            throw new IllegalStateException("stored code was checked when it came: " + code, e);
        }
    }
}
