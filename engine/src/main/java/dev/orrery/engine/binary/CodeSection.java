package dev.orrery.engine.binary;

import dev.orrery.engine.ModuleException;

/** The code section: Wasm spec 5.5.13. Bodies are found, not read, except for the number of their locals. */
final class CodeSection {
    private CodeSection() {}

    static void read(int count, ByteReader reader, ModuleContext module, int start) throws ModuleException {
        if (count != module.definedFunctions.size()) {
            throw ByteReader.malformed(
                    module.definedFunctions.isEmpty()
                            ? "code section without function section"
                            : "function and code section have inconsistent lengths",
                    start);
        }
        for (int i = 0; i < count; i++) {
            int length = reader.u32();
            ByteReader body = reader.range(length);
            int bodyStart = body.position();
            module.codes.add(new CodeEntry(bodyStart, body.end(), declaredLocals(body)));
        }
    }

    private static long declaredLocals(ByteReader body) throws ModuleException {
        int groups = body.u32();
        long locals = 0;
        for (int i = 0; i < groups; i++) {
            locals += Integer.toUnsignedLong(body.u32());
            TypeReader.valType(body);
        }
        return locals;
    }
}
