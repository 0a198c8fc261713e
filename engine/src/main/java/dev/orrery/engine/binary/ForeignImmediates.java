package dev.orrery.engine.binary;

import dev.orrery.engine.ModuleException;
import java.util.ArrayList;
import java.util.List;

/** Reads the immediates of a {@link ForeignOperator}, and keeps those that are numbers. */
public final class ForeignImmediates {
    private static final int VECTOR_BYTES = 16;

    /** wasmparser limits.rs: MAX_WASM_CATCHES. */
    private static final int MAX_CATCHES = 10_000;

    private final ByteReader reader;
    private final OperatorReader operators;
    private final List<Long> numbers = new ArrayList<>();

    ForeignImmediates(ByteReader reader, OperatorReader operators) {
        this.reader = reader;
        this.operators = operators;
    }

    /** One number for each index and lane, two (alignment, offset) for a memory argument, sixteen for a vector's bytes. */
    public List<Long> numbers() {
        return List.copyOf(numbers);
    }

    /** @param at where the operator starts */
    void read(ForeignOperator operator, int at) throws ModuleException {
        numbers.clear();
        for (String kind : operator.immediates()) {
            read(kind, at);
        }
    }

    private void read(String kind, int at) throws ModuleException {
        switch (kind) {
            case "u32" -> numbers.add(Integer.toUnsignedLong(reader.u32()));
            case "blocktype" -> operators.blockType();
            case "heaptype" -> TypeReader.heapType(reader);
            case "v128" -> vector();
            case "ordering" -> ordering();
            case "cast" -> cast();
            case "trytable" -> tryTable();
            case "zero" -> zero(at);
            default -> {
                if (kind.startsWith("l")) {
                    lane(Integer.parseInt(kind.substring(1)));
                } else {
                    operators.memoryArgument();
                    numbers.add((long) operators.alignment());
                    numbers.add(operators.immediate());
                }
            }
        }
    }

    private void vector() throws ModuleException {
        ByteReader bytes = reader.range(VECTOR_BYTES);
        while (!bytes.atEnd()) {
            numbers.add((long) bytes.u8());
        }
    }

    private void lane(int lanes) throws ModuleException {
        int at = reader.position();
        int lane = reader.u8();
        if (lane >= lanes) {
            throw ByteReader.malformed("invalid lane index", at);
        }
        numbers.add((long) lane);
    }

    private void ordering() throws ModuleException {
        int ordering = reader.u32();
        if (Integer.compareUnsigned(ordering, 1) > 0) {
            throw ByteReader.malformed(
                    "invalid atomic consistency ordering " + Integer.toUnsignedString(ordering), reader.position() - 1);
        }
    }

    private void cast() throws ModuleException {
        int at = reader.position();
        int flags = reader.u8();
        reader.u32();
        if (flags > 0b11) {
            String bits = Integer.toBinaryString(flags);
            throw ByteReader.malformed("invalid cast flags: " + "0".repeat(8 - bits.length()) + bits, at);
        }
        TypeReader.heapType(reader);
        TypeReader.heapType(reader);
    }

    private void tryTable() throws ModuleException {
        operators.blockType();
        int catches = reader.count("catches size", MAX_CATCHES);
        for (int i = 0; i < catches; i++) {
            int kind = reader.u8();
            if (kind > 3) {
                throw ByteReader.malformed(
                        "invalid leading byte (0x" + Integer.toHexString(kind) + ") for catch", reader.position() - 1);
            }
            reader.u32();
            if (kind < 2) {
                reader.u32();
            }
        }
    }

    private void zero(int at) throws ModuleException {
        if (reader.u8() != 0) {
            throw ByteReader.malformed("nonzero byte after `atomic.fence`", at);
        }
    }
}
