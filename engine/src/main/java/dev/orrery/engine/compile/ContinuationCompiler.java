package dev.orrery.engine.compile;

import dev.orrery.engine.HostProfile;
import dev.orrery.engine.StackRule;
import dev.orrery.engine.model.ConstExpr;
import dev.orrery.engine.model.ElementSegment;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.WasmModule;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * Writes a {@link dev.orrery.engine.run.Continuation} for one place of a module that is loaded. At a function's beginning it
 * calls the function's own method; in a loop it is the function once more, in chunks, entered there. Used once, by one thread.
 */
final class ContinuationCompiler implements ModuleContext {
    private final HostProfile profile;
    private final WasmModule module;
    private final ModuleTypes types;
    private final List<String> owners;
    private final ToIntFunction<int[]> branchTables;
    private final ClassDesc name;
    private final GeneratedClasses chunkClasses;
    private final GeneratedClasses indirectClasses;
    private final Map<FuncType, TreeSet<Integer>> candidates = new HashMap<>();

    /**
     * @param owners see {@link CompiledImage}
     * @param branchTables keeps a table of the code and returns its number
     */
    ContinuationCompiler(
            WasmModule module,
            HostProfile profile,
            List<String> owners,
            ToIntFunction<int[]> branchTables,
            String name) {
        this.module = module;
        this.profile = profile;
        this.types = new ModuleTypes(module);
        this.owners = owners;
        this.branchTables = branchTables;
        this.name = ClassDesc.of(name);
        this.chunkClasses = new GeneratedClasses(number -> ClassDesc.of(name + "Chunks" + number));
        this.indirectClasses = new GeneratedClasses(number -> ClassDesc.of(name + "Indirect" + number));
    }

    /** Class files by name; the one of the given name is the continuation. */
    Map<String, byte[]> compile(int function, int position) {
        Map<String, byte[]> files = new HashMap<>();
        if (position == 0) {
            write(files, code -> callFunction(code, function));
        } else {
            findCandidates();
            ClassDesc chunks = writeChunks(function, position);
            chunkClasses.write(files);
            indirectClasses.write(files);
            write(
                    files,
                    code -> code.aload(1)
                            .aload(2)
                            .iload(3)
                            .invokestatic(chunks, Names.RESUME, Names.RESUME_TYPE)
                            .lreturn());
        }
        return files;
    }

    private void write(Map<String, byte[]> files, java.util.function.Consumer<CodeBuilder> run) {
        byte[] file = ClassFile.of().build(name, type -> {
            type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
            type.withSuperclass(Names.CONTINUATION);
            type.withMethodBody(
                    ConstantDescs.INIT_NAME,
                    ConstantDescs.MTD_void,
                    ClassFile.ACC_PUBLIC,
                    code -> code.aload(0)
                            .invokespecial(Names.CONTINUATION, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                            .return_());
            type.withMethodBody("run", Names.RESUME_TYPE, ClassFile.ACC_PUBLIC, run);
        });
        files.put(GeneratedClasses.binaryName(name), file);
    }

    /** The frame of a function at its beginning holds its parameters and nothing else. */
    private void callFunction(CodeBuilder code, int function) {
        FuncType type = types.function(function);
        if (Jvm.wide(type)) {
            code.aload(1);
        } else {
            for (int i = 0; i < type.params().size(); i++) {
                Jvm.getBits(code, type.params().get(i), 1, i, 2);
            }
        }
        Method method = function(function);
        code.aload(2).iload(3).invokestatic(method.owner(), method.name(), method.type());
        if (type.results().isEmpty()) {
            code.lconst_0().lreturn();
        } else {
            MethodTypeDesc one =
                    MethodTypeDesc.of(Names.LONGS, Jvm.type(type.results().getFirst()));
            code.invokestatic(Names.FRAMES, "one", one).iconst_0().laload().lreturn();
        }
    }

    private ClassDesc writeChunks(int function, int position) {
        FunctionBody body = module.bodies().get(function - types.importedFunctions());
        StackRule.Use stack = profile.stack().frames().in(module).of(body);
        FunctionShape shape =
                new FunctionShape(function, body, profile.metering().charges(body), stack);
        Flow flow = new Flow(body, types);
        CodeSize sizes = new CodeSize(shape, flow, types);
        Chunks chunks = Chunks.plan(shape, flow, sizes, CodeSize.MAX_METHOD_BYTES, position);
        ChunkedFunction unit = new ChunkedFunction(shape, flow, this, chunks, position);
        ClassDesc owner = unit.place(chunkClasses);
        unit.add(chunkClasses);
        return owner;
    }

    /** Functions that are in a table from the start; any other is found the slow way. */
    private void findCandidates() {
        for (ElementSegment segment : module.elements()) {
            for (ConstExpr element : segment.elements()) {
                if (element instanceof ConstExpr.RefFunc named && named.index() >= types.importedFunctions()) {
                    candidates
                            .computeIfAbsent(types.function(named.index()), absent -> new TreeSet<>())
                            .add(named.index());
                }
            }
        }
    }

    @Override
    public ModuleTypes types() {
        return types;
    }

    @Override
    public boolean canonicalNans() {
        return profile.canonicalNans();
    }

    @Override
    public Method function(int index) {
        String method = index < types.importedFunctions() ? "i" + index : "f" + index;
        return new Method(ClassDesc.of(owners.get(index)), method, Jvm.method(types.function(index)));
    }

    @Override
    public Method indirect(int typeIndex, int table) {
        FuncType type = types.type(typeIndex);
        List<Integer> targets = new ArrayList<>(candidates.getOrDefault(type, new TreeSet<>()));
        String method = "t" + typeIndex + "_" + table;
        GeneratedClasses.Place place = dispatchers.computeIfAbsent(method, absent -> {
            IndirectStubs stubs = new IndirectStubs(this, indirectClasses);
            GeneratedClasses.Place found = stubs.place(type, targets.size());
            stubs.write(found, method, typeIndex, table, targets);
            return found;
        });
        return new Method(place.owner(), method, Jvm.indirect(type));
    }

    private final Map<String, GeneratedClasses.Place> dispatchers = new HashMap<>();

    @Override
    public int branchTable(int[] numbers) {
        return branchTables.applyAsInt(numbers);
    }
}
