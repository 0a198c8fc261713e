package dev.orrery.vm.crypto;

import java.math.BigInteger;

/**
 * Two numbers with r ≡ t·k modulo L, each of about half the length of L: a signature's equation multiplied by t needs half of
 * the doublings. t is no multiple of L, so that nothing is lost by the multiplication.
 *
 * <p>Found by Euclid's algorithm on (L, k), stopped half way, in Lehmer's form: quotients are taken from the leading bits, and
 * some thirty bits' worth of them applied at once. Every step keeps the congruence, so an inexact quotient costs length and
 * nothing else.
 */
record ShortRelation(BigInteger r, BigInteger t) {
    /** Half the length of L, rounded up. Bits. */
    static final int BITS = 127;

    /** How many leading bits steer the quotients, and how far they may shrink before they are taken anew. */
    private static final int LEADING_BITS = 62;

    private static final long LEAST_LEADING = 1L << (LEADING_BITS / 2);

    /** The negated r of a relation is a relation with the negated t. */
    private ShortRelation negate() {
        return new ShortRelation(r.negate(), t.negate());
    }

    /** For 0 ≤ k < L. */
    static ShortRelation of(BigInteger k) {
        ShortRelation large = new ShortRelation(EdScalars.ORDER, BigInteger.ZERO);
        ShortRelation small = new ShortRelation(k, BigInteger.ONE);
        while (small.r.bitLength() > BITS) {
            Steps steps = Steps.from(large.r, small.r);
            ShortRelation nextLarge = combine(large, steps.x0, small, steps.y0);
            ShortRelation nextSmall = combine(large, steps.x1, small, steps.y1);
            boolean ordered = nextLarge.r.compareTo(nextSmall.r) >= 0;
            large = ordered ? nextLarge : nextSmall;
            small = ordered ? nextSmall : nextLarge;
        }
        return small;
    }

    /** x·a + y·b with r not negative. */
    private static ShortRelation combine(ShortRelation a, BigInteger x, ShortRelation b, BigInteger y) {
        ShortRelation sum = new ShortRelation(
                a.r.multiply(x).add(b.r.multiply(y)), a.t.multiply(x).add(b.t.multiply(y)));
        return sum.r.signum() < 0 ? sum.negate() : sum;
    }

    /** Several steps of Euclid's algorithm: (a, b) becomes (x0·a + y0·b, x1·a + y1·b). */
    private record Steps(BigInteger x0, BigInteger y0, BigInteger x1, BigInteger y1) {
        static Steps from(BigInteger large, BigInteger small) {
            int shift = large.bitLength() - LEADING_BITS;
            long a = large.shiftRight(shift).longValueExact();
            long b = small.shiftRight(shift).longValueExact();
            long enough = shift < BITS ? Math.max(LEAST_LEADING, 1L << (BITS - shift)) : LEAST_LEADING;
            if (b < enough) { // one large quotient
                return new Steps(
                        BigInteger.ZERO,
                        BigInteger.ONE,
                        BigInteger.ONE,
                        large.divide(small).negate());
            }
            long x0 = 1;
            long y0 = 0;
            long x1 = 0;
            long y1 = 1;
            while (b >= enough) {
                long quotient = a / b;
                long rest = a - quotient * b;
                long x2 = x0 - quotient * x1; // below 2^31, as b is above it
                long y2 = y0 - quotient * y1;
                a = b;
                b = rest;
                x0 = x1;
                y0 = y1;
                x1 = x2;
                y1 = y2;
            }
            return new Steps(
                    BigInteger.valueOf(x0), BigInteger.valueOf(y0), BigInteger.valueOf(x1), BigInteger.valueOf(y1));
        }
    }
}
