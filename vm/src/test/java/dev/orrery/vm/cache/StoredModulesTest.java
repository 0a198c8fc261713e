package dev.orrery.vm.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.engine.CompiledModule;
import dev.orrery.engine.Engine;
import dev.orrery.engine.Instance;
import dev.orrery.engine.LinkException;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.Tier;
import dev.orrery.testkit.wasm.Sig;
import dev.orrery.testkit.wasm.Type;
import dev.orrery.testkit.wasm.WasmBuilder;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.Metrics;
import dev.orrery.vm.entry.CosmWasmProfile;
import dev.orrery.vm.error.FailureException;
import dev.orrery.vm.gas.GasSchedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the counters say is what chains report: VM.md chapter 5. */
class StoredModulesTest {
    private final Engine engine = Engine.of(CosmWasmProfile.of(GasSchedule.LATEST, 512));

    @TempDir
    private Path base;

    private StoredModules modules;
    private Checksum code;

    @BeforeEach
    void storeAModule() throws ModuleException {
        modules = open(engine, Tier.COMPILED);
        code = modules.store(engine.parse(answering(42)));
        modules.finish();
    }

    @Test
    void anotherProcessFindsTheImageAndCompilesNothing() throws LinkException {
        ModuleCache cache = new ModuleCache(1 << 20, open(engine, Tier.COMPILED), Runnable::run);
        assertEquals(42, answer(cache.get(code)));
        assertEquals(
                List.of(1L, 0L),
                List.of(cache.metrics().hitsFsCache(), cache.metrics().misses()));
        cache.get(code);
        assertEquals(1, cache.metrics().hitsMemoryCache());
        cache.pin(code);
        assertEquals(2, cache.metrics().hitsFsCache());
    }

    @Test
    void aPinOfWhatIsOnDiskIsLoadedByWhoeverComesFirst() throws LinkException {
        Deque<Runnable> background = new ArrayDeque<>();
        ModuleCache cache = new ModuleCache(0, modules, background::add);
        cache.pin(code);
        assertEquals(42, answer(cache.get(code)));
        background.forEach(Runnable::run);
        assertEquals(42, answer(cache.get(code)));
        assertEquals(
                List.of(1L, 2L, 0L),
                List.of(
                        cache.metrics().hitsFsCache(),
                        cache.metrics().hitsPinnedMemoryCache(),
                        cache.metrics().misses()));
    }

    @Test
    void whatIsToldOfAPinIsToldOfItsModuleToo() {
        Deque<Runnable> background = new ArrayDeque<>();
        ModuleCache cache = new ModuleCache(1 << 20, modules, background::add);
        cache.get(code);
        cache.pin(code);
        Metrics told = cache.metrics();
        assertEquals(List.of(2L, 1L, 0L), List.of(told.hitsFsCache(), told.elementsPinnedMemoryCache(), told.misses()));
        assertEquals(told.sizeMemoryCache(), told.sizePinnedMemoryCache());
        cache.get(code);
        assertEquals(
                List.of(1L, 0L),
                List.of(cache.metrics().hitsPinnedMemoryCache(), cache.metrics().hitsMemoryCache()));
        background.forEach(Runnable::run);
        assertEquals(2, cache.metrics().hitsFsCache());
    }

    @Test
    void aPinThatWasTakenBackIsNotLoaded() {
        Deque<Runnable> background = new ArrayDeque<>();
        ModuleCache cache = new ModuleCache(0, modules, background::add);
        cache.pin(code);
        cache.unpin(code);
        background.forEach(Runnable::run);
        assertEquals(0, cache.metrics().hitsFsCache());
        assertEquals(0, cache.metrics().elementsPinnedMemoryCache());
    }

    @Test
    void onlyStoredCodeCanBePinned() {
        ModuleCache cache = new ModuleCache(0, modules, Runnable::run);
        assertThrows(FailureException.class, () -> cache.pin(Checksum.generate(new byte[] {1})));
        assertEquals(0, cache.metrics().elementsPinnedMemoryCache());
    }

    @Test
    void aPinnedCodeThatIsDamagedFailsItsCalls() throws IOException {
        Path wasm = base.resolve("state").resolve("wasm").resolve(code + ".wasm");
        Files.write(wasm, new byte[] {0});
        ModuleCache cache = new ModuleCache(0, modules, Runnable::run);
        cache.pin(code);
        assertThrows(FailureException.class, () -> cache.get(code));
    }

