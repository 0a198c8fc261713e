package dev.orrery.vm.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Products of pairings on BLS12-381 over decoded points. Any thread. */
final class BlstPairing {
    /** {@code blst_fp12}: twelve field elements of 48 bytes. blst.h. */
    private static final int TARGET_BYTES = 12 * 48;

    private final MethodHandle millerLoop;
    private final MethodHandle finalVerify;
    private final MethodHandle one;

    BlstPairing(NativeLibrary library) {
        millerLoop =
                library.function("blst_miller_loop_n", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
        finalVerify = library.function("blst_fp12_finalverify", FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS, ADDRESS));
        one = library.function("blst_fp12_one", FunctionDescriptor.of(ADDRESS));
    }

    /** Whether the product of e(p, q) over two lists of affine points equals the product over two others. */
    boolean equal(MemorySegment leftP, MemorySegment leftQ, MemorySegment rightP, MemorySegment rightQ, Arena arena) {
        try {
            return (boolean) finalVerify.invokeExact(product(leftP, leftQ, arena), product(rightP, rightQ, arena));
        } catch (Throwable thrown) {
            throw NativeLibrary.unexpected(thrown);
        }
    }

    /** Before the final exponentiation. Pairs with an infinity contribute a factor of one and are left out. */
    private MemorySegment product(MemorySegment ps, MemorySegment qs, Arena arena) throws Throwable {
        int stepP = Blst.g1().affineBytes();
        int stepQ = Blst.g2().affineBytes();
        long pairs = ps.byteSize() / stepP;
        MemorySegment pointersP = arena.allocate(ADDRESS, pairs);
        MemorySegment pointersQ = arena.allocate(ADDRESS, pairs);
        long used = 0;
        for (long i = 0; i < pairs; i++) {
            MemorySegment p = ps.asSlice(i * stepP, stepP);
            MemorySegment q = qs.asSlice(i * stepQ, stepQ);
            if (!Blst.g1().isInfinity(p) && !Blst.g2().isInfinity(q)) {
                pointersP.setAtIndex(ADDRESS, used, p);
                pointersQ.setAtIndex(ADDRESS, used, q);
                used++;
            }
        }
        if (used == 0) {
            return (MemorySegment) one.invokeExact();
        }
        MemorySegment product = arena.allocate(TARGET_BYTES, JAVA_LONG.byteAlignment());
        millerLoop.invokeExact(product, pointersQ, pointersP, used);
        return product;
    }
}
