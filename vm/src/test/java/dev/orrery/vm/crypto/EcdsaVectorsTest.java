package dev.orrery.vm.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wycheproof, Rooterberg, NIST and CosmWasm's own vectors, through every implementation of their curve. */
final class EcdsaVectorsTest {
    private static final Map<String, String> DIGESTS =
            Map.of("sha256", "SHA-256", "sha512", "SHA-512", "sha3_256", "SHA3-256", "sha3_512", "SHA3-512");

    static Stream<Arguments> subjectsByDigest() {
        return EcdsaSubject.all().stream()
                .flatMap(subject -> DIGESTS.keySet().stream().sorted().map(digest -> Arguments.of(subject, digest)));
    }

    @ParameterizedTest
    @MethodSource("subjectsByDigest")
    void wycheproof(EcdsaSubject subject, String digest) {
        JsonNode file = Vectors.json("wycheproof/ecdsa_" + subject.curve() + "_" + digest + "_test.json.gz");
        int tested = 0;
        for (JsonNode group : file.get("testGroups")) {
            byte[] key = Vectors.hex(group.get("publicKey").get("uncompressed"));
            for (JsonNode test : group.get("tests")) {
                checkWycheproof(subject, test, Vectors.digest(DIGESTS.get(digest), Vectors.hex(test.get("msg"))), key);
                tested++;
            }
        }
        assertEquals(file.get("numberOfTests").intValue(), tested);
        assertTrue(tested > 460);
    }

    private static void checkWycheproof(EcdsaSubject subject, JsonNode test, byte[] hash, byte[] key) {
        String name = test.get("tcId") + " " + test.get("comment").textValue();
        Optional<byte[]> signature = fromDer(Vectors.hex(test.get("sig")));
        if (test.get("result").textValue().equals("invalid")) {
            signature.ifPresent(
                    bytes -> assertNotEquals(CryptoCode.VALID, subject.ecdsa().verify(hash, bytes, key), name));
            return;
        }
        byte[] bytes = signature.orElseThrow();
        assertEquals(CryptoCode.VALID, subject.ecdsa().verify(hash, bytes, key), name);
        boolean reducedX = test.get("comment").textValue().equals("k*G has a large x-coordinate");
        if (!(reducedX && subject.isK1())) {
            assertTrue(
                    IntStream.range(reducedX ? 2 : 0, reducedX ? 4 : 2)
                            .mapToObj(id -> subject.ecdsa().recoverPubkey(hash, bytes, id))
                            .anyMatch(found ->
                                    found instanceof CryptoResult.Output output && Arrays.equals(output.bytes(), key)),
                    name);
        }
    }

