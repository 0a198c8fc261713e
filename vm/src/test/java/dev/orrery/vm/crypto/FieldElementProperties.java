package dev.orrery.vm.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Field arithmetic against BigInteger, with limbs up to the largest allowed. */
final class FieldElementProperties {
    private static final BigInteger P = PlainEd25519.P;

    @Property(tries = 2000)
    void equalsBigIntegerArithmetic(@ForAll long seed) {
        Random random = new Random(seed);
        FieldElement a = loose(random);
        FieldElement b = loose(random);
        BigInteger x = a.toBigInteger();
        BigInteger y = b.toBigInteger();
        FieldElement result = new FieldElement();
        result.product(a, b);
        assertEquals(x.multiply(y).mod(P), result.toBigInteger());
        result.square(a);
        assertEquals(x.multiply(x).mod(P), result.toBigInteger());
        FieldElement tight = result;
        FieldElement difference = new FieldElement();
        difference.difference(b, tight);
        assertEquals(y.subtract(x.multiply(x)).mod(P), difference.toBigInteger());
        a.product(a, a); // in place
        assertEquals(x.multiply(x).mod(P), a.toBigInteger());
        assertEquals(y.testBit(0), b.isOdd());
    }

    @Property(tries = 50)
    void rootPower(@ForAll long seed) {
        FieldElement a = tight(new Random(seed));
        FieldElement root = new FieldElement();
        root.rootPower(a);
        BigInteger exponent = P.subtract(BigInteger.valueOf(5)).shiftRight(3);
        assertEquals(a.toBigInteger().modPow(exponent, P), root.toBigInteger());
    }

    @Example
    void zeroHasManyForms() {
        FieldElement p = new FieldElement();
        p.decode(Vectors.hex("ed" + "ff".repeat(30) + "7f"), 0);
        FieldElement twiceP = new FieldElement();
        twiceP.sum(p, p);
        FieldElement one = FieldElement.of(BigInteger.ONE);
        FieldElement difference = new FieldElement();
        difference.difference(one, one);
        for (FieldElement zero : new FieldElement[] {p, twiceP, difference, new FieldElement()}) {
            assertTrue(zero.isZero());
            assertFalse(zero.isOdd());
            assertEquals(BigInteger.ZERO, zero.toBigInteger());
        }
        assertFalse(one.isZero());
    }

    /** All limbs at the documented bound: 2^53 + 2^52 less a little. */
    @Example
    void largestFactors() {
        FieldElement ones = new FieldElement();
        ones.decode(Vectors.hex("ff".repeat(32)), 0);
        FieldElement largest = new FieldElement(); // limbs of 2^51
        for (int i = 0; i < 6; i++) {
            largest.sum(largest, ones);
        }
        BigInteger value = largest.toBigInteger();
        FieldElement result = new FieldElement();
        result.product(largest, largest);
        assertEquals(value.multiply(value).mod(P), result.toBigInteger());
        result.square(largest);
        assertEquals(value.multiply(value).mod(P), result.toBigInteger());
    }

    /** Random or extreme bytes, the ignored bit included. */
    private static FieldElement tight(Random random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        if (random.nextInt(3) == 0) {
            Arrays.fill(bytes, random.nextInt(32), 32, (byte) (random.nextBoolean() ? 0xff : 0));
        }
        FieldElement element = new FieldElement();
        element.decode(bytes, 0);
        return element;
    }

    /** A sum or difference as the point formulas make them. */
    private static FieldElement loose(Random random) {
        FieldElement element = tight(random);
        switch (random.nextInt(4)) {
            case 0 -> element.sum(element, tight(random));
            case 1 -> element.difference(element, tight(random));
            case 2 -> {
                element.sum(element, tight(random));
                element.difference(element, tight(random));
            }
            default -> {
                // tight as it is
            }
        }
        return element;
    }
}
