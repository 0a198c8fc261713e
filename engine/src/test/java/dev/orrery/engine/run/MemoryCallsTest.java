package dev.orrery.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.engine.Trap;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** The accesses of continuations do what those of other code do. */
class MemoryCallsTest {
    /** HotSpot's C1MaxInlineSize. */
    private static final int INLINED_BYTES = 35;

    private static final int SIZE = LinearMemory.PAGE_BYTES;
    private static final int[] ADDRESSES = {
        0,
        1,
        4_093,
        SIZE - 9,
        SIZE - 8,
        SIZE - 7,
        SIZE - 4,
        SIZE - 3,
        SIZE - 2,
        SIZE - 1,
        SIZE,
        -1,
        -8,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE
    };
    private static final int[] OFFSETS = {0, 1, 7, SIZE - 1, Integer.MAX_VALUE, Integer.MIN_VALUE};

    private static LinearMemory memory() {
        LinearMemory memory = new LinearMemory(1, 2);
        for (int i = 0; i < SIZE; i++) {
            memory.bytes[i] = (byte) (i * 31 + 7);
        }
        return memory;
    }

    private static String outcome(LongSupplier access) {
        try {
            return Long.toHexString(access.getAsLong());
        } catch (Trap | IndexOutOfBoundsException outOfBounds) {
            return "out of bounds";
        }
    }

    @Test
    void loadsAreThoseOfOtherCode() {
        LinearMemory memory = memory();
        for (int address : ADDRESSES) {
            for (int offset : OFFSETS) {
                assertEquals(
                        outcome(() -> MemoryAccess.load8(address, memory, offset)),
                        outcome(() -> MemoryCalls.load8(address, memory, offset)));
                assertEquals(
                        outcome(() -> MemoryAccess.load16(address, memory, offset)),
                        outcome(() -> MemoryCalls.load16(address, memory, offset)));
                assertEquals(
                        outcome(() -> MemoryAccess.load32(address, memory, offset)),
                        outcome(() -> MemoryCalls.load32(address, memory, offset)));
                assertEquals(
                        outcome(() -> MemoryAccess.load64(address, memory, offset)),
                        outcome(() -> MemoryCalls.load64(address, memory, offset)));
            }
        }
    }

    @Test
    void storesAreThoseOfOtherCode() {
        for (int width = 1; width <= Long.BYTES; width *= 2) {
            LinearMemory expected = memory();
            LinearMemory subject = memory();
            for (int address : ADDRESSES) {
                for (int offset : OFFSETS) {
                    int bytes = width;
                    assertEquals(
                            outcome(() -> stored(bytes, address, expected, offset)),
                            outcome(() -> storedByCall(bytes, address, subject, offset)));
                }
            }
            assertEquals(content(expected), content(subject), width + " bytes");
        }
    }

    private static String content(LinearMemory memory) {
        return Arrays.hashCode(memory.bytes) + " " + Arrays.toString(memory.cards);
    }

    private static final long VALUE = 0x8123_4567_89AB_CDEFL;

    private static long stored(int width, int address, LinearMemory memory, int offset) {
        switch (width) {
            case 1 -> MemoryAccess.store8(address, (int) VALUE, memory, offset);
            case 2 -> MemoryAccess.store16(address, (int) VALUE, memory, offset);
            case 4 -> MemoryAccess.store32(address, (int) VALUE, memory, offset);
            default -> MemoryAccess.store64(address, VALUE, memory, offset);
        }
        return 0;
    }

    private static long storedByCall(int width, int address, LinearMemory memory, int offset) {
        switch (width) {
            case 1 -> MemoryCalls.store8(address, (int) VALUE, memory, offset);
            case 2 -> MemoryCalls.store16(address, (int) VALUE, memory, offset);
            case 4 -> MemoryCalls.store32(address, (int) VALUE, memory, offset);
            default -> MemoryCalls.store64(address, VALUE, memory, offset);
        }
        return 0;
    }

    @Test
    void noneIsInlinedByTheFirstCompiler() throws IOException {
        try (InputStream file = MemoryCalls.class.getResourceAsStream("MemoryCalls.class")) {
            for (MethodModel method : ClassFile.of().parse(file.readAllBytes()).methods()) {
                int length = ((CodeAttribute) method.code().orElseThrow()).codeLength();
                assertTrue(
                        length > INLINED_BYTES || method.methodName().equalsString("<init>"),
                        () -> method.methodName() + " has " + length + " bytes");
            }
        }
    }
}
