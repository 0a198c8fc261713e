package dev.orrery.engine.fuzz;

import dev.orrery.engine.model.ValType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Bytes of the binary format, written front to back. Wasm spec 5.2 (values), 5.4 (instructions). */
final class CodeWriter {
    /** Operators above this are a prefix and a sub-opcode, see {@code Opcode}. */
    private static final int PREFIXED = 0xFC00;

    private static final int PREFIX = 0xFC;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int operators;

    /** How many operators were written. */
    int operators() {
        return operators;
    }

    CodeWriter op(int opcode) {
        operators++;
        if (opcode >= PREFIXED) {
            out.write(PREFIX);
            return unsigned(opcode - PREFIXED);
        }
        out.write(opcode);
        return this;
    }

    CodeWriter raw(int value) {
        out.write(value);
        return this;
    }

    /** LEB128, unsigned. */
    CodeWriter unsigned(long value) {
        long rest = value;
        while (rest > 0x7F) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    /** LEB128, signed. */
    CodeWriter signed(long value) {
        long rest = value;
        while (rest < -64 || rest > 63) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>= 7;
        }
        out.write((int) rest & 0x7F);
        return this;
    }

    /** The {@code length} low bytes, little-endian. */
    CodeWriter fixed(long value, int length) {
        for (int i = 0; i < length; i++) {
            out.write((int) (value >>> (i * Byte.SIZE)));
        }
        return this;
    }

    CodeWriter bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** Length-prefixed bytes. */
    CodeWriter vector(byte[] bytes) {
        return unsigned(bytes.length).bytes(bytes);
    }

    CodeWriter name(String name) {
        return vector(name.getBytes(StandardCharsets.UTF_8));
    }

    CodeWriter types(List<ValType> types) {
        unsigned(types.size());
        types.forEach(type -> raw(type.code()));
        return this;
    }

    /** A section with its id and length. */
    CodeWriter section(int id, CodeWriter content) {
        return raw(id).vector(content.toByteArray());
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }
}
