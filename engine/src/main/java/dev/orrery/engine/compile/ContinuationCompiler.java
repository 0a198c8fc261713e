package dev.orrery.engine.compile;

import dev.orrery.engine.HostProfile;
import dev.orrery.engine.StackRule;
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
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * Writes a {@link dev.orrery.engine.run.Continuation}: a function once more, in chunks, entered at its beginning and in loops.
 * Used once, by one thread.
 *
 * <p>It lives for one call, mostly in the form that HotSpot's first compiler gives it, and is written for that: see
 * {@link dev.orrery.engine.run.MemoryCalls}. It needs no other class of the module; what it calls it calls by way of whoever
 * entered it.
 */
final class ContinuationCompiler implements ModuleContext {
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(
            ConstantDescs.CD_long, Names.LONGS, Names.INSTANCE, ConstantDescs.CD_int, ConstantDescs.CD_int);

    private final HostProfile profile;
    private final ModuleTypes types;
    private final ToIntFunction<int[]> branchTables;
    private final ClassDesc name;
    private final GeneratedClasses chunkClasses;
    private final GeneratedClasses stubClasses;
    private final Map<String, Method> stubs = new HashMap<>();

    /** @param branchTables keeps a table and returns its number for {@code InstanceAccess.branchTable} */
    ContinuationCompiler(ModuleTypes types, HostProfile profile, ToIntFunction<int[]> branchTables, String name) {
        this.profile = profile;
        this.types = types;
        this.branchTables = branchTables;
        this.name = ClassDesc.of(name);
        this.chunkClasses = new GeneratedClasses(number -> ClassDesc.of(name + "Chunks" + number));
        this.stubClasses = new GeneratedClasses(number -> ClassDesc.of(name + "Calls" + number));
    }

    /**
     * Class files by name; the one of the given name is the continuation.
     *
     * @param loops tops of loops in which it is entered, too; dead ones are left out
     */
    Map<String, byte[]> compile(int function, List<Integer> loops) {
        Map<String, byte[]> files = new HashMap<>();
        ChunkedFunction chunks = plan(function, loops);
        chunks.place(chunkClasses);
        chunks.add(chunkClasses);
        chunkClasses.write(files);
        stubClasses.write(files);
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
            type.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, code -> chunks.writeRun(code, name));
        });
        files.put(GeneratedClasses.binaryName(name), file);
        return files;
    }

    private ChunkedFunction plan(int function, List<Integer> loops) {
        WasmModule module = types.module();
        FunctionBody body = module.bodies().get(function - types.importedFunctions());
        StackRule.Use stack = profile.stack().frames().in(module).of(body);
        FunctionShape shape =
                new FunctionShape(function, body, profile.metering().charges(body), stack);
        Flow flow = new Flow(body, types);
        List<Integer> positions = new ArrayList<>(List.of(0));
        loops.stream().filter(flow::live).forEach(positions::add);
        CodeSize sizes = new CodeSize(shape, flow, types);
        Chunks chunks = Chunks.plan(shape, flow, sizes, CodeSize.MAX_METHOD_BYTES, positions);
        return new ChunkedFunction(shape, flow, this, chunks, positions);
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
    public ClassDesc memoryAccesses() {
        return Names.MEMORY_CALLS;
    }

    @Override
    public Method function(int index) {
        return stub(
                "f" + index,
                Jvm.method(types.function(index)),
                code -> ImportStubs.writeGuest(code, types.function(index), index));
    }

    @Override
    public Method indirect(int typeIndex, int table) {
        return stub(
                "t" + typeIndex + "_" + table,
                Jvm.indirect(types.type(typeIndex)),
                code -> ImportStubs.writeIndirect(code, types.type(typeIndex), typeIndex, table));
    }

    private Method stub(String method, MethodTypeDesc type, Consumer<CodeBuilder> body) {
        return stubs.computeIfAbsent(method, absent -> {
            GeneratedClasses.Place place = stubClasses.place(STUB_BYTES + 12 * type.parameterCount());
            stubClasses.add(place, method, type, body);
            return new Method(place.owner(), method, type);
        });
    }

    /** Of a stub without arguments, at most. */
    private static final int STUB_BYTES = 64;

    @Override
    public int branchTable(int[] numbers) {
        return branchTables.applyAsInt(numbers);
    }
}
