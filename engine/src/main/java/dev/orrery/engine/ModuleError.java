package dev.orrery.engine;

/**
 * Why bytes are not a module that the engine runs. {@code text} is wasmparser's message without its offset suffix, so that
 * a host can show the text that users of the reference know.
 */
public sealed interface ModuleError {
    String text();

    /** Byte offset in the module where the fault was noticed. */
    long offset();

    /** Not the binary format. */
    record Malformed(String text, long offset) implements ModuleError {}

    /** The binary format, but not a valid module, or one that uses a feature that is off. */
    record Invalid(String text, long offset) implements ModuleError {}

    /** Valid, but beyond what the compiler can translate. */
    record Uncompilable(String text, long offset) implements ModuleError {}

    /** wasmparser's form: the text with the offset behind it. */
    default String textWithOffset() {
        return text() + " (at offset 0x" + Long.toHexString(offset()) + ")";
    }
}
