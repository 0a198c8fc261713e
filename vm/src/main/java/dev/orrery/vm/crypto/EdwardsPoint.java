package dev.orrery.vm.crypto;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A point of edwards25519 in extended coordinates (x = X/Z, y = Y/Z, xy = T/Z), changed in place. Confined to one thread. Hot
 * path.
 *
 * <p>The formulas (Hisil, Wong, Carter, Dawson 2008) are complete: small-order points and the identity need no cases.
 */
final class EdwardsPoint {
    static final int ENCODED_BYTES = 32;

    private static final FieldElement ZERO = FieldElement.of(BigInteger.ZERO);
    private static final FieldElement ONE = FieldElement.of(BigInteger.ONE);

    /** d of −x² + y² = 1 + d·x²·y²: −121665/121666. RFC 8032, 5.1. */
    private static final FieldElement D = FieldElement.of(
            new BigInteger("37095705934669439343138083508754565189542113879843219016388785533085940283555"));

    private static final FieldElement TWICE_D = twice(D);

    /** A square root of −1: 2^((p−1)/4). RFC 8032, 5.1.3. */
    private static final FieldElement ROOT_OF_MINUS_ONE = FieldElement.of(
            new BigInteger("19681161376707505956807079304988542015446066515923890162744021073123829784752"));

    private final FieldElement x = new FieldElement();
    private final FieldElement y = new FieldElement();
    private final FieldElement z = new FieldElement();
    private final FieldElement t = new FieldElement();

    /** The last operation's factors: x = e·f, y = g·h, z = f·g; t = e·h is computed when an addition asks for it. */
    private final FieldElement e = new FieldElement();

    private final FieldElement f = new FieldElement();
    private final FieldElement g = new FieldElement();
    private final FieldElement h = new FieldElement();
    private boolean productPending;

    private final FieldElement a = new FieldElement();
    private final FieldElement b = new FieldElement();
    private final FieldElement c = new FieldElement();

    private EdwardsPoint() {}

    static EdwardsPoint identity() {
        EdwardsPoint point = new EdwardsPoint();
        point.y.set(ONE);
        point.z.set(ONE);
        return point;
    }

    /**
     * The point a key or signature names, by the rules of ZIP-215: y may be p or more, and x = 0 may carry the sign bit. Empty if
     * no point has this y.
     */
    static Optional<EdwardsPoint> decode(byte[] bytes, int offset) {
        EdwardsPoint point = new EdwardsPoint();
        point.y.decode(bytes, offset);
        point.z.set(ONE);
        boolean odd = bytes[offset + ENCODED_BYTES - 1] < 0;
        return point.recoverX(odd) ? Optional.of(point) : Optional.empty();
    }

    /** x = √(u/v) with u = y² − 1, v = d·y² + 1, as u·v³·(u·v⁷)^((p−5)/8), which is off by √−1 half of the time. */
    private boolean recoverX(boolean odd) {
        FieldElement u = a;
        FieldElement v = b;
        u.square(y);
        v.product(u, D);
        v.sum(v, ONE);
        u.difference(u, ONE);
        FieldElement cube = c;
        cube.square(v);
        cube.product(cube, v);
        e.square(cube);
        e.product(e, v);
        e.product(e, u);
        x.rootPower(e);
        x.product(x, cube);
        x.product(x, u);

        FieldElement square = e; // v·x², which should be u
        square.square(x);
        square.product(square, v);
        f.difference(u, square);
        if (!f.isZero()) {
            f.sum(u, square);
            if (!f.isZero()) {
                return false;
            }
            x.product(x, ROOT_OF_MINUS_ONE);
        }
        if (x.isOdd() != odd) {
            x.difference(ZERO, x);
            x.product(x, ONE); // tight again
        }
        t.product(x, y);
        return true;
    }

    void twice() {
        a.square(x);
        b.square(y);
        c.square(z);
        c.sum(c, c);
        h.sum(a, b);
        g.sum(x, y);
        g.square(g);
        e.difference(h, g);
        g.difference(a, b);
        f.sum(c, g);
        finish();
    }

    void add(Addend addend) {
        prepare(addend.yPlusX, addend.yMinusX, addend);
        f.difference(h, c);
        g.sum(h, c);
        h.sum(b, a);
        finish();
    }

    /** Adding the opposite point: x changes its sign, so sum and difference change places and t its sign. */
    void subtract(Addend addend) {
        prepare(addend.yMinusX, addend.yPlusX, addend);
        f.sum(h, c);
        g.difference(h, c);
        h.sum(b, a);
        finish();
    }

    private void prepare(FieldElement plus, FieldElement minus, Addend addend) {
        if (productPending) {
            t.product(e, h);
        }
        a.difference(y, x);
        a.product(a, minus);
        b.sum(y, x);
        b.product(b, plus);
        c.product(t, addend.twiceDT);
        h.product(z, addend.twiceZ);
        e.difference(b, a);
    }

    private void finish() {
        x.product(e, f);
        y.product(g, h);
        z.product(f, g);
        productPending = true;
    }

    /** Whether eight times this point is the identity: whether it lies in the group of eight small-order points. */
    boolean isSmallOrder() {
        twice();
        twice();
        twice();
        f.difference(y, z);
        return x.isZero() && f.isZero();
    }

    /** This point as the operand of additions. */
    Addend toAddend() {
        if (productPending) {
            t.product(e, h);
            productPending = false;
        }
        return new Addend(this);
    }

    private static FieldElement twice(FieldElement a) {
        FieldElement twice = new FieldElement();
        twice.sum(a, a);
        return twice;
    }

    /** The four combinations of a point's coordinates that additions use; never changes. */
    static final class Addend {
        private final FieldElement yPlusX = new FieldElement();
        private final FieldElement yMinusX = new FieldElement();
        private final FieldElement twiceZ = new FieldElement();
        private final FieldElement twiceDT = new FieldElement();

        private Addend(EdwardsPoint point) {
            yPlusX.sum(point.y, point.x);
            yMinusX.difference(point.y, point.x);
            twiceZ.sum(point.z, point.z);
            twiceDT.product(point.t, TWICE_D);
        }
    }
}
