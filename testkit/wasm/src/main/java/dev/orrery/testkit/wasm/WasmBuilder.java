package dev.orrery.testkit.wasm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Collects the parts of a module and encodes it. Index spaces are as in the format: imports come first, then definitions
 * in the order of the calls; function types are added where they are first used.
 */
public final class WasmBuilder {
    private static final int[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};
    private static final int FUNCTION = 0;
    private static final int TABLE = 1;
    private static final int MEMORY = 2;
    private static final int GLOBAL = 3;

    private final List<Sig> types = new ArrayList<>();
    private final List<byte[]> imports = new ArrayList<>();
    private final List<byte[]> functions = new ArrayList<>();
    private final List<byte[]> tables = new ArrayList<>();
    private final List<byte[]> memories = new ArrayList<>();
    private final List<byte[]> globals = new ArrayList<>();
    private final List<byte[]> exports = new ArrayList<>();
    private final List<byte[]> starts = new ArrayList<>();
    private final List<byte[]> elements = new ArrayList<>();
    private final List<byte[]> bodies = new ArrayList<>();
    private final List<byte[]> data = new ArrayList<>();
    private final Bytes customSections = new Bytes();
    private boolean dataCount;
    private int importedFunctions;

    /** The index of that function type, which is added if it is new. */
    public int type(Sig type) {
        int index = types.indexOf(type);
        if (index >= 0) {
            return index;
        }
        types.add(type);
        return types.size() - 1;
    }

    /** Index of the function defined or imported last. */
    public int lastFunction() {
        return importedFunctions + functions.size() - 1;
    }

    public WasmBuilder importFunction(String module, String name, Sig type) {
        importedFunctions++;
        return imported(module, name, new Bytes().raw(FUNCTION).unsigned(type(type)));
    }

    public WasmBuilder importTable(String module, String name, Type element, long min) {
        return imported(module, name, new Bytes().raw(TABLE, element.code(), 0).unsigned(min));
    }

    public WasmBuilder importMemory(String module, String name, long minPages) {
        return imported(module, name, new Bytes().raw(MEMORY, 0).unsigned(minPages));
    }

    public WasmBuilder importGlobal(String module, String name, Type type, boolean mutable) {
        return imported(module, name, new Bytes().raw(GLOBAL, type.code(), mutable ? 1 : 0));
    }

    private WasmBuilder imported(String module, String name, Bytes description) {
        imports.add(
                new Bytes().name(module).name(name).raw(description.toArray()).toArray());
        return this;
    }

    public WasmBuilder function(Sig type, Consumer<Code> body) {
        Code code = new Code();
        body.accept(code);
        functions.add(new Bytes().unsigned(type(type)).toArray());
        bodies.add(new Bytes().sized(code.entry()).toArray());
        return this;
    }

    /** A function exported under {@code name}. */
    public WasmBuilder function(String name, Sig type, Consumer<Code> body) {
        function(type, body);
        return exportFunction(name, lastFunction());
    }

    public WasmBuilder table(long min) {
        return rawTable(new Bytes().raw(Type.FUNCREF.code(), 0).unsigned(min));
    }

    public WasmBuilder table(Type element, long min, long max) {
        return rawTable(new Bytes().raw(element.code(), 1).unsigned(min).unsigned(max));
    }

    private WasmBuilder rawTable(Bytes table) {
        tables.add(table.toArray());
        return this;
    }

    public WasmBuilder memory(long minPages) {
        memories.add(new Bytes().raw(0).unsigned(minPages).toArray());
        return this;
    }

    public WasmBuilder memory(long minPages, long maxPages) {
        memories.add(new Bytes().raw(1).unsigned(minPages).unsigned(maxPages).toArray());
        return this;
    }

    public WasmBuilder global(Type type, boolean mutable, Consumer<Code> initial) {
        globals.add(new Bytes()
                .raw(type.code(), mutable ? 1 : 0)
                .raw(constant(initial))
                .toArray());
        return this;
    }

