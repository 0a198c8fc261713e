package dev.orrery.engine.binary;

import dev.orrery.engine.ModuleException;
import java.util.OptionalInt;

/** The code section: Wasm spec 5.5.13. Bodies are found, not read, except for the number of their locals. */
final class CodeSection {
    private CodeSection() {}

    /** What a body is longer than the section that holds it. */
    private static final String BEYOND_SECTION = "unexpected end-of-file";

    /**
     * Quirk: the bodies are taken from the rest of the module, and the section's end is looked for only behind each. wasmparser
     * parser.rs: State::FunctionBody.
     *
     * @param reader of the module, where the section's content starts
     * @param length of the section, unsigned
     * @param checkOrder refuses the section where it stands too late
     */
    static void read(ByteReader reader, int length, ModuleContext module, OrderCheck checkOrder)
            throws ModuleException {
        int start = reader.position();
        long end = start + Integer.toUnsignedLong(length);
        int count = reader.u32();
        if (reader.position() > end) {
            throw ByteReader.malformed(BEYOND_SECTION, start);
        }
        checkOrder.check();
        checkCount(module.expectedBodies, count, start);
        module.expectedBodies = OptionalInt.empty();
        module.codeSeen = true;
        for (int i = 0; Integer.compareUnsigned(i, count) < 0; i++) {
            int entryAt = reader.position();
            ByteReader body = reader.range(reader.u32());
            if (reader.position() > end) {
                throw ByteReader.malformed(BEYOND_SECTION, entryAt);
            }
            module.codes.add(new CodeEntry(body.position(), body.end(), declaredLocals(body)));
        }
        if (reader.position() < end) {
            throw ByteReader.malformed("trailing bytes at end of section", reader.position());
        }
    }

    /** Whether a section may stand where it does. */
    @FunctionalInterface
    interface OrderCheck {
        void check() throws ModuleException;
    }

    private static void checkCount(OptionalInt expected, int count, int at) throws ModuleException {
        if (expected.isPresent() && expected.getAsInt() != count) {
            throw ByteReader.malformed("function and code section have inconsistent lengths", at);
        }
        if (expected.isEmpty() && count != 0) {
            throw ByteReader.malformed("code section without function section", at);
        }
    }

    private static long declaredLocals(ByteReader body) throws ModuleException {
        int groups = body.u32();
        long locals = 0;
        for (int i = 0; Integer.compareUnsigned(i, groups) < 0; i++) {
            locals += Integer.toUnsignedLong(body.u32());
            TypeReader.valType(body);
        }
        return locals;
    }
}
