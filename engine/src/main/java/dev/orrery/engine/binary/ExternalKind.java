package dev.orrery.engine.binary;

import dev.orrery.engine.ModuleException;

/** What an import or export is: Wasm spec 5.5.5 and 5.5.10. In the order of the binary format. */
enum ExternalKind {
    FUNCTION,
    TABLE,
    MEMORY,
    GLOBAL,
    /** Of the exceptions proposal. */
    TAG;

    static ExternalKind read(ByteReader reader) throws ModuleException {
        int at = reader.position();
        int code = reader.u8();
        if (code >= values().length) {
            throw ByteReader.malformed(
                    "invalid leading byte (0x" + Integer.toHexString(code) + ") for external kind", at);
        }
        return values()[code];
    }
}
