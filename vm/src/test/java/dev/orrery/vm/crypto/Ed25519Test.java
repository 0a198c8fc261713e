package dev.orrery.vm.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orrery.vm.crypto.EdSamples.Sample;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Codes, vectors and the corners of ZIP-215. The probe rows were measured on libwasmvm 3.0.7. */
final class Ed25519Test {
    private static final byte[] EMPTY = {};
    private static final byte[] RFC_KEY =
            Vectors.hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    private static final byte[] RFC_SIGNATURE = Vectors.hex(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                    + "d25bf5f0595bbe24655141438e7a100b");
    private static final byte[] IDENTITY = Vectors.hex("01" + "00".repeat(31));
    private static final byte[] NO_POINT = Vectors.hex("02" + "00".repeat(31));

    @Test
    void cosmwasmVectors() {
        JsonNode tests = Vectors.json("ed25519_tests.json");
        List<byte[]> messages = new ArrayList<>();
        List<byte[]> signatures = new ArrayList<>();
        List<byte[]> keys = new ArrayList<>();
        for (JsonNode test : tests) {
            messages.add(Vectors.hex(test.get("message")));
            signatures.add(Vectors.hex(test.get("signature")));
            keys.add(Vectors.hex(test.get("pubkey")));
            int last = keys.size() - 1;
            assertEquals(CryptoCode.VALID, Ed25519.verify(messages.get(last), signatures.get(last), keys.get(last)));
        }
        assertTrue(keys.size() >= 3);
        assertEquals(CryptoCode.VALID, Ed25519.batchVerify(messages, signatures, keys));
    }

    /** The verdicts of the row "Zebra". */
    @Test
    void speccheck() {
        String row = Vectors.text("ed25519-speccheck/results.md")
                .lines()
                .filter(line -> line.startsWith("|Zebra"))
                .findFirst()
                .orElseThrow();
        List<String> verdicts =
                Stream.of(row.split("\\|", -1)).map(String::trim).toList();
        JsonNode cases = Vectors.json("ed25519-speccheck/cases.json");
        assertEquals(12, cases.size());
        for (int i = 0; i < cases.size(); i++) {
            Sample sample = new Sample(
                    Vectors.hex(cases.get(i).get("message")),
                    Vectors.hex(cases.get(i).get("signature")),
                    Vectors.hex(cases.get(i).get("pub_key")));
            CryptoCode expected = verdicts.get(i + 2).equals("V") ? CryptoCode.VALID : CryptoCode.INVALID;
            assertEquals(expected, sample.verify(), "case " + i);
            assertEquals(expected, batchOf(List.of(sample, sample)), "batch of case " + i);
        }
    }

    @Test
    void everyPairOfSmallOrderEncodingsIsAccepted() {
        List<Sample> all = new ArrayList<>();
        for (byte[] key : EdSamples.SMALL_ORDER) {
            for (byte[] nonce : EdSamples.SMALL_ORDER) {
                Sample sample = new Sample(Vectors.hex("5a63617368"), Vectors.concat(nonce, new byte[32]), key);
                assertTrue(sample.plainlyValid());
                assertEquals(CryptoCode.VALID, sample.verify(), Vectors.hex(key) + " " + Vectors.hex(nonce));
                all.add(sample);
            }
        }
        assertEquals(196, all.size());
        assertEquals(CryptoCode.VALID, batchOf(all));
    }

    @Test
    void theFourteenEncodingsDiffer() {
        assertEquals(
                14, EdSamples.SMALL_ORDER.stream().map(Vectors::hex).distinct().count());
    }

    @Test
    void nonCanonicalEncodingsOfPointsAreAccepted() {
        byte[] orderTwo = Vectors.hex("ec" + "ff".repeat(30) + "7f");
        byte[] identityAboveP = Vectors.hex("ee" + "ff".repeat(30) + "7f");
        byte[] signedIdentity = Vectors.hex("01" + "00".repeat(30) + "80");
        for (byte[] point : List.of(IDENTITY, identityAboveP, signedIdentity, orderTwo)) {
            assertEquals(CryptoCode.VALID, verifyZeroS(IDENTITY, point));
            assertEquals(CryptoCode.VALID, verifyZeroS(point, IDENTITY));
            assertEquals(CryptoCode.VALID, verifyZeroS(point, point));
        }
    }

