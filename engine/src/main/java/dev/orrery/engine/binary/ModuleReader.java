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

    /** What the version's upper half says of the rest. */
    private static final int MODULE = 0;

    private static final int COMPONENT = 1;

    private static final int CUSTOM = 0;
    private static final int START = 8;
    private static final int CODE = 10;
    private static final int DATA_COUNT = 12;
    private static final int TAG = 13;

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
        if (module.dataCount.isPresent()
                && Integer.toUnsignedLong(module.dataCount.getAsInt()) != module.dataSegments) {
            throw ByteReader.malformed("data count and data section have inconsistent lengths", end);
        }
        if (module.expectedBodies.orElse(0) != 0) {
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
        int number = version & 0xFFFF;
        switch (version >>> 16) {
            case MODULE -> {
                if (number != 1) {
                    throw ByteReader.malformed("unknown binary version: 0x" + Integer.toHexString(number), 0);
                }
            }
            case COMPONENT ->
                throw ByteReader.malformed(
                        "unknown binary version and encoding combination: 0x" + Integer.toHexString(number)
                                + " and 0x1, note: encoded as a component but the WebAssembly component model feature is"
                                + " not enabled - enable the feature to allow component validation",
                        0);
            default -> throw ByteReader.malformed("unknown binary version: " + padded(version), 4);
        }
    }

    /** Rust's {@code {:#10x}}: padded with spaces. */
    private static String padded(int version) {
        String text = "0x" + Integer.toHexString(version);
        return " ".repeat(10 - text.length()) + text;
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
        if (id == CODE) {
            CodeSection.read(reader, length, module, () -> order(id, start));
            return;
        }
        ByteReader content = reader.range(length);
        switch (id) {
            case CUSTOM -> customSection(content);
            case START -> start(single(content, "start", id), start);
            case DATA_COUNT -> dataCount(single(content, "data count", id), start);
            case TAG -> {
                content.u32();
                throw ModuleContext.invalid("exceptions proposal not enabled", start);
            }
            default -> items(id, content, start);
        }
    }

    /** A section that is nothing but one number. */
    private int single(ByteReader content, String what, int id) throws ModuleException {
        int value = content.u32();
        if (!content.atEnd()) {
            throw ByteReader.malformed("unexpected content in the " + what + " section", content.position());
        }
        order(id, content.start());
        return value;
    }

    private void items(int id, ByteReader content, int start) throws ModuleException {
        if (id >= ORDER.length) {
            throw ByteReader.malformed("malformed section id: " + id, start);
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
            case 11 -> DataSection.read(count, content, module);
            default -> throw new IllegalStateException("section " + id);
        }
        if (!content.atEnd()) {
            throw ByteReader.malformed(
                    "section size mismatch: unexpected data at the end of the section", content.position());
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