    /** r ‖ s of a strictly encoded signature, each at least 32 bytes; empty if the encoding is not DER. */
    private static Optional<byte[]> fromDer(byte[] der) {
        if (der.length == 0) {
            return Optional.empty();
        }
        try {
            ASN1Sequence sequence = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(der));
            if (sequence.size() != 2 || !Arrays.equals(sequence.getEncoded("DER"), der)) {
                return Optional.empty();
            }
            BigInteger r = ASN1Integer.getInstance(sequence.getObjectAt(0)).getValue();
            BigInteger s = ASN1Integer.getInstance(sequence.getObjectAt(1)).getValue();
            return r.signum() < 0 || s.signum() < 0
                    ? Optional.empty()
                    : Optional.of(Vectors.concat(padded(r), padded(s)));
        } catch (IOException | IllegalArgumentException | ClassCastException malformed) {
            return Optional.empty();
        }
    }

    private static byte[] padded(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return number.bitLength() <= 256 ? Scalars.bigEndian(number) : bytes;
    }

    static Stream<Arguments> subjectsByHash() {
        return EcdsaSubject.all().stream()
                .flatMap(subject -> Stream.of("sha_256", "keccak256").map(hash -> Arguments.of(subject, hash)));
    }

    @ParameterizedTest
    @MethodSource("subjectsByHash")
    void rooterberg(EcdsaSubject subject, String hashName) {
        JsonNode file = Vectors.json("rootberg/ecdsa_" + subject.curve() + "_" + hashName + "_raw.json.gz");
        for (JsonNode test : file.get("tests")) {
            byte[] message = Vectors.hex(test.get("msg"));
            byte[] hash =
                    hashName.equals("keccak256") ? Vectors.keccak256(message) : Vectors.digest("SHA-256", message);
            JsonNode parts = test.get("sig");
            byte[] signature = Vectors.concat(
                    padded(new BigInteger(1, Vectors.hex(parts.get("r")))),
                    padded(new BigInteger(1, Vectors.hex(parts.get("s")))));
            byte[] key = Vectors.hex(test.get("publicKeyUncompressed"));
            byte[] compressed = Vectors.hex(test.get("publicKeyCompressed"));
            String name = test.get("tcId") + " " + test.get("comment").textValue();
            boolean valid = test.get("valid").booleanValue();
            assertEquals(valid, subject.ecdsa().verify(hash, signature, key) == CryptoCode.VALID, name);
            assertEquals(valid, subject.ecdsa().verify(hash, signature, compressed) == CryptoCode.VALID, name);
            if (valid) {
                int id = parts.get("id").intValue();
                assertArrayEquals(key, Vectors.output(subject.ecdsa().recoverPubkey(hash, signature, id)), name);
            }
        }
        assertEquals(file.get("numTests").intValue(), file.get("tests").size());
    }

    @ParameterizedTest
    @MethodSource("r1")
    void nistSignatureGeneration(EcdsaSubject subject) {
        String digest = "";
        int tested = 0;
        Map<String, String> values = new HashMap<>();
        for (String line : Vectors.text("nist/SigGen-P256.txt").lines().toList()) {
            if (line.startsWith("[")) {
                digest = line.substring("[P-256,".length(), line.length() - 1).toUpperCase(Locale.ROOT);
            } else if (line.contains(" = ")) {
                String[] pair = line.split(" = ", 2);
                values.put(pair[0].trim(), pair[1].trim());
                if (pair[0].equals("S")) {
                    checkNist(subject, digest, values);
                    tested++;
                }
            }
        }
        assertEquals(60, tested);
    }

    static Stream<EcdsaSubject> r1() {
        return EcdsaSubject.on("secp256r1").stream();
    }

    private static void checkNist(EcdsaSubject subject, String digest, Map<String, String> values) {
        byte[] hash = Vectors.digest(digest, Vectors.hex(values.get("Msg")));
        if (digest.equals("SHA-224")) {
            hash = Vectors.concat(new byte[4], Arrays.copyOf(hash, 28)); // shorter than n: a number with leading zeros
        }
        byte[] signature = Vectors.hex(values.get("R") + values.get("S"));
        byte[] key = Vectors.hex("04" + values.get("Qx") + values.get("Qy"));
        assertEquals(CryptoCode.VALID, subject.ecdsa().verify(hash, signature, key));
        hash[31] ^= 1;
        assertEquals(CryptoCode.INVALID, subject.ecdsa().verify(hash, signature, key));
    }

    @Test
    void cosmwasmK1() {
        JsonNode tests = Vectors.json("secp256k1_tests.json");
        for (JsonNode test : tests) {
            byte[] hash = Vectors.hex(test.get("message_hash"));
            byte[] signature = Vectors.hex(test.get("signature"));
            byte[] key = Vectors.hex(test.get("pubkey"));
            assertEquals(CryptoCode.VALID, Secp256k1.verify(hash, signature, key));
        }
        assertTrue(tests.size() >= 10);
    }

    @Test
    void cosmwasmR1() {
        JsonNode tests = Vectors.json("secp256r1_tests.json");
        for (JsonNode test : tests) {
            byte[] hash = Vectors.digest("SHA-256", Vectors.hex(test.get("message")));
            byte[] signature = Vectors.hex(test.get("signature"));
            byte[] key = Vectors.hex(test.get("pubkey"));
            assertEquals(CryptoCode.VALID, Secp256r1.verify(hash, signature, key));
        }
        assertTrue(tests.size() >= 10);
    }
}
