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
    /** Digit width of points seen once: eight multiples each, balanced against some 42 additions. */
    private static final int WIDTH = 5;

    /** Digit width of the base point, whose 64 multiples are computed once per process. */
    private static final int BASE_WIDTH = 8;

    private static final Addend[] BASE_MULTIPLES = oddMultiples(basePoint(), BASE_WIDTH);

    private final List<Addend[]> multiples = new ArrayList<>();
    private final List<byte[]> digits = new ArrayList<>();

    /** Adds {@code scalar}·B; scalar below 2^253. */
    void addBase(BigInteger scalar) {
        multiples.add(BASE_MULTIPLES);
        digits.add(EdScalars.nonAdjacentForm(scalar, BASE_WIDTH));
    }

    /** Subtracts {@code scalar}·point; scalar below 2^253. The point is used up. */
    void subtract(BigInteger scalar, EdwardsPoint point) {
        byte[] opposite = EdScalars.nonAdjacentForm(scalar, WIDTH);
        for (int i = 0; i < opposite.length; i++) {
            opposite[i] = (byte) -opposite[i];
        }
        multiples.add(oddMultiples(point, WIDTH));
        digits.add(opposite);
    }

    EdwardsPoint value() {
        EdwardsPoint sum = EdwardsPoint.identity();
        int terms = multiples.size();
        for (int i = EdScalars.DIGITS - 1; i >= 0; i--) {
            sum.twice();
            for (int term = 0; term < terms; term++) {
                int digit = digits.get(term)[i];
                if (digit > 0) {
                    sum.add(multiples.get(term)[digit / 2]);
                } else if (digit < 0) {
                    sum.subtract(multiples.get(term)[-digit / 2]);
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
}
