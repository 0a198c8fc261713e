package dev.orrery.engine.binary;

import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.DataSegment;
import dev.orrery.engine.model.SegmentMode;
import dev.orrery.engine.model.ValType;

/** The data section: Wasm spec 5.5.14. */
final class DataSection {
    private DataSection() {}

    static void read(int count, ByteReader reader, ModuleContext module) throws ModuleException {
        ModuleContext.checkCount(0, count, ModuleReader.MAX_SEGMENTS, "data segments", reader.start());
        for (int i = 0; i < count; i++) {
            int at = reader.position();
            int flags = reader.u32();
            if (Integer.compareUnsigned(flags, 2) > 0) {
                throw ByteReader.malformed("invalid flags byte in data segment", at);
            }
            SegmentMode mode = mode(flags, reader, module, at);
            int length = reader.u32();
            if (length < 0 || length > reader.end() - reader.position()) {
                throw ByteReader.malformed(
                        "unexpected end of section or function: data segment extends past end of the section",
                        reader.position());
            }
            ByteReader content = reader.range(length);
            module.data.add(new DataSegment(mode, content.position(), length));
        }
    }

    private static SegmentMode mode(int flags, ByteReader reader, ModuleContext module, int at) throws ModuleException {
        if (flags == 1) {
            return new SegmentMode.Passive();
        }
        int memory = flags == 2 ? reader.u32() : 0;
        if (Integer.compareUnsigned(memory, module.memories.size()) >= 0) {
            throw ModuleContext.invalid(
                    "unknown memory " + Integer.toUnsignedString(memory) + ": memory index out of bounds", at);
        }
        return new SegmentMode.Active(memory, ConstExprReader.read(reader, module, ValType.I32));
    }
}
