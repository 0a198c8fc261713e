package dev.orrery.engine.compile;

import dev.orrery.engine.HostProfile;
import dev.orrery.engine.StackRule;
import dev.orrery.engine.model.ConstExpr;
import dev.orrery.engine.model.ElementSegment;
import dev.orrery.engine.model.Export;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Global;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.WasmModule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compiles one module under one profile to an image. Used once, by one thread. */
final class ModuleCompiler implements ModuleContext {
    private final HostProfile profile;
    private final WasmModule module;
    private final int methodLimit;
    private final ModuleTypes types;
    private final StackRule.ModuleFrames stackFrames;
    private final GeneratedClasses functionClasses = new GeneratedClasses(Names::functions);
    private final GeneratedClasses importClasses = new GeneratedClasses(Names::imports);
    private final GeneratedClasses indirectClasses = new GeneratedClasses(Names::indirect);
    private final IndirectStubs indirectStubs = new IndirectStubs(this, indirectClasses);
    private final List<Method> functions = new ArrayList<>();
    private final Map<IndirectKey, Method> indirect = new LinkedHashMap<>();
    private final Map<FuncType, List<Integer>> candidates = new HashMap<>();
    private final List<int[]> branchTables = new ArrayList<>();

    /** Types that are equal share a dispatcher. */
    private record IndirectKey(FuncType type, int table) {}

    private ModuleCompiler(WasmModule module, HostProfile profile, int methodLimit) {
        this.module = module;
        this.profile = profile;
        this.methodLimit = methodLimit;
        this.types = new ModuleTypes(module);
        this.stackFrames = profile.stack().frames().in(module);
    }

    /**
     * @param key what the image will be known by, see {@link CompiledImage}
     * @param methodLimit most bytes of one method; tests set it low to have small functions cut
     */
    static CompiledImage compile(WasmModule module, HostProfile profile, String key, int methodLimit) {
        ModuleCompiler compiler = new ModuleCompiler(module, profile, methodLimit);
        Map<String, byte[]> files = new TreeMap<>();
        compiler.write(files);
        List<String> owners = compiler.functions.stream()
                .map(method -> GeneratedClasses.binaryName(method.owner()))
                .toList();
        return new CompiledImage(key, files, compiler.branchTables.toArray(int[][]::new), owners);
    }

    private void write(Map<String, byte[]> files) {
        placeImports();
        List<FunctionUnit> units = new ArrayList<>();
        for (int i = 0; i < module.bodies().size(); i++) {
            units.add(unit(i));
        }
        NavigableSet<Integer> referable = referable();
        for (int function : referable) {
            candidates
                    .computeIfAbsent(types.function(function), absent -> new ArrayList<>())
                    .add(function);
        }
        units.forEach(unit -> unit.add(functionClasses));
        functionClasses.write(files);
        indirectClasses.write(files);
        importClasses.write(files);
        NavigableSet<Integer> entries = new TreeSet<>(referable);
        module.start().ifPresent(entries::add);
        for (Export export : module.exports()) {
            if (export.kind() == Export.Kind.FUNCTION) {
                entries.add(export.index());
            }
        }
        entries.removeIf(function -> function < types.importedFunctions());
        new EntryStubs(this).write(entries, files);
    }

    private void placeImports() {
        for (int i = 0; i < types.importedFunctions(); i++) {
            FuncType type = types.function(i);
            int index = i;
            GeneratedClasses.Place place =
                    importClasses.place(64 + 16 * type.params().size());
            Method method = new Method(place.owner(), "i" + i, Jvm.method(type));
            functions.add(method);
            importClasses.add(place, method.name(), method.type(), code -> ImportStubs.writeImport(code, type, index));
        }
    }

    private FunctionUnit unit(int own) {
        FunctionBody body = module.bodies().get(own);
        FunctionShape shape = new FunctionShape(
                types.importedFunctions() + own, body, profile.metering().charges(body), stackFrames.of(body));
        FunctionUnit unit = FunctionUnit.plan(shape, new Flow(body, types), this, methodLimit);
        functions.add(new Method(unit.place(functionClasses), shape.methodName(), Jvm.method(body.type())));
        return unit;
    }

    /** Functions of the module that can get into a table, ascending. */
    private NavigableSet<Integer> referable() {
        NavigableSet<Integer> found = new TreeSet<>();
        for (ElementSegment segment : module.elements()) {
            segment.elements().forEach(element -> note(element, found));
        }
        for (Global global : module.globals()) {
            note(global.init(), found);
        }
        for (FunctionBody body : module.bodies()) {
            for (int i = 0; i < body.size(); i++) {
                if (body.opcode(i) == Opcode.REF_FUNC) {
                    found.add((int) body.immediate(i));
                }
            }
        }
        found.removeIf(function -> function < types.importedFunctions());
        return found;
    }

    private static void note(ConstExpr expression, NavigableSet<Integer> found) {
        if (expression instanceof ConstExpr.RefFunc function) {
            found.add(function.index());
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
        return functions.get(index);
    }

    @Override
    public Method indirect(int typeIndex, int table) {
        FuncType type = types.type(typeIndex);
        IndirectKey key = new IndirectKey(type, table);
        Method known = indirect.get(key);
        if (known == null) {
            List<Integer> targets = candidates.getOrDefault(type, List.of());
            String name = "t" + typeIndex + "_" + table;
            GeneratedClasses.Place place = indirectStubs.place(type, targets.size());
            known = new Method(place.owner(), name, Jvm.indirect(type));
            indirect.put(key, known);
            indirectStubs.write(place, name, typeIndex, table, targets);
        }
        return known;
    }

    @Override
    public int branchTable(int[] numbers) {
        branchTables.add(numbers);
        return branchTables.size() - 1;
    }
}
