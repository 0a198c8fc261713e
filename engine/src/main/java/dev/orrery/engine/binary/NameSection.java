package dev.orrery.engine.binary;

import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.CustomSection;
import dev.orrery.engine.model.WasmModule;
import java.util.HashMap;
import java.util.Map;

/** The custom section that debuggers read names from. Nothing depends on it: what is broken in it is skipped. */
public final class NameSection {
    private static final String NAME = "name";

    /** Of the part with the names of functions. */
    private static final int FUNCTIONS = 1;

    private NameSection() {}

    /** Names by the index of their function, imports counted. */
    public static Map<Integer, String> functions(WasmModule module) {
        Map<Integer, String> names = new HashMap<>();
        for (CustomSection section : module.customSections()) {
            if (section.name().equals(NAME)) {
                try {
                    read(new ByteReader(module.bytes(), section.start(), section.start() + section.length()), names);
                } catch (ModuleException e) {
                    return names;
                }
            }
        }
        return names;
    }

    private static void read(ByteReader section, Map<Integer, String> names) throws ModuleException {
        while (!section.atEnd()) {
            int part = section.u8();
            ByteReader content = section.range(section.u32());
            if (part == FUNCTIONS) {
                long count = Integer.toUnsignedLong(content.u32());
                for (long i = 0; i < count; i++) {
                    int function = content.u32();
                    names.put(function, content.name());
                }
            }
        }
    }
}
