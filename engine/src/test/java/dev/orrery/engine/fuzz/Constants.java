package dev.orrery.engine.fuzz;

import dev.orrery.engine.model.ValType;
import java.util.random.RandomGenerator;

/** Numbers worth trying: edges of the integer types, of floats and NaNs, of pages and of the unsigned ranges. */
final class Constants {
    private static final long[] INTEGERS = {
        0,
        1,
        2,
        3,
        7,
        8,
        31,
        32,
        33,
        63,
        64,
        127,
        128,
        255,
        256,
        32_767,
        32_768,
        65_535,
        65_536,
        0x7FFF_FFFFL,
        0x8000_0000L,
        0xFFFF_FFFFL,
        0x1_0000_0000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1,
        -2,
        -8,
        -128,
        -32_768
    };
    private static final int[] F32 = {
        0,
        0x8000_0000,
        0x3F80_0000,
        0xBF80_0000,
        0x7F80_0000,
        0xFF80_0000,
        0x7FC0_0000,
        0xFFC0_0000,
        0x7FA0_0001,
        0xFFA0_1234,
        0x0000_0001,
        0x007F_FFFF,
        0x7F7F_FFFF,
        0x4EFF_FFFF,
        0x4F00_0000,
        0xCF00_0000,
        0x4F7F_FFFF,
        0x5F00_0000,
        0xDF00_0000,
        0x5F80_0000,
        0x3F00_0000,
        0x3FC0_0000
    };
    private static final long[] F64 = {
        0L,
        Long.MIN_VALUE,
        0x3FF0_0000_0000_0000L,
        0xBFF0_0000_0000_0000L,
        0x7FF0_0000_0000_0000L,
        0xFFF0_0000_0000_0000L,
        0x7FF8_0000_0000_0000L,
        0xFFF8_0000_0000_0000L,
        0x7FF4_0000_0000_0001L,
        0xFFF0_0000_DEAD_BEEFL,
        1L,
        0x7FEF_FFFF_FFFF_FFFFL,
        0x41DF_FFFF_FFC0_0000L,
        0x41E0_0000_0000_0000L,
        0xC1E0_0000_0020_0000L,
        0x41EF_FFFF_FFE0_0000L,
        0x43E0_0000_0000_0000L,
        0xC3E0_0000_0000_0000L,
        0x43F0_0000_0000_0000L,
        0x36A0_0000_0000_0000L,
        0x47EF_FFFF_F000_0000L,
        0x4004_0000_0000_0000L
    };
    private static final int PAGE = 65_536;

    private Constants() {}

    /** Raw bits of a number of that type. */
    static long number(ValType type, RandomGenerator random) {
        boolean edge = random.nextInt(3) > 0;
        return switch (type) {
            case I32 -> edge ? (int) integer(random) : random.nextInt();
            case I64 -> edge ? integer(random) : random.nextLong();
            case F32 -> (edge ? F32[random.nextInt(F32.length)] : random.nextInt()) & 0xFFFF_FFFFL;
            case F64 -> edge ? F64[random.nextInt(F64.length)] : random.nextLong();
            default -> throw new IllegalArgumentException(type.text());
        };
    }

    private static long integer(RandomGenerator random) {
        return INTEGERS[random.nextInt(INTEGERS.length)] + (random.nextInt(4) == 0 ? random.nextInt(-2, 3) : 0);
    }

    /** An address inside, at the edge of, or beyond a memory of that many pages; an unsigned 32-bit number. */
    static long address(int pages, RandomGenerator random) {
        long size = (long) pages * PAGE;
        long address = switch (random.nextInt(40)) {
            case 0 -> size - random.nextInt(12);
            case 1 -> size + random.nextInt(12);
            case 2 -> integer(random);
            case 3 -> PAGE - random.nextInt(12);
            default -> random.nextInt(1024);
        };
        return address & 0xFFFF_FFFFL;
    }
}
