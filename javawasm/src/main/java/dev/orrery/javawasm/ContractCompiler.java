package dev.orrery.javawasm;

import dev.orrery.javawasm.desugar.Desugaring;
import dev.orrery.javawasm.program.ClassInfo;
import dev.orrery.javawasm.program.Layout;
import dev.orrery.javawasm.program.LibraryMethods;
import dev.orrery.javawasm.program.MethodId;
import dev.orrery.javawasm.program.Natives;
import dev.orrery.javawasm.program.Program;
import dev.orrery.javawasm.program.Reachability;
import dev.orrery.javawasm.translate.Linker;
import dev.orrery.javawasm.wasm.Function;
import dev.orrery.javawasm.wasm.ModuleWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Compiles the class files of a contract, SDK included, into a module. */
public final class ContractCompiler {
    private static final int PAGE_BYTES = 65536;

    private ContractCompiler() {}

    /**
     * The module whose exports are the methods annotated {@code @Export}.
     *
     * @throws Unsupported if the program uses what contracts in Java cannot have
     */
    public static byte[] compile(Collection<byte[]> classFiles) {
        Program program = new Program(Desugaring.of(classFiles));
        SequencedMap<String, MethodId> exports = exports(program);
        if (exports.isEmpty()) {
            throw new Unsupported("no method is annotated @Export, so nothing would be in the module");
        }
        List<MethodId> roots = new ArrayList<>(exports.values());
        roots.add(LibraryMethods.UNCAUGHT);
        Reachability reachability = new Reachability(program, roots);
        Layout layout = new Layout(program, reachability.instantiated());
        Linker linker = new Linker(program, reachability, layout);
        SequencedMap<String, Function> functions = new TreeMap<>();
        exports.forEach((name, method) -> functions.put(name, linker.exported(method)));
        ModuleWriter writer = new ModuleWriter(functions);
        int pages = linker.finishHeap(PAGE_BYTES);
        return writer.encode(linker.dataAddress(), linker.data(), pages);
    }

    private static SequencedMap<String, MethodId> exports(Program program) {
        SequencedMap<String, MethodId> exports = new TreeMap<>();
        for (ClassInfo info : program.own()) {
            for (ClassInfo.Method method : info.methods()) {
                method.annotation(Natives.EXPORT).ifPresent(name -> {
                    if (!method.isStatic()) {
                        throw new Unsupported("@Export goes to static methods, which " + method.id() + " is not");
                    }
                    if (exports.put(name, method.id()) != null) {
                        throw new Unsupported("two methods are annotated @Export(\"" + name + "\")");
                    }
                });
            }
        }
        return exports;
    }
}
