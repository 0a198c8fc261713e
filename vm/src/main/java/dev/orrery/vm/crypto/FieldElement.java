package dev.orrery.vm.crypto;

import java.math.BigInteger;

/**
 * An integer modulo p = 2^255 − 19 in five limbs of 51 bits, changed in place: {@code r.product(a, b)} sets r, which may be a or
 * b itself. Confined to one thread. Hot path: some three thousand products per Ed25519 signature.
 *
 * <p>Limbs need not be canonical. {@link #product}, {@link #square} and {@link #decode} leave a <em>tight</em> element, limbs
 * below 2^51 + 2^17; a sum or difference of tight ones is <em>loose</em>. Products take limbs up to {@link #MAX_FACTOR_LIMB};
 * the second operand of a difference must be tight.
 */
final class FieldElement {
    /** Largest limb of a factor: above it the shifted operands of multiplyHigh leave 63 bits. Bits; 2^53 + 2^52. */
    static final long MAX_FACTOR_LIMB = (1L << 53) + (1L << 52);

    private static final int LIMB_BITS = 51;
    private static final long LIMB_MASK = (1L << LIMB_BITS) - 1;

    /** 2^255 ≡ 19: what the limb above the highest one is worth. */
    private static final long WRAP = 19;

    /** The shifts of the two factors add up to 13, so that the high 64 bits of a product start at bit 51. */
    private static final int LEFT_SHIFT = 9;

    private static final int RIGHT_SHIFT = 4;

    /** Limbs of 2p, which keep a difference positive. */
    private static final long TWICE_P_0 = 2 * (LIMB_MASK - 18);