    private static CryptoCode verifyZeroS(byte[] key, byte[] nonce) {
        return Ed25519.verify(EMPTY, Vectors.concat(nonce, new byte[32]), key);
    }

    @Test
    void undecodablePointsAreInvalid() {
        assertEquals(CryptoCode.INVALID, verifyZeroS(NO_POINT, IDENTITY));
        assertEquals(CryptoCode.INVALID, verifyZeroS(IDENTITY, NO_POINT));
        assertEquals(CryptoCode.INVALID, batchOf(List.of(new Sample(EMPTY, new byte[64], NO_POINT))));
    }

    @Test
    void sMustBeBelowTheOrder() {
        BigInteger order = PlainEd25519.L;
        BigInteger s = PlainEd25519.fromLittleEndian(Arrays.copyOfRange(RFC_SIGNATURE, 32, 64));
        assertEquals(CryptoCode.VALID, Ed25519.verify(EMPTY, RFC_SIGNATURE, RFC_KEY));
        for (BigInteger tooLarge : List.of(s.add(order), s.add(order.shiftLeft(1)), order)) {
            byte[] signature = Vectors.concat(Arrays.copyOf(RFC_SIGNATURE, 32), PlainEd25519.littleEndian(tooLarge));
            assertEquals(CryptoCode.INVALID, Ed25519.verify(EMPTY, signature, RFC_KEY));
            assertEquals(CryptoCode.INVALID, batchOf(List.of(new Sample(EMPTY, signature, RFC_KEY))));
        }
        byte[] identityAndOrder = Vectors.concat(IDENTITY, PlainEd25519.littleEndian(order));
        assertEquals(CryptoCode.INVALID, Ed25519.verify(EMPTY, identityAndOrder, IDENTITY));
        byte[] topBit = RFC_SIGNATURE.clone();
        topBit[63] |= (byte) 0x80;
        assertEquals(CryptoCode.INVALID, Ed25519.verify(EMPTY, topBit, RFC_KEY));
    }

    @Test
    void lengthsAreFormatErrors() {
        assertEquals(CryptoCode.SIGNATURE_FORMAT, Ed25519.verify(EMPTY, new byte[63], new byte[31]));
        assertEquals(CryptoCode.SIGNATURE_FORMAT, Ed25519.verify(EMPTY, new byte[65], RFC_KEY));
        assertEquals(CryptoCode.PUBKEY_FORMAT, Ed25519.verify(EMPTY, RFC_SIGNATURE, new byte[31]));
        assertEquals(CryptoCode.PUBKEY_FORMAT, Ed25519.verify(EMPTY, RFC_SIGNATURE, EMPTY));
        assertEquals(CryptoCode.INVALID, Ed25519.verify(new byte[] {1}, RFC_SIGNATURE, RFC_KEY));
    }

    private record Shape(String name, int messages, int signatures, int keys, CryptoCode expected) {}

    @Test
    void batchShapes() {
        for (Shape shape : List.of(
                new Shape("nothing", 0, 0, 0, CryptoCode.VALID),
                new Shape("a message to spare", 1, 0, 0, CryptoCode.VALID),
                new Shape("a key to spare", 0, 0, 1, CryptoCode.VALID),
                new Shape("one", 1, 1, 1, CryptoCode.VALID),
                new Shape("one key", 2, 2, 1, CryptoCode.VALID),
                new Shape("one message", 1, 2, 2, CryptoCode.VALID),
                new Shape("n of each", 3, 3, 3, CryptoCode.VALID),
                new Shape("too few signatures", 2, 1, 1, CryptoCode.BATCH_SHAPE),
                new Shape("too many keys", 1, 1, 2, CryptoCode.BATCH_SHAPE),
                new Shape("one message and one key", 1, 2, 1, CryptoCode.BATCH_SHAPE),
                new Shape("only a signature", 0, 1, 0, CryptoCode.BATCH_SHAPE),
                new Shape("no signatures", 1, 0, 1, CryptoCode.BATCH_SHAPE),
                new Shape("two messages to spare", 2, 0, 0, CryptoCode.BATCH_SHAPE),
                new Shape("two keys to spare", 0, 0, 2, CryptoCode.BATCH_SHAPE))) {
            assertEquals(
                    shape.expected(),
                    Ed25519.batchVerify(
                            copies(EMPTY, shape.messages()),
                            copies(RFC_SIGNATURE, shape.signatures()),
                            copies(RFC_KEY, shape.keys())),
                    shape.name());
        }
    }

