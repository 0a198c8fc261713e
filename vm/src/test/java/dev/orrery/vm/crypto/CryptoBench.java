package dev.orrery.vm.crypto;

import dev.orrery.vm.crypto.EdSamples.Sample;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Prints the median CPU time of each function beside that of cosmwasm-crypto, measured on a machine of the same kind. A look at
 * the orders of magnitude, not a test: run {@code main} on an idle machine, with part of a name to select rows.
 */
final class CryptoBench {
    private static final long WARM_UP_NANOS = 2_000_000_000L;
    private static final int ROUNDS = 15;
    private static final int BATCH = 32;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** @param rustMicros 0 where nobody measured it */
    private record Row(String name, double rustMicros, Runnable operation) {}

    private CryptoBench() {}

    public static void main(String[] args) {
        String filter = args.length == 0 ? "" : args[0];
        List<Row> rows = new ArrayList<>();
        ecdsa(rows);
        ed25519(rows);
        bls(rows);
        for (Row row : rows) {
            if (row.name().contains(filter)) {
                print(row);
            }
        }
    }

    private static void ecdsa(List<Row> rows) {
        Random random = new Random(1);
        for (EcdsaSubject subject : EcdsaSubject.all()) {
            BigInteger privateKey = new BigInteger(250, random).add(BigInteger.ONE);
            byte[] hash = new byte[32];
            random.nextBytes(hash);
            byte[] signature = subject.sign(hash, privateKey, new BigInteger(250, random).add(BigInteger.ONE));
            byte[] key = subject.publicKey(privateKey).getEncoded(true);
            Ecdsa ecdsa = subject.ecdsa();
            rows.add(new Row(
                    subject.name() + " verify",
                    subject.isK1() ? 105 : 318,
                    () -> require(ecdsa.verify(hash, signature, key))));
            rows.add(new Row(
                    subject.name() + " recover",
                    subject.isK1() ? 230 : 663,
                    () -> Vectors.output(ecdsa.recoverPubkey(hash, signature, 0))));
        }
    }

    private static void ed25519(List<Row> rows) {
        Random random = new Random(1);
        List<Sample> samples = new ArrayList<>();
        List<Sample> sameKey = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            samples.add(EdSamples.plainSample(random));
            sameKey.add(EdSamples.sample(BigInteger.valueOf(77), random, PlainEd25519.IDENTITY, PlainEd25519.IDENTITY));
        }
        rows.add(new Row("ed25519 verify", 40, () -> require(samples.getFirst().verify())));
        rows.add(new Row("ed25519 batch of 2", 0, () -> batch(samples.subList(0, 2))));
        rows.add(new Row("ed25519 batch of " + BATCH, 0, () -> batch(samples)));
        rows.add(new Row("ed25519 batch of " + BATCH + ", one key", 0, () -> batch(sameKey)));
    }

    private static void batch(List<Sample> samples) {
        require(Ed25519.batchVerify(
                samples.stream().map(Sample::message).toList(),
                samples.stream().map(Sample::signature).toList(),
                samples.stream().map(Sample::key).toList()));
    }

    private static void bls(List<Row> rows) {
        byte[] message = {1, 2, 3};
        byte[] tag = "BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_".getBytes(StandardCharsets.US_ASCII);
        byte[] g1 = Vectors.output(Bls12381.hashToG1(0, message, tag));
        byte[] g2 = Vectors.output(Bls12381.hashToG2(0, message, tag));
        byte[] sixteenG1 = sixteen(g1);
        byte[] sixteenG2 = sixteen(g2);
        rows.add(new Row("hash to G1", 280, () -> Vectors.output(Bls12381.hashToG1(0, message, tag))));
        rows.add(new Row("hash to G2", 573, () -> Vectors.output(Bls12381.hashToG2(0, message, tag))));
        rows.add(new Row("pairing equality, k = 1", 2467, () -> require(Bls12381.pairingEquality(g1, g2, g1, g2))));
        rows.add(new Row("aggregate 16 in G1", 1297, () -> Vectors.output(Bls12381.aggregateG1(sixteenG1))));
        rows.add(new Row("aggregate 16 in G2", 2674, () -> Vectors.output(Bls12381.aggregateG2(sixteenG2))));
    }

    private static byte[] sixteen(byte[] point) {
        byte[][] points = new byte[16][];
        Arrays.fill(points, point);
        return Vectors.concat(points);
    }

    private static void require(CryptoCode code) {
        if (code != CryptoCode.VALID) {
            throw new AssertionError(code);
        }
    }

    private static void print(Row row) {
        int warm = 0;
        for (long start = System.nanoTime(); System.nanoTime() - start < WARM_UP_NANOS; warm++) {
            row.operation().run();
        }
        int perRound = Math.max(1, warm / ROUNDS);
        double[] micros = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < perRound; i++) {
                row.operation().run();
            }
            micros[round] = (THREADS.getCurrentThreadCpuTime() - start) / 1000.0 / perRound;
        }
        Arrays.sort(micros);
        System.out.println(row.name() + ": " + Math.round(micros[ROUNDS / 2] * 10) / 10.0 + " us"
                + (row.rustMicros() > 0 ? ", Rust " + row.rustMicros() + " us" : ""));
    }
}
