package dev.orrery.engine.binary;

import dev.orrery.engine.Features;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.CustomSection;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Reads a module section by section: Wasm spec 5.5. What is valid outside of function bodies is checked on the way, so that
 * the first fault in byte order is the one reported; bodies are left to {@code validate}. In time and memory linear in the
 * module's size: counts are never trusted.
 */
public final class ModuleReader {
    private static final int MAGIC = 0x6D736100;

    /** wasmparser limits.rs: MAX_WASM_FUNCTIONS and others. */
    static final int MAX_ITEMS = 1_000_000;

    /** wasmparser limits.rs: MAX_WASM_DATA_SEGMENTS and MAX_WASM_ELEMENT_SEGMENTS. */
    static final int MAX_SEGMENTS = 100_000;

    /** Where each section id stands in the order of a module; 0 for those that don't exist. */
    private static final int[] ORDER = {0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 11, 6};

    private final ModuleContext module;
    private final ByteReader reader;
    private final Consumer<CustomSection> onCustomSection;
    private int lastOrder;

    private ModuleReader(byte[] bytes, Features features, Consumer<CustomSection> onCustomSection) {
        this.module = new ModuleContext(bytes, features);
        this.reader = new ByteReader(bytes, 0, bytes.length);
        this.onCustomSection = onCustomSection;
    }

    /**
     * Reads all sections; the bodies are known by their place only.
     *
     * @param onCustomSection gets each custom section before what stands behind it is read
     */
    public static ModuleContext readSections(byte[] bytes, Features features, Consumer<CustomSection> onCustomSection)
            throws ModuleException {
        return new ModuleReader(bytes, features, onCustomSection).read();
    }

    private ModuleContext read() throws ModuleException {
        header();
        while (!reader.atEnd()) {
            section();
        }
        int end = reader.position();
        if (module.dataCount.isPresent() && module.dataCount.getAsInt() != module.data.size()) {
            throw ByteReader.malformed("data count and data section have inconsistent lengths", end);
        }
        if (module.definedFunctions.size() != module.codes.size()) {
            throw ByteReader.malformed("function and code section have inconsistent lengths", end);
        }
        return module;
    }

    private void header() throws ModuleException {
        int magic = reader.fixed32();
        if (magic != MAGIC) {
            throw ByteReader.malformed(
                    "magic header not detected: bad magic number - expected=" + byteList(MAGIC) + " actual="
                            + byteList(magic),
                    0);
        }
        int version = reader.fixed32();
        int encoding = version >>> 16;
        if (encoding > 1) {
            throw ByteReader.malformed(
                    "unknown binary version: 0x" + String.format(java.util.Locale.ROOT, "%08x", version), 4);
        }
        if (encoding == 1) {
            throw ByteReader.malformed(
                    (version & 0xFFFF) == 0xD
                            ? "WebAssembly component model feature not enabled"
                            : "unknown component version: 0x" + Integer.toHexString(version & 0xFFFF),
                    0);
        }
        if (version != 1) {
            throw ByteReader.malformed("unknown binary version: 0x" + Integer.toHexString(version & 0xFFFF), 0);
        }
    }

    /** The pretty hexadecimal Debug form that Rust gives a four-byte array. */
    private static String byteList(int bytes) {
        StringBuilder text = new StringBuilder("[\n");
        for (int i = 0; i < 4; i++) {
            text.append("    0x")
                    .append(Integer.toHexString((bytes >>> (8 * i)) & 0xFF))
                    .append(",\n");
        }
        return text.append(']').toString();
    }

    private void section() throws ModuleException {
        int idAt = reader.position();
        int id = reader.u8();
        if ((id & 0x80) != 0) {
            throw ByteReader.malformed("malformed section id", idAt);
        }
        int length = reader.u32();
        int start = reader.position();
        if (length < 0 || length > reader.end() - start) {
            // The reference has no bound on a section but the module's end, and so reports the end.
            throw ByteReader.malformed("unexpected end-of-file", reader.end());
        }
        if (id >= ORDER.length) {
            throw ByteReader.malformed("malformed section id: " + id, start);
        }
        ByteReader content = reader.range(length);
        if (id == 0) {
            customSection(content);
            return;
        }
        if (id == 13) {
            throw ModuleContext.invalid("exceptions proposal not enabled", start);
        }
        content(id, content, start);
        if (id != 10 && !content.atEnd()) {
            throw ByteReader.malformed(
                    id == 8 || id == 12
                            ? "unexpected content in the " + (id == 8 ? "start" : "data count") + " section"
                            : "section size mismatch: unexpected data at the end of the section",
                    content.position());
        }
        if (!content.atEnd()) {
            throw ByteReader.malformed("trailing bytes at end of section", content.position());
        }
    }

    private void content(int id, ByteReader content, int start) throws ModuleException {
        if (id == 8) {
            int function = content.u32();
            order(id, start);
            start(function, start);
            return;
        }
        if (id == 12) {
            int count = content.u32();
            order(id, start);
            dataCount(count, start);
            return;
        }
        int count = content.u32();
        order(id, start);
        switch (id) {
            case 1 -> TypeSection.read(count, content, module);
            case 2 -> ImportSection.read(count, content, module);
            case 3 -> FunctionSection.read(count, content, module);
            case 4 -> TableSection.read(count, content, module);
            case 5 -> MemorySection.read(count, content, module);
            case 6 -> GlobalSection.read(count, content, module);
            case 7 -> ExportSection.read(count, content, module);
            case 9 -> ElementSection.read(count, content, module);
            case 10 -> CodeSection.read(count, content, module, start);
            case 11 -> DataSection.read(count, content, module);
            default -> throw new IllegalStateException("section " + id);
        }
    }

    private void order(int id, int offset) throws ModuleException {
        if (ORDER[id] <= lastOrder) {
            throw ByteReader.malformed("section out of order", offset);
        }
        lastOrder = ORDER[id];
    }

    private void customSection(ByteReader content) throws ModuleException {
        String name = content.name();
        CustomSection section = new CustomSection(name, content.position(), content.end() - content.position());
        module.customSections.add(section);
        onCustomSection.accept(section);
    }

    private void start(int function, int offset) throws ModuleException {
        var type = module.functionType(function)
                .orElseThrow(() -> ModuleContext.invalid(
                        "unknown function " + Integer.toUnsignedString(function) + ": func index out of bounds",
                        offset));
        if (!type.params().isEmpty() || !type.results().isEmpty()) {
            throw ModuleContext.invalid("invalid start function type", offset);
        }
        module.start = OptionalInt.of(function);
    }

    private void dataCount(int count, int offset) throws ModuleException {
        if (Integer.compareUnsigned(count, MAX_SEGMENTS) > 0) {
            throw ModuleContext.invalid("data count section specifies too many data segments", offset);
        }
        module.dataCount = OptionalInt.of(count);
    }
}
