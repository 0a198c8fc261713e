package dev.orrery.engine.compile;

import dev.orrery.engine.HostProfile;
import dev.orrery.engine.Module;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.StackRule;
import dev.orrery.engine.fuzz.FuzzProfiles;
import dev.orrery.engine.fuzz.GeneratedModules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The class files that the compiler makes of the fixtures: every contract in contracts-testdata, and generated modules. */
final class Generated {
    private static final Path CONTRACTS = Path.of("..", "contracts-testdata", "built");
    private static final int GENERATED_MODULES = 120;

    /** Where CosmWasm charges: a profile whose every loop costs fuel. */
    static final HostProfile PROFILE = FuzzProfiles.profile(
            "charged", FuzzProfiles::cosmWasm, new StackRule(1 << 20, StackRule.perFunction(body -> 64)));

    private Generated() {}

    /** The fixtures by name. */
    static Map<String, byte[]> fixtures() {
        Map<String, byte[]> modules = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(CONTRACTS)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".wasm"))
                    .filter(each -> !each.toString().contains("refused"))
                    .sorted()
                    .toList()) {
                modules.put(CONTRACTS.relativize(file).toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<byte[]> generated = GeneratedModules.first(GENERATED_MODULES);
        for (int seed = 0; seed < generated.size(); seed++) {
            modules.put("seed " + seed, generated.get(seed));
        }
        return modules;
    }

    static CompiledImage image(byte[] wasm, int methodLimit) throws ModuleException {
        Module module = Module.parse(wasm, PROFILE.features());
        return ModuleCompiler.compile(module.model(), PROFILE, "test", methodLimit);
    }

    /** Methods with code. */
    static List<MethodModel> methods(CompiledImage image) {
        return image.classes().values().stream()
                .map(ClassFile.of()::parse)
                .map(ClassModel::methods)
                .flatMap(List::stream)
                .filter(method -> method.code().isPresent())
                .toList();
    }
}
