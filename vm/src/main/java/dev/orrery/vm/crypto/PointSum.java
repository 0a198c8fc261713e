package dev.orrery.vm.crypto;

import dev.orrery.vm.crypto.EdwardsPoint.Addend;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Σ scalar · point over edwards25519, in variable time: Straus' interleaving, one chain of doublings shared by all terms, each term
 * adding odd multiples by its scalar's signed digits. Confined to one thread. Hot path.
 */
final class PointSum {
    /** Digit width of points seen once: eight multiples each, balanced against 21 or 42 additions. */
    private static final int WIDTH = 5;

    /** Digit width of the base point, whose multiples are computed once per process, 64 of each half. */
    private static final int BASE_WIDTH = 8;

    private static final Addend[] BASE_MULTIPLES = oddMultiples(basePoint(), BASE_WIDTH);

    /** Of 2^127·B, so that a scalar of full length needs no more doublings than a short one. */
    private static final Addend[] UPPER_BASE_MULTIPLES = oddMultiples(upperBasePoint(), BASE_WIDTH);

    private record Term(Addend[] multiples, byte[] digits) {}

    private final List<Term> terms = new ArrayList<>();

    /** Adds {@code scalar}·B; scalar not negative and below 2^254. */
    void addBase(BigInteger scalar) {
        BigInteger upper = scalar.shiftRight(ShortRelation.BITS);
        BigInteger lower = scalar.subtract(upper.shiftLeft(ShortRelation.BITS));
        terms.add(new Term(BASE_MULTIPLES, EdScalars.nonAdjacentForm(lower, BASE_WIDTH)));
        terms.add(new Term(UPPER_BASE_MULTIPLES, EdScalars.nonAdjacentForm(upper, BASE_WIDTH)));
    }

    /** Subtracts {@code scalar}·point; the scalar may be negative and is at most 2^253. The point is used up. */
    void subtract(BigInteger scalar, EdwardsPoint point) {
        byte[] digits = EdScalars.nonAdjacentForm(scalar.abs(), WIDTH);
        if (scalar.signum() > 0) {
            for (int i = 0; i < digits.length; i++) {
                digits[i] = (byte) -digits[i];
            }
        }
        terms.add(new Term(oddMultiples(point, WIDTH), digits));
    }

    EdwardsPoint value() {
        Term[] all = terms.toArray(Term[]::new);
        int length =
                Arrays.stream(all).mapToInt(term -> term.digits.length).max().orElse(0);
        EdwardsPoint sum = EdwardsPoint.identity();
        for (int i = length - 1; i >= 0; i--) {
            sum.twice();
            for (Term term : all) {
                int digit = i < term.digits.length ? term.digits[i] : 0;
                if (digit > 0) {
                    sum.add(term.multiples[digit / 2]);
                } else if (digit < 0) {
                    sum.subtract(term.multiples[-digit / 2]);
                }
            }
        }
        return sum;
    }

    /** 1, 3, 5, … times the point, as many as digits of that width need. */
    private static Addend[] oddMultiples(EdwardsPoint point, int width) {
        Addend[] odd = new Addend[1 << (width - 2)];
        odd[0] = point.toAddend();
        EdwardsPoint next = EdwardsPoint.identity();
        next.add(odd[0]);
        point.twice();
        Addend twice = point.toAddend();
        for (int i = 1; i < odd.length; i++) {
            next.add(twice);
            odd[i] = next.toAddend();
        }
        return odd;
    }

    /** y = 4/5, x even. RFC 8032, 5.1. */
    private static EdwardsPoint basePoint() {
        byte[] encoding = new byte[EdwardsPoint.ENCODED_BYTES];
        Arrays.fill(encoding, (byte) 0x66);
        encoding[0] = 0x58;
        return EdwardsPoint.decode(encoding, 0).orElseThrow();
    }

    private static EdwardsPoint upperBasePoint() {
        EdwardsPoint point = basePoint();
        for (int i = 0; i < ShortRelation.BITS; i++) {
            point.twice();
        }
        return point;
    }
}
