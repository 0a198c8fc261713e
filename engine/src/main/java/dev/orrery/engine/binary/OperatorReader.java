package dev.orrery.engine.binary;

import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.ValType;

/**
 * Reads one operator after the other with its immediates: Wasm spec 5.4. The immediate of the last one is in
 * {@link #immediate()}, in the form that {@link dev.orrery.engine.model.FunctionBody} documents.
 */
public final class OperatorReader {
    /** wasmparser limits.rs: MAX_WASM_BR_TABLE_SIZE. */
    private static final int MAX_BR_TABLE = 128 * 1024;

    private final ByteReader reader;
    private long immediate;
    private int alignment;
    private int[] labels = {};
    private int labelCount;

    public OperatorReader(ByteReader reader) {
        this.reader = reader;
    }

    public long immediate() {
        return immediate;
    }

    /** Log2 of the alignment of the load or store read last. */
    public int alignment() {
        return alignment;
    }

    /** Relative depth {@code index} of the {@code br_table} read last; the default is the last of {@link #labelCount}. */
    public int label(int index) {
        return labels[index];
    }

    /** Labels of the {@code br_table} read last, the default included. */
    public int labelCount() {
        return labelCount;
    }

    /** Reads an operator; returns its opcode. */
    public int read() throws ModuleException {
        int at = reader.position();
        return readImmediates(reader.u8(), at);
    }

    /** Reads what follows the first byte of an operator; returns the whole opcode. */
    int readImmediates(int first, int at) throws ModuleException {
        immediate = 0;
        int opcode = first;
        if (first == 0xFC) {
            int sub = reader.u32();
            if (Integer.compareUnsigned(sub, 0x11) > 0) {
                throw sub == 0x12
                        ? ModuleContext.invalid("memory control support is not enabled", at)
                        : ByteReader.malformed("unknown 0xfc subopcode: 0x" + Integer.toHexString(sub), at);
            }
            opcode = 0xFC00 | sub;
        }
        switch (opcode) {
            case Opcode.BLOCK, Opcode.LOOP, Opcode.IF -> immediate = blockType();
            case Opcode.BR,
                    Opcode.BR_IF,
                    Opcode.CALL,
                    Opcode.REF_FUNC,
                    Opcode.LOCAL_GET,
                    Opcode.LOCAL_SET,
                    Opcode.LOCAL_TEE,
                    Opcode.GLOBAL_GET,
                    Opcode.GLOBAL_SET,
                    Opcode.TABLE_GET,
                    Opcode.TABLE_SET,
                    Opcode.TABLE_GROW,
                    Opcode.TABLE_SIZE,
                    Opcode.TABLE_FILL,
                    Opcode.DATA_DROP,
                    Opcode.ELEM_DROP -> immediate = Integer.toUnsignedLong(reader.u32());
            case Opcode.MEMORY_SIZE, Opcode.MEMORY_GROW, Opcode.MEMORY_FILL -> zeroByte();
            case Opcode.CALL_INDIRECT, Opcode.TABLE_INIT, Opcode.TABLE_COPY -> {
                long firstIndex = Integer.toUnsignedLong(reader.u32());
                immediate = firstIndex | Integer.toUnsignedLong(reader.u32()) << 32;
            }
            case Opcode.MEMORY_INIT -> {
                immediate = Integer.toUnsignedLong(reader.u32());
                zeroByte();
            }
            case Opcode.MEMORY_COPY -> {
                zeroByte();
                zeroByte();
            }
            case Opcode.BR_TABLE -> brTable();
            case Opcode.SELECT_T -> selectType();
            case Opcode.REF_NULL -> immediate = ConstExprReader.heapType(reader).code();
            case Opcode.I32_CONST -> immediate = reader.s32();
            case Opcode.I64_CONST -> immediate = reader.s64();
            case Opcode.F32_CONST -> immediate = Integer.toUnsignedLong(reader.fixed32());
            case Opcode.F64_CONST -> immediate = reader.fixed64();
            default -> {
                if (opcode >= Opcode.I32_LOAD && opcode <= Opcode.I64_STORE32) {
                    memoryArgument();
                } else if (!exists(opcode)) {
                    throw refuse(opcode, at);
                }
            }
        }
        return opcode;
    }

    /** Operators of one byte, or behind 0xFC, that have no immediate. */
    private static boolean exists(int opcode) {
        return (opcode >= Opcode.I32_EQZ && opcode <= Opcode.I64_EXTEND32_S)
                || (opcode >= Opcode.I32_TRUNC_SAT_F32_S && opcode <= Opcode.I64_TRUNC_SAT_F64_U)
                || opcode == Opcode.REF_IS_NULL
                || switch (opcode) {
                    case Opcode.UNREACHABLE,
                            Opcode.NOP,
                            Opcode.ELSE,
                            Opcode.END,
                            Opcode.RETURN,
                            Opcode.DROP,
                            Opcode.SELECT -> true;
                    default -> false;
                };
    }

    /** Operators of proposals that this engine does not have. */
    private static ModuleException refuse(int opcode, int at) {
        String proposal = switch (opcode) {
            case 0x06, 0x07, 0x09, 0x18, 0x19 -> "legacy exceptions";
            case 0x08, 0x0A, 0x1F -> "exceptions";
            case 0x12, 0x13 -> "tail calls";
            case 0x14, 0x15, 0xD4, 0xD5, 0xD6 -> "function references";
            case 0xD3, 0xFB -> "gc";
            case 0xFD -> "SIMD";
            case 0xFE -> "threads";
            default -> "";
        };
        return proposal.isEmpty()
                ? ByteReader.malformed("illegal opcode: 0x" + Integer.toHexString(opcode), at)
                : ModuleContext.invalid(proposal + " support is not enabled", at);
    }

    /** A single byte 0x40 or value type, or else a type index. */
    private long blockType() throws ModuleException {
        int first = reader.peek();
        if ((first & 0xC0) == 0x40) {
            if (first == 0x40) {
                reader.u8();
            } else {
                TypeReader.valType(reader);
            }
            return (byte) (first << 1) >> 1;
        }
        long index = reader.s33();
        if (index < 0) {
            throw ByteReader.malformed("invalid function type", reader.position());
        }
        return index;
    }

    private void brTable() throws ModuleException {
        int count = reader.count("br_table size", MAX_BR_TABLE);
        labelCount = count + 1;
        if (labels.length < labelCount) {
            labels = new int[Math.min(labelCount, reader.end() - reader.position() + 1)];
        }
        for (int i = 0; i < labelCount; i++) {
            int depth = reader.u32();
            labels[i] = depth;
        }
    }

    private void selectType() throws ModuleException {
        int count = reader.u32();
        if (count != 1) {
            throw ModuleContext.invalid("invalid result arity", reader.position());
        }
        ValType type = TypeReader.valType(reader);
        immediate = type.code();
    }

    private void memoryArgument() throws ModuleException {
        int at = reader.position();
        int flags = reader.u32();
        if ((flags & 0x40) != 0 && Integer.compareUnsigned(flags, 0x80) < 0) {
            throw ByteReader.malformed("multi-memory support is not enabled", at);
        }
        if (Integer.compareUnsigned(flags, 32) >= 0) {
            throw ByteReader.malformed("malformed memop alignment: alignment too large", at);
        }
        alignment = flags;
        immediate = Integer.toUnsignedLong(reader.u32());
    }

    private void zeroByte() throws ModuleException {
        int at = reader.position();
        if (reader.u8() != 0) {
            throw ByteReader.malformed("zero byte expected", at);
        }
    }
}
