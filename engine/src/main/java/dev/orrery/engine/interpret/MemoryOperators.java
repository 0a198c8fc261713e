package dev.orrery.engine.interpret;

import dev.orrery.engine.Trap;
import dev.orrery.engine.TrapCode;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.run.LinearMemory;

/** Loads, stores, size and growth, bulk operators. Wasm spec 4.4.7 (memory instructions). Not hot. */
final class MemoryOperators {
    private MemoryOperators() {}

    /** Executes the operator at {@code index}; false if it is none of this family. */
    static boolean execute(Frame frame, int index) {
        FunctionBody body = frame.body;
        Operands operands = frame.operands;
        LinearMemory memory = frame.instance.memory();
        int opcode = body.opcode(index);
        long immediate = body.immediate(index);
        switch (opcode) {
            case Opcode.MEMORY_SIZE -> operands.pushI32(memory.pages());
            case Opcode.MEMORY_GROW -> operands.pushI32(memory.grow(operands.popI32()));
            case Opcode.MEMORY_FILL -> {
                int length = operands.popI32();
                int value = operands.popI32();
                memory.fill(operands.popI32(), value, length);
            }
            case Opcode.MEMORY_COPY -> {
                int length = operands.popI32();
                int from = operands.popI32();
                memory.copy(operands.popI32(), memory, from, length);
            }
            case Opcode.MEMORY_INIT -> {
                int length = operands.popI32();
                int from = operands.popI32();
                frame.instance.memoryInit((int) immediate, operands.popI32(), from, length);
            }
            case Opcode.DATA_DROP -> frame.instance.dropData((int) immediate);
            default -> {
                if (opcode >= Opcode.I32_LOAD && opcode <= Opcode.I64_LOAD32_U) {
                    load(opcode, operands.popU32() + immediate, memory, operands);
                } else if (opcode >= Opcode.I32_STORE && opcode <= Opcode.I64_STORE32) {
                    byte[] value = littleEndian(operands.popNumber(), storedBytes(opcode));
                    long address = operands.popU32() + immediate;
                    check(memory, address, value.length);
                    memory.write((int) address, value);
                } else {
                    return false;
                }
            }
        }
        return true;
    }

    private static void load(int opcode, long address, LinearMemory memory, Operands operands) {
        switch (opcode) {
            case Opcode.I32_LOAD -> operands.pushI32((int) read(memory, address, Integer.BYTES));
            case Opcode.I64_LOAD -> operands.pushI64(read(memory, address, Long.BYTES));
            case Opcode.F32_LOAD -> operands.pushF32((int) read(memory, address, Float.BYTES), false);
            case Opcode.F64_LOAD -> operands.pushF64(read(memory, address, Double.BYTES), false);
            case Opcode.I32_LOAD8_S -> operands.pushI32((int) readSigned(memory, address, Byte.BYTES));
            case Opcode.I32_LOAD8_U -> operands.pushI32((int) read(memory, address, Byte.BYTES));
            case Opcode.I32_LOAD16_S -> operands.pushI32((int) readSigned(memory, address, Short.BYTES));
            case Opcode.I32_LOAD16_U -> operands.pushI32((int) read(memory, address, Short.BYTES));
            case Opcode.I64_LOAD8_S -> operands.pushI64(readSigned(memory, address, Byte.BYTES));
            case Opcode.I64_LOAD8_U -> operands.pushI64(read(memory, address, Byte.BYTES));
            case Opcode.I64_LOAD16_S -> operands.pushI64(readSigned(memory, address, Short.BYTES));
            case Opcode.I64_LOAD16_U -> operands.pushI64(read(memory, address, Short.BYTES));
            case Opcode.I64_LOAD32_S -> operands.pushI64(readSigned(memory, address, Integer.BYTES));
            case Opcode.I64_LOAD32_U -> operands.pushI64(read(memory, address, Integer.BYTES));
            default -> throw new IllegalArgumentException(Opcode.text(opcode));
        }
    }

    private static int storedBytes(int opcode) {
        return switch (opcode) {
            case Opcode.I32_STORE8, Opcode.I64_STORE8 -> Byte.BYTES;
            case Opcode.I32_STORE16, Opcode.I64_STORE16 -> Short.BYTES;
            case Opcode.I32_STORE, Opcode.F32_STORE, Opcode.I64_STORE32 -> Integer.BYTES;
            case Opcode.I64_STORE, Opcode.F64_STORE -> Long.BYTES;
            default -> throw new IllegalArgumentException(Opcode.text(opcode));
        };
    }

    /** The {@code length} bytes at {@code address} as a little-endian number, zero-extended. */
    private static long read(LinearMemory memory, long address, int length) {
        check(memory, address, length);
        byte[] bytes = memory.read((int) address, length);
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = (value << Byte.SIZE) | (bytes[i] & 0xFF);
        }
        return value;
    }

    /** The same, sign-extended. */
    private static long readSigned(LinearMemory memory, long address, int length) {
        int unused = Long.SIZE - length * Byte.SIZE;
        return read(memory, address, length) << unused >> unused;
    }

    private static byte[] littleEndian(long value, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (value >>> (i * Byte.SIZE));
        }
        return bytes;
    }

    private static void check(LinearMemory memory, long address, int length) {
        if (!memory.contains(address, length)) {
            throw new Trap.Fault(TrapCode.MEMORY_OUT_OF_BOUNDS);
        }
    }
}
