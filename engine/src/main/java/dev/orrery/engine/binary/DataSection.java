package dev.orrery.engine.binary;

import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.DataSegment;
import dev.orrery.engine.model.SegmentMode;
import dev.orrery.engine.model.ValType;
import java.util.Optional;

/** The data section: Wasm spec 5.5.14. */
final class DataSection {
    private DataSection() {}

    private static final int PASSIVE = 1;
    private static final int EXPLICIT = 2;

    static void read(int count, ByteReader reader, ModuleContext module) throws ModuleException {
        module.dataSegments = Integer.toUnsignedLong(count);
        ModuleContext.checkCount(0, count, ModuleReader.MAX_SEGMENTS, "data segments", reader.start());
        for (int i = 0; i < count; i++) {
            int at = reader.position();
            int flags = reader.u32();
            if (Integer.compareUnsigned(flags, EXPLICIT) > 0) {
                throw ByteReader.malformed("invalid flags byte in data segment", at);
            }
            int memory = flags == EXPLICIT ? reader.u32() : 0;
            Optional<ByteReader> offset =
                    flags == PASSIVE ? Optional.empty() : Optional.of(ConstExprReader.skip(reader));
            int length = reader.u32();
            if (length < 0 || length > reader.end() - reader.position()) {
                throw ByteReader.malformed(
                        "unexpected end of section or function: data segment extends past end of the section",
                        reader.end());
            }
            ByteReader content = reader.range(length);
            module.data.add(new DataSegment(mode(offset, memory, module, at), content.position(), length));
        }
    }

    private static SegmentMode mode(Optional<ByteReader> offset, int memory, ModuleContext module, int at)
            throws ModuleException {
        if (offset.isEmpty()) {
            return new SegmentMode.Passive();
        }
        if (Integer.compareUnsigned(memory, module.memories.size()) >= 0) {
            throw ModuleContext.invalid(
                    "unknown memory " + Integer.toUnsignedString(memory) + ": memory index out of bounds", at);
        }
        return new SegmentMode.Active(memory, ConstExprReader.validate(offset.get(), module, ValType.I32));
    }
}