    private static List<byte[]> copies(byte[] bytes, int count) {
        return Collections.nCopies(count, bytes);
    }

    @Test
    void spareInputsOfAnEmptyBatchAreNotLookedAt() {
        assertEquals(CryptoCode.VALID, Ed25519.batchVerify(List.of(), List.of(), List.of(new byte[5])));
    }

    /** Per entry signature before key; a later entry's length before an earlier entry's validity. */
    @Test
    void batchChecksLengthsEntryByEntry() {
        List<byte[]> messages = copies(EMPTY, 2);
        byte[] shortSignature = new byte[63];
        byte[] shortKey = new byte[31];
        assertEquals(
                CryptoCode.PUBKEY_FORMAT,
                Ed25519.batchVerify(messages, List.of(RFC_SIGNATURE, shortSignature), List.of(shortKey, RFC_KEY)));
        assertEquals(
                CryptoCode.SIGNATURE_FORMAT,
                Ed25519.batchVerify(messages, List.of(shortSignature, RFC_SIGNATURE), List.of(shortKey, RFC_KEY)));
        assertEquals(
                CryptoCode.SIGNATURE_FORMAT,
                Ed25519.batchVerify(messages, List.of(new byte[64], shortSignature), List.of(NO_POINT, RFC_KEY)));
        assertEquals(
                CryptoCode.PUBKEY_FORMAT, Ed25519.batchVerify(messages, copies(RFC_SIGNATURE, 2), List.of(shortKey)));
        assertEquals(CryptoCode.BATCH_SHAPE, Ed25519.batchVerify(messages, List.of(shortSignature), List.of(shortKey)));
    }

    @Test
    void oneBadSignatureSpoilsABatch() {
        Random random = new Random(1);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            samples.add(EdSamples.plainSample(random));
        }
        assertEquals(CryptoCode.VALID, batchOf(samples));
        Sample good = samples.get(4);
        samples.set(4, new Sample(new byte[200], good.signature(), good.key()));
        assertEquals(CryptoCode.INVALID, batchOf(samples));
    }

    /** Swapping the errors of two signatures would fool a sum without weights. */
    @Test
    void errorsDoNotCancel() {
        Sample first = EdSamples.plainSample(new Random(2));
        Sample second = EdSamples.plainSample(new Random(3));
        List<Sample> pair = List.of(shifted(first, BigInteger.ONE), shifted(second, BigInteger.ONE.negate()));
        assertEquals(CryptoCode.INVALID, batchOf(pair));
    }

    private static Sample shifted(Sample sample, BigInteger by) {
        byte[] signature = sample.signature();
        BigInteger s = PlainEd25519.fromLittleEndian(Arrays.copyOfRange(signature, 32, 64))
                .add(by)
                .mod(PlainEd25519.L);
        return new Sample(
                sample.message(),
                Vectors.concat(Arrays.copyOf(signature, 32), PlainEd25519.littleEndian(s)),
                sample.key());
    }

    private static CryptoCode batchOf(List<Sample> samples) {
        return Ed25519.batchVerify(
                samples.stream().map(Sample::message).toList(),
                samples.stream().map(Sample::signature).toList(),
                samples.stream().map(Sample::key).toList());
    }
}
