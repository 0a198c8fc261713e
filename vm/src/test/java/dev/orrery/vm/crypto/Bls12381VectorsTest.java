package dev.orrery.vm.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Ethereum consensus BLS tests, composed from our five functions the way a contract composes them. */
final class Bls12381VectorsTest {
    private static final byte[] TAG = "BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] G1_GENERATOR = Vectors.hex(
            "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905" + "a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb");

    static Stream<String> files() {
        return Stream.of(
                        "deserialization_G1",
                        "deserialization_G2",
                        "aggregate",
                        "hash_to_G2",
                        "verify",
                        "aggregate_verify",
                        "fast_aggregate_verify",
                        "batch_verify")
                .flatMap(folder -> Vectors.filesIn("bls-tests/" + folder).stream());
    }

    @ParameterizedTest
    @MethodSource("files")
    void consensusVector(String file) {
        JsonNode vector = Vectors.json(file);
        JsonNode input = vector.get("input");
        JsonNode output = vector.get("output");
        switch (file.split("/", 3)[1]) {
            case "deserialization_G1" -> assertEquals(output.booleanValue(), isG1(Vectors.hex(input.get("pubkey"))));
            case "deserialization_G2" -> assertEquals(output.booleanValue(), isG2(Vectors.hex(input.get("signature"))));
            case "aggregate" -> checkAggregate(input, output);
            case "hash_to_G2" -> checkHash(input, output);
            case "verify" ->
                assertEquals(
                        output.booleanValue(),
                        verify(
                                List.of(Vectors.hex(input.get("pubkey"))),
                                List.of(Vectors.hex(input.get("message"))),
                                Vectors.hex(input.get("signature"))));
            case "aggregate_verify" ->
                assertEquals(
                        output.booleanValue(),
                        verify(
                                list(input.get("pubkeys")),
                                list(input.get("messages")),
                                Vectors.hex(input.get("signature"))));
            case "fast_aggregate_verify" -> assertEquals(output.booleanValue(), fastAggregateVerify(input));
            case "batch_verify" -> checkBatch(input, output);
            default -> throw new AssertionError(file);
        }
    }

    @Test
    void noVectorIsForgotten() {
        assertEquals(88, files().count());
    }

    private static boolean isG1(byte[] point) {
        return Bls12381.aggregateG1(point) instanceof CryptoResult.Output sum && Arrays.equals(sum.bytes(), point);
    }

    private static boolean isG2(byte[] point) {
        return Bls12381.aggregateG2(point) instanceof CryptoResult.Output sum && Arrays.equals(sum.bytes(), point);
    }

    private static void checkAggregate(JsonNode input, JsonNode output) {
        CryptoResult sum = Bls12381.aggregateG2(Vectors.concat(list(input).toArray(byte[][]::new)));
        if (output.isNull()) {
            assertEquals(CryptoCode.AGGREGATE_EMPTY, Vectors.code(sum));
        } else {
            assertArrayEquals(Vectors.hex(output), Vectors.output(sum));
        }
    }

    private static void checkHash(JsonNode input, JsonNode output) {
        byte[] message = input.get("msg").textValue().getBytes(StandardCharsets.US_ASCII);
        byte[] tag = "QUUX-V01-CS02-with-BLS12381G2_XMD:SHA-256_SSWU_RO_".getBytes(StandardCharsets.US_ASCII);
        String[] x = output.get("x").textValue().split(",", 2);
        byte[] found = Vectors.output(Bls12381.hashToG2(0, message, tag));
        found[0] &= 0x1f; // flags; the sign of y is covered by the verify vectors
        assertArrayEquals(Vectors.concat(Vectors.hex(x[1]), Vectors.hex(x[0])), found);
    }

    private static boolean fastAggregateVerify(JsonNode input) {
        List<byte[]> keys = list(input.get("pubkeys"));
        if (keys.isEmpty() || keys.stream().anyMatch(Bls12381VectorsTest::isInfinity)) {
            return false;
        }
        byte[] sum = Vectors.output(Bls12381.aggregateG1(Vectors.concat(keys.toArray(byte[][]::new))));
        return verify(List.of(sum), List.of(Vectors.hex(input.get("message"))), Vectors.hex(input.get("signature")));
    }

    /** A batch holds if each of its signatures does. */
    private static void checkBatch(JsonNode input, JsonNode output) {
        List<byte[]> keys = list(input.get("pubkeys"));
        List<byte[]> messages = list(input.get("messages"));
        List<byte[]> signatures = list(input.get("signatures"));
        boolean all = true;
        for (int i = 0; i < signatures.size(); i++) {
            all &= verify(List.of(keys.get(i)), List.of(messages.get(i)), signatures.get(i));
        }
        assertEquals(output.booleanValue(), all);
    }

    private static boolean verify(List<byte[]> keys, List<byte[]> messages, byte[] signature) {
        if (keys.isEmpty() || isInfinity(signature) || keys.stream().anyMatch(Bls12381VectorsTest::isInfinity)) {
            return false;
        }
        byte[] points = Vectors.concat(messages.stream()
                .map(message -> Vectors.output(Bls12381.hashToG2(0, message, TAG)))
                .toArray(byte[][]::new));
        byte[] allKeys = Vectors.concat(keys.toArray(byte[][]::new));
        return Bls12381.pairingEquality(allKeys, points, G1_GENERATOR, signature) == CryptoCode.VALID;
    }

    private static boolean isInfinity(byte[] point) {
        return (point[0] & 0x40) != 0;
    }

    private static List<byte[]> list(JsonNode array) {
        List<byte[]> list = new ArrayList<>();
        array.forEach(element -> list.add(Vectors.hex(element)));
        return list;
    }

    /** A header of mainnet: 469 keys, one signature. */
    @Test
    void ethereumHeader() {
        JsonNode header = Vectors.json("eth-headers/1699693797.394876721s.json.gz");
        List<byte[]> keys = new ArrayList<>();
        header.get("public_keys").forEach(key -> keys.add(base64(key)));
        assertTrue(keys.size() > 400);
        byte[] sum = Vectors.output(Bls12381.aggregateG1(Vectors.concat(keys.toArray(byte[][]::new))));
        assertArrayEquals(base64(header.get("aggregate_pubkey")), sum);
        byte[] signature = base64(header.get("signature"));
        assertTrue(verify(List.of(sum), List.of(base64(header.get("message"))), signature));
    }

    private static byte[] base64(JsonNode text) {
        return Base64.getDecoder().decode(text.textValue());
    }
}
