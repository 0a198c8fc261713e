package dev.orrery.vm.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.vm.crypto.EdSamples.Sample;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The fast verifier equals the plain one, and a batch equals its signatures. A failure prints the seed of its sample. */
final class Ed25519Properties {
    @Property(tries = 60)
    void equalsThePlainVerifier(@ForAll long seed) {
        Random random = new Random(seed);
        Sample mixed = EdSamples.sample(random, EdSamples.smallOrder(random), EdSamples.smallOrder(random));
        assertEquals(CryptoCode.VALID, mixed.verify());
        Sample damaged = EdSamples.damaged(mixed, random);
        assertEquals(damaged.plainlyValid() ? CryptoCode.VALID : CryptoCode.INVALID, damaged.verify());
    }

    @Property(tries = 60)
    void smallKeysAndNoncesEqualThePlainVerifier(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] key = EdSamples.SMALL_ORDER.get(random.nextInt(14));
        byte[] nonce = EdSamples.SMALL_ORDER.get(random.nextInt(14));
        byte[] s = PlainEd25519.littleEndian(
                random.nextBoolean() ? BigInteger.ZERO : BigInteger.valueOf(random.nextInt(10)));
        Sample sample = new Sample(new byte[random.nextInt(9)], Vectors.concat(nonce, s), key);
        assertEquals(sample.plainlyValid() ? CryptoCode.VALID : CryptoCode.INVALID, sample.verify());
    }

    @Property(tries = 20)
    void aBatchHoldsIfEverySignatureDoes(@ForAll long seed) {
        Random random = new Random(seed);
        BigInteger repeatedKey = EdSamples.scalar(random);
        List<Sample> samples = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        boolean damage = random.nextBoolean();
        for (int i = 0; i < count; i++) {
            BigInteger privateKey = random.nextBoolean() ? repeatedKey : EdSamples.scalar(random);
            Sample sample =
                    EdSamples.sample(privateKey, random, EdSamples.smallOrder(random), EdSamples.smallOrder(random));
            samples.add(damage && random.nextInt(4) == 0 ? EdSamples.damaged(sample, random) : sample);
        }
        boolean all = samples.stream().allMatch(sample -> sample.verify() == CryptoCode.VALID);
        CryptoCode batch = Ed25519.batchVerify(
                samples.stream().map(Sample::message).toList(),
                samples.stream().map(Sample::signature).toList(),
                samples.stream().map(Sample::key).toList());
        assertEquals(all ? CryptoCode.VALID : CryptoCode.INVALID, batch);
    }

    @Property(tries = 300)
    void signedDigitsAddUpToTheScalar(@ForAll long seed) {
        Random random = new Random(seed);
        BigInteger scalar = new BigInteger(random.nextInt(254), random).mod(EdScalars.ORDER);
        if (random.nextInt(5) == 0) {
            scalar = EdScalars.ORDER.subtract(BigInteger.valueOf(1 + random.nextInt(4)));
        }
        for (int width : new int[] {5, 8}) {
            BigInteger sum = BigInteger.ZERO;
            int gap = width;
            for (int digit : reversed(EdScalars.nonAdjacentForm(scalar, width))) {
                sum = sum.shiftLeft(1).add(BigInteger.valueOf(digit));
                gap++;
                if (digit != 0) {
                    assertEquals(1, digit & 1);
                    assertTrue(Math.abs(digit) < 1 << (width - 1));
                    assertTrue(gap >= width);
                    gap = 0;
                }
            }
            assertEquals(scalar, sum);
        }
    }

    @Property(tries = 3000)
    void shortRelationsAreShortAndHold(@ForAll long seed) {
        Random random = new Random(seed);
        BigInteger k = new BigInteger(1 + random.nextInt(253), random).mod(EdScalars.ORDER);
        switch (random.nextInt(5)) {
            case 0 ->
                k = EdScalars.ORDER.subtract(k.shiftRight(random.nextInt(250))).mod(EdScalars.ORDER);
            case 1 ->
                k = EdScalars.ORDER.divide(k.shiftRight(random.nextInt(250)).add(BigInteger.TWO));
            case 2 -> k = BigInteger.ONE.shiftLeft(random.nextInt(253)).subtract(BigInteger.valueOf(random.nextInt(2)));
            default -> {
                // of any length
            }
        }
        ShortRelation relation = ShortRelation.of(k);
        assertEquals(relation.r().mod(EdScalars.ORDER), relation.t().multiply(k).mod(EdScalars.ORDER));
        assertTrue(relation.t().signum() != 0);
        assertTrue(relation.r().bitLength() <= ShortRelation.BITS, relation::toString);
        assertTrue(relation.t().bitLength() <= ShortRelation.BITS, relation::toString);
    }

    private static int[] reversed(byte[] digits) {
        int[] reversed = new int[digits.length];
        for (int i = 0; i < digits.length; i++) {
            reversed[i] = digits[digits.length - 1 - i];
        }
        return reversed;
    }
}