    public WasmBuilder exportFunction(String name, int index) {
        return export(name, FUNCTION, index);
    }

    public WasmBuilder exportTable(String name, int index) {
        return export(name, TABLE, index);
    }

    public WasmBuilder exportMemory(String name) {
        return export(name, MEMORY, 0);
    }

    public WasmBuilder exportGlobal(String name, int index) {
        return export(name, GLOBAL, index);
    }

    private WasmBuilder export(String name, int kind, int index) {
        exports.add(new Bytes().name(name).raw(kind).unsigned(index).toArray());
        return this;
    }

    /** Names the start function. */
    public WasmBuilder start(int function) {
        starts.add(new Bytes().unsigned(function).toArray());
        return this;
    }

    /** Puts functions into table 0 at {@code offset}. */
    public WasmBuilder elements(Consumer<Code> offset, int... functionIndices) {
        Bytes segment = new Bytes().unsigned(0).raw(constant(offset)).unsigned(functionIndices.length);
        for (int function : functionIndices) {
            segment.unsigned(function);
        }
        return rawElements(segment.toArray());
    }

    public WasmBuilder elements(int offset, int... functionIndices) {
        return elements(code -> code.i32(offset), functionIndices);
    }

    /** One entry of the element section as it stands. */
    public WasmBuilder rawElements(byte[] segment) {
        elements.add(segment);
        return this;
    }

    public WasmBuilder data(Consumer<Code> offset, byte[] content) {
        return rawData(
                new Bytes().unsigned(0).raw(constant(offset)).sized(content).toArray());
    }

    public WasmBuilder data(int offset, byte[] content) {
        return data(code -> code.i32(offset), content);
    }

    public WasmBuilder passiveData(byte[] content) {
        return rawData(new Bytes().unsigned(1).sized(content).toArray());
    }

    private WasmBuilder rawData(byte[] segment) {
        data.add(segment);
        return this;
    }

    /** Writes a data count section, which {@code memory.init} and {@code data.drop} need. */
    public WasmBuilder withDataCount() {
        dataCount = true;
        return this;
    }

    /** A custom section, behind all others. */
    public WasmBuilder custom(String name, byte[] content) {
        section(customSections, 0, new Bytes().name(name).raw(content));
        return this;
    }

    public byte[] build() {
        Bytes out = new Bytes().raw(HEADER);
        vector(out, 1, types.stream().map(WasmBuilder::functionType).toList());
        vector(out, 2, imports);
        vector(out, 3, functions);
        vector(out, 4, tables);
        vector(out, 5, memories);
        vector(out, 6, globals);
        vector(out, 7, exports);
        starts.forEach(start -> section(out, 8, new Bytes().raw(start)));
        vector(out, 9, elements);
        if (dataCount) {
            section(out, 12, new Bytes().unsigned(data.size()));
        }
        vector(out, 10, bodies);
        vector(out, 11, data);
        return out.raw(customSections.toArray()).toArray();
    }

    private static byte[] constant(Consumer<Code> expression) {
        Code code = new Code();
        expression.accept(code);
        return new Bytes().raw(code.operators()).raw(0x0B).toArray();
    }

    private static byte[] functionType(Sig type) {
        Bytes out = new Bytes().raw(0x60).unsigned(type.params().size());
        type.params().forEach(param -> out.raw(param.code()));
        out.unsigned(type.results().size());
        type.results().forEach(result -> out.raw(result.code()));
        return out.toArray();
    }

    private static void vector(Bytes out, int id, List<byte[]> entries) {
        if (entries.isEmpty()) {
            return;
        }
        Bytes content = new Bytes().unsigned(entries.size());
        entries.forEach(content::raw);
        section(out, id, content);
    }

    private static void section(Bytes out, int id, Bytes content) {
        out.raw(id).sized(content.toArray());
    }
}
