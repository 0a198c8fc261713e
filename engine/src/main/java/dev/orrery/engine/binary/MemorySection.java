package dev.orrery.engine.binary;

import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.ExternType;

/** The memory section: Wasm spec 5.5.8. */
final class MemorySection {
    private MemorySection() {}

    static void read(int count, ByteReader reader, ModuleContext module) throws ModuleException {
        ModuleContext.checkCount(module.memories.size(), count, 1, "memories", reader.start());
        for (int i = 0; i < count; i++) {
            int at = reader.position();
            ExternType.Memory memory = LimitedTypes.memory(reader).accept(module.features, at);
            module.definedMemories.add(memory);
            module.memories.add(memory);
        }
    }
}
