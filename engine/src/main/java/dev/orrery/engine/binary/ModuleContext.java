package dev.orrery.engine.binary;

import dev.orrery.engine.Features;
import dev.orrery.engine.ModuleError;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.CustomSection;
import dev.orrery.engine.model.DataSegment;
import dev.orrery.engine.model.ElementSegment;
import dev.orrery.engine.model.Export;
import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Global;
import dev.orrery.engine.model.Import;
import dev.orrery.engine.model.WasmModule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What is known of a module while it is read: its sections so far, and its index spaces with imports first. */
public final class ModuleContext {
    /** wasmparser limits.rs: MAX_WASM_TYPE_SIZE. */
    private static final int MAX_TYPE_SIZE = 1_000_000;

    final byte[] bytes;
    final Features features;

    final List<FuncType> types = new ArrayList<>();
    final List<Import> imports = new ArrayList<>();
    final List<Integer> definedFunctions = new ArrayList<>();
    final List<ExternType.Table> definedTables = new ArrayList<>();
    final List<ExternType.Memory> definedMemories = new ArrayList<>();
    final List<Global> definedGlobals = new ArrayList<>();
    final List<Export> exports = new ArrayList<>();
    final List<ElementSegment> elements = new ArrayList<>();
    final List<CodeEntry> codes = new ArrayList<>();
    final List<DataSegment> data = new ArrayList<>();
    final List<CustomSection> customSections = new ArrayList<>();
    OptionalInt start = OptionalInt.empty();

    /** How many bodies the function section announced, until the code section came. */
    OptionalInt expectedBodies = OptionalInt.empty();

    /** From here on nothing becomes a declared function any more. */
    boolean codeSeen;

    /** What the data section says it has, unsigned 32 bit. */
    long dataSegments;

    OptionalInt dataCount = OptionalInt.empty();

    /** Type index of every function, imported ones first; likewise below. */
    final List<Integer> functions = new ArrayList<>();

    final List<ExternType.Table> tables = new ArrayList<>();
    final List<ExternType.Memory> memories = new ArrayList<>();
    final List<ExternType.Global> globals = new ArrayList<>();

    /** Functions that {@code ref.func} may name: those that occur outside of bodies. */
    final Set<Integer> declaredFunctions = new HashSet<>();

    private int typeSize = 1;

    ModuleContext(byte[] bytes, Features features) {
        this.bytes = bytes;
        this.features = features;
    }

    public Features features() {
        return features;
    }

    public byte[] bytes() {
        return bytes;
    }

    public FuncType type(int index, int offset) throws ModuleException {
        if (Integer.compareUnsigned(index, types.size()) >= 0) {
            throw invalid("unknown type " + Integer.toUnsignedString(index) + ": type index out of bounds", offset);
        }
        return types.get(index);
    }

    /** The type of a function, or empty where there is no such function. */
    public Optional<FuncType> functionType(int index) {
        return Integer.compareUnsigned(index, functions.size()) < 0
                ? Optional.of(types.get(functions.get(index)))
                : Optional.empty();
    }

    public List<FuncType> types() {
        return types;
    }

    public List<Import> imports() {
        return imports;
    }

    public List<Export> exports() {
        return exports;
    }

    /** Type index of each function that the module defines. */
    public List<Integer> definedFunctions() {
        return definedFunctions;
    }

    public List<ExternType.Table> definedTables() {
        return definedTables;
    }

    public List<ExternType.Memory> definedMemories() {
        return definedMemories;
    }

    public List<CodeEntry> codes() {
        return codes;
    }

    public List<CustomSection> customSections() {
        return customSections;
    }

    /** The complete module, once its bodies are validated. */
    public WasmModule build(List<FunctionBody> bodies) {
        return new WasmModule(
                bytes,
                types,
                imports,
                definedFunctions,
                definedTables,
                definedMemories,
                definedGlobals,
                exports,
                start,
                elements,
                bodies,
                data,
                customSections);
    }

    public List<ExternType.Table> tables() {
        return tables;
    }

    public List<ExternType.Memory> memories() {
        return memories;
    }

    public List<ExternType.Global> globals() {
        return globals;
    }

    public List<ElementSegment> elements() {
        return elements;
    }

    public OptionalInt dataCount() {
        return dataCount;
    }

    public boolean hasData() {
        return !data.isEmpty();
    }

    /** Bounds what the imports and exports can be made to stand for. wasmparser validator.rs: combine_type_sizes. */
    void addTypeSize(ExternType type, int at) throws ModuleException {
        typeSize += type instanceof ExternType.Function function ? size(types.get(function.typeIndex())) : 1;
        if (typeSize >= MAX_TYPE_SIZE) {
            throw invalid("effective type size exceeds the limit of " + MAX_TYPE_SIZE, at);
        }
    }

    private static int size(FuncType type) {
        return 2 + type.params().size() + type.results().size();
    }

    public boolean declared(int functionIndex) {
        return declaredFunctions.contains(functionIndex);
    }

    public static ModuleException invalid(String text, int offset) {
        return new ModuleException(new ModuleError.Invalid(text, offset));
    }

    static void checkCount(int present, int added, int limit, String what, int offset) throws ModuleException {
        if (present + Integer.toUnsignedLong(added) > limit) {
            throw invalid(limit == 1 ? "multiple " + what : what + " count exceeds limit of " + limit, offset);
        }
    }
}