    @Test
    void aMissingImageIsCompiledOnceAndKept() throws Exception {
        Files.delete(image());
        ModuleCache cache = new ModuleCache(0, modules, Runnable::run);
        assertEquals(42, answer(cache.get(code)));
        modules.finish();
        assertEquals(42, answer(cache.get(code)));
        assertEquals(
                List.of(1L, 1L),
                List.of(cache.metrics().hitsFsCache(), cache.metrics().misses()));
    }

    @Test
    void aDamagedImageIsCompiledAgain() throws Exception {
        byte[] whole = Files.readAllBytes(image());
        for (int at : new int[] {0, 40, whole.length / 2, whole.length - 1}) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            assertIsCompiledAgain(damaged);
        }
        assertIsCompiledAgain(Arrays.copyOf(whole, whole.length - 1));
        assertIsCompiledAgain(new byte[0]);
    }

    private void assertIsCompiledAgain(byte[] content) throws Exception {
        Files.write(image(), content);
        assertEquals(Optional.empty(), modules.load(code));
        assertEquals(42, answer(modules.compile(code)));
        modules.finish();
        assertTrue(modules.load(code).isPresent());
    }

    @Test
    void theImageOfAnotherModuleIsNotLoaded() throws Exception {
        Checksum other = modules.store(engine.parse(answering(43)));
        modules.finish();
        Files.copy(image(other), image(), StandardCopyOption.REPLACE_EXISTING);
        assertEquals(Optional.empty(), modules.load(code));
    }

    @Test
    void theImageOfAnotherProfileIsNotLoaded() throws Exception {
        Engine other = Engine.of(CosmWasmProfile.of(GasSchedule.LATEST, 511));
        assertEquals(Optional.empty(), open(other, Tier.COMPILED).load(code));
        assertEquals(Optional.empty(), other.load(answering(42), code.toBytes(), Files.readAllBytes(image())));
        assertTrue(engine.load(answering(42), code.toBytes(), Files.readAllBytes(image()))
                .isPresent());
    }

    @Test
    void aModuleRunsWhileItsImageIsBeingMade() throws Exception {
        for (int number = 100; number < 150; number++) {
            Checksum fresh = modules.store(engine.parse(answering(number)));
            assertEquals(number, answer(modules.load(fresh).orElseThrow()));
        }
        modules.finish();
        assertTrue(Files.exists(image(code)));
    }

    @Test
    void noImageIsLeftOfAModuleThatWasRemovedMeanwhile() throws Exception {
        for (int number = 200; number < 230; number++) {
            modules.remove(modules.store(engine.parse(answering(number))));
        }
        modules.finish();
        try (Stream<Path> files = Files.walk(base)) {
            assertEquals(
                    1, files.filter(file -> file.toString().endsWith(".image")).count());
        }
    }

    @Test
    void removingTakesTheImageToo() throws IOException {
        Path image = image();
        modules.remove(code);
        assertTrue(Files.notExists(image));
        assertThrows(FailureException.class, () -> modules.remove(code));
        assertThrows(FailureException.class, () -> modules.load(code));
    }

    @Test
    void theInterpreterNeedsNoImage() throws LinkException {
        StoredModules interpreted = open(engine, Tier.INTERPRETED);
        assertEquals(Optional.empty(), interpreted.load(code));
        assertEquals(42, answer(interpreted.compile(code)));
    }

    private StoredModules open(Engine with, Tier tier) {
        return new StoredModules(with, tier, new CodeStore(base), base);
    }

    private Path image() throws IOException {
        return image(code);
    }

    private Path image(Checksum of) throws IOException {
        try (Stream<Path> files = Files.walk(base)) {
            return files.filter(file -> file.getFileName().toString().equals(of + ".image"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static byte[] answering(int number) {
        return new WasmBuilder()
                .function("answer", Sig.NONE.to(Type.I32), body -> body.i32(number))
                .build();
    }

    private static long answer(CompiledModule module) throws LinkException {
        try (Instance instance = module.instantiate(wanted -> Optional.empty(), 1_000_000)) {
            return instance.invoke(0)[0];
        }
    }
}