    private static final long TWICE_P = 2 * LIMB_MASK;

    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(WRAP));

    private long l0;
    private long l1;
    private long l2;
    private long l3;
    private long l4;

    /** The number's residue. */
    static FieldElement of(BigInteger number) {
        byte[] bigEndian = Scalars.bigEndian(number.mod(P));
        byte[] littleEndian = new byte[bigEndian.length];
        for (int i = 0; i < bigEndian.length; i++) {
            littleEndian[i] = bigEndian[bigEndian.length - 1 - i];
        }
        FieldElement element = new FieldElement();
        element.decode(littleEndian, 0);
        return element;
    }

    /** 32 bytes, little endian; the topmost bit is ignored, values from p on are taken modulo p. */
    void decode(byte[] bytes, int offset) {
        long w0 = EdScalars.littleEndianLong(bytes, offset);
        long w1 = EdScalars.littleEndianLong(bytes, offset + 8);
        long w2 = EdScalars.littleEndianLong(bytes, offset + 16);
        long w3 = EdScalars.littleEndianLong(bytes, offset + 24);
        l0 = w0 & LIMB_MASK;
        l1 = (w0 >>> 51 | w1 << 13) & LIMB_MASK;
        l2 = (w1 >>> 38 | w2 << 26) & LIMB_MASK;
        l3 = (w2 >>> 25 | w3 << 39) & LIMB_MASK;
        l4 = w3 >>> 12 & LIMB_MASK;
    }

    void set(FieldElement a) {
        l0 = a.l0;
        l1 = a.l1;
        l2 = a.l2;
        l3 = a.l3;
        l4 = a.l4;
    }

    void sum(FieldElement a, FieldElement b) {
        l0 = a.l0 + b.l0;
        l1 = a.l1 + b.l1;
        l2 = a.l2 + b.l2;
        l3 = a.l3 + b.l3;
        l4 = a.l4 + b.l4;
    }

    void difference(FieldElement a, FieldElement tight) {
        l0 = a.l0 + TWICE_P_0 - tight.l0;
        l1 = a.l1 + TWICE_P - tight.l1;
        l2 = a.l2 + TWICE_P - tight.l2;
        l3 = a.l3 + TWICE_P - tight.l3;
        l4 = a.l4 + TWICE_P - tight.l4;
    }

    /**
     * Schoolbook product. Each partial product splits at bit 51 into a low and a high part; per column the high parts are summed
     * by multiplyHigh, and the low parts come out of the wrapped 64-bit sum of the whole products, less the high ones.
     */
    void product(FieldElement a, FieldElement b) {
        long a0 = a.l0;
        long a1 = a.l1;
        long a2 = a.l2;
        long a3 = a.l3;
        long a4 = a.l4;
        long b0 = b.l0;
        long b1 = b.l1;
        long b2 = b.l2;
        long b3 = b.l3;
        long b4 = b.l4;
        long w1 = WRAP * b1;
        long w2 = WRAP * b2;
        long w3 = WRAP * b3;
        long w4 = WRAP * b4;
        long low0 = a0 * b0 + a1 * w4 + a2 * w3 + a3 * w2 + a4 * w1;
        long low1 = a0 * b1 + a1 * b0 + a2 * w4 + a3 * w3 + a4 * w2;
        long low2 = a0 * b2 + a1 * b1 + a2 * b0 + a3 * w4 + a4 * w3;
        long low3 = a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 + a4 * w4;
        long low4 = a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0;
        a0 <<= LEFT_SHIFT;
        a1 <<= LEFT_SHIFT;
        a2 <<= LEFT_SHIFT;
        a3 <<= LEFT_SHIFT;
        a4 <<= LEFT_SHIFT;
        b0 <<= RIGHT_SHIFT;
        b1 <<= RIGHT_SHIFT;
        b2 <<= RIGHT_SHIFT;
        b3 <<= RIGHT_SHIFT;
        b4 <<= RIGHT_SHIFT;
        w1 <<= RIGHT_SHIFT;
        w2 <<= RIGHT_SHIFT;
        w3 <<= RIGHT_SHIFT;
        w4 <<= RIGHT_SHIFT;
        long high0 = high(a0, b0) + high(a1, w4) + high(a2, w3) + high(a3, w2) + high(a4, w1);
        long high1 = high(a0, b1) + high(a1, b0) + high(a2, w4) + high(a3, w3) + high(a4, w2);
        long high2 = high(a0, b2) + high(a1, b1) + high(a2, b0) + high(a3, w4) + high(a4, w3);
        long high3 = high(a0, b3) + high(a1, b2) + high(a2, b1) + high(a3, b0) + high(a4, w4);
        long high4 = high(a0, b4) + high(a1, b3) + high(a2, b2) + high(a3, b1) + high(a4, b0);
        carry(low0, low1, low2, low3, low4, high0, high1, high2, high3, high4);
    }

    /** As {@link #product} with itself; mixed terms are doubled in their right factor. */
    void square(FieldElement a) {
        long a0 = a.l0;
        long a1 = a.l1;
        long a2 = a.l2;
        long a3 = a.l3;
        long a4 = a.l4;
        long d1 = 2 * a1;
        long d2 = 2 * a2;
        long d3 = 2 * a3;
        long d4 = 2 * a4;
        long w3 = WRAP * a3;
        long w4 = WRAP * a4;
        long dw3 = 2 * w3;
        long dw4 = 2 * w4;
        long low0 = a0 * a0 + a1 * dw4 + a2 * dw3;
        long low1 = a0 * d1 + a2 * dw4 + a3 * w3;
        long low2 = a0 * d2 + a1 * a1 + a3 * dw4;
        long low3 = a0 * d3 + a1 * d2 + a4 * w4;
        long low4 = a0 * d4 + a1 * d3 + a2 * a2;
        long r0 = a0 << RIGHT_SHIFT;
        long r1 = a1 << RIGHT_SHIFT;
        long r2 = a2 << RIGHT_SHIFT;
        a0 <<= LEFT_SHIFT;
        a1 <<= LEFT_SHIFT;
        a2 <<= LEFT_SHIFT;
        a3 <<= LEFT_SHIFT;
        a4 <<= LEFT_SHIFT;
        d1 <<= RIGHT_SHIFT;
        d2 <<= RIGHT_SHIFT;
        d3 <<= RIGHT_SHIFT;
        d4 <<= RIGHT_SHIFT;
        w3 <<= RIGHT_SHIFT;
        w4 <<= RIGHT_SHIFT;
        dw3 <<= RIGHT_SHIFT;
        dw4 <<= RIGHT_SHIFT;
        long high0 = high(a0, r0) + high(a1, dw4) + high(a2, dw3);
        long high1 = high(a0, d1) + high(a2, dw4) + high(a3, w3);
        long high2 = high(a0, d2) + high(a1, r1) + high(a3, dw4);
        long high3 = high(a0, d3) + high(a1, d2) + high(a4, w4);
        long high4 = high(a0, d4) + high(a1, d3) + high(a2, r2);
        carry(low0, low1, low2, low3, low4, high0, high1, high2, high3, high4);
    }

    private static long high(long left, long right) {
        return Math.multiplyHigh(left, right);
    }

    /** Column sums, whole modulo 2^64 and high parts, to tight limbs. */
    private void carry(
            long low0,
            long low1,
            long low2,
            long low3,
            long low4,
            long high0,
            long high1,
            long high2,
            long high3,
            long high4) {
        long c0 = low0 - (high0 << LIMB_BITS) + WRAP * high4;
        long c1 = low1 - (high1 << LIMB_BITS) + high0;
        long c2 = low2 - (high2 << LIMB_BITS) + high1;
        long c3 = low3 - (high3 << LIMB_BITS) + high2;
        long c4 = low4 - (high4 << LIMB_BITS) + high3;
        // All at once: a chain through the limbs would be exact, but each product would wait for it.
        l0 = (c0 & LIMB_MASK) + WRAP * (c4 >>> LIMB_BITS);
        l1 = (c1 & LIMB_MASK) + (c0 >>> LIMB_BITS);
        l2 = (c2 & LIMB_MASK) + (c1 >>> LIMB_BITS);
        l3 = (c3 & LIMB_MASK) + (c2 >>> LIMB_BITS);
        l4 = (c4 & LIMB_MASK) + (c3 >>> LIMB_BITS);
    }

    /** a to the power 2^(p-5)/8, the core of a square root: (p-5)/8 = 2^252 − 3. */
    void rootPower(FieldElement a) {
        FieldElement ones = new FieldElement(); // a^(2^k − 1) for growing k
        FieldElement shifted = new FieldElement();
        ones.square(a);
        shifted.squares(ones, 2);
        shifted.product(shifted, a); // a^9
        ones.product(ones, shifted); // a^11
        ones.square(ones);
        ones.product(ones, shifted); // a^31, k = 5
        FieldElement ones5 = ones.copy();
        ones.extend(ones5, 5, shifted); // 10
        FieldElement ones10 = ones.copy();
        ones.extend(ones10, 10, shifted); // 20
        ones.extend(ones.copy(), 20, shifted); // 40
        ones.extend(ones10, 10, shifted); // 50
        FieldElement ones50 = ones.copy();
        ones.extend(ones50, 50, shifted); // 100
        ones.extend(ones.copy(), 100, shifted); // 200
        ones.extend(ones50, 50, shifted); // 250
        ones.squares(ones, 2);
        product(ones, a);
    }

    /** From a^(2^k − 1) here and a^(2^n − 1) given to a^(2^(k+n) − 1). */
    private void extend(FieldElement tail, int n, FieldElement scratch) {
        scratch.squares(this, n);
        product(scratch, tail);
    }

    private void squares(FieldElement a, int times) {
        square(a);
        for (int i = 1; i < times; i++) {
            square(this);
        }
    }

    private FieldElement copy() {
        FieldElement copy = new FieldElement();
        copy.set(this);
        return copy;
    }

    boolean isZero() {
        FieldElement reduced = canonical();
        return (reduced.l0 | reduced.l1 | reduced.l2 | reduced.l3 | reduced.l4) == 0;
    }

    /** Whether the representative below p is odd. */
    boolean isOdd() {
        return (canonical().l0 & 1) != 0;
    }

    /** The representative below p. */
    BigInteger toBigInteger() {
        FieldElement reduced = canonical();
        BigInteger value = BigInteger.valueOf(reduced.l4);
        for (long limb : new long[] {reduced.l3, reduced.l2, reduced.l1, reduced.l0}) {
            value = value.shiftLeft(LIMB_BITS).add(BigInteger.valueOf(limb));
        }
        return value;
    }

    private FieldElement canonical() {
        FieldElement reduced = new FieldElement();
        reduced.carry(l0, l1, l2, l3, l4, 0, 0, 0, 0, 0);
        // Now below 2p: subtract p once if adding 19 reaches 2^255.
        long carry = (reduced.l0 + WRAP) >>> LIMB_BITS;
        carry = (reduced.l1 + carry) >>> LIMB_BITS;
        carry = (reduced.l2 + carry) >>> LIMB_BITS;
        carry = (reduced.l3 + carry) >>> LIMB_BITS;
        carry = (reduced.l4 + carry) >>> LIMB_BITS;
        reduced.l0 += WRAP * carry;
        reduced.l1 += reduced.l0 >>> LIMB_BITS;
        reduced.l2 += reduced.l1 >>> LIMB_BITS;
        reduced.l3 += reduced.l2 >>> LIMB_BITS;
        reduced.l4 += reduced.l3 >>> LIMB_BITS;
        reduced.l0 &= LIMB_MASK;
        reduced.l1 &= LIMB_MASK;
        reduced.l2 &= LIMB_MASK;
        reduced.l3 &= LIMB_MASK;
        reduced.l4 &= LIMB_MASK;
        return reduced;
    }
}
