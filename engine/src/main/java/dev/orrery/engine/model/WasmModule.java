package dev.orrery.engine.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A decoded and validated module.
 *
 * @param bytes the module itself; data segments and custom sections are ranges of it. Never written to.
 * @param functionTypes type index of each function the module defines (imports not counted)
 * @param bodies one body for each entry of {@code functionTypes}; a list that never changes, but may decode on each access
 */
public record WasmModule(
        byte[] bytes,
        List<FuncType> types,
        List<Import> imports,
        List<Integer> functionTypes,
        List<ExternType.Table> tables,
        List<ExternType.Memory> memories,
        List<Global> globals,
        List<Export> exports,
        OptionalInt start,
        List<ElementSegment> elements,
        List<FunctionBody> bodies,
        List<DataSegment> data,
        List<CustomSection> customSections) {

    public WasmModule {
        types = List.copyOf(types);
        imports = List.copyOf(imports);
        functionTypes = List.copyOf(functionTypes);
        tables = List.copyOf(tables);
        memories = List.copyOf(memories);
        globals = List.copyOf(globals);
        exports = List.copyOf(exports);
        elements = List.copyOf(elements);
        bodies = Collections.unmodifiableList(bodies);
        data = List.copyOf(data);
        customSections = List.copyOf(customSections);
    }

    /** The first export of that name; names are unique in a valid module. */
    public Optional<Export> export(String name) {
        return exports.stream().filter(export -> export.name().equals(name)).findFirst();
    }
}
