package dev.orrery.vm.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.bouncycastle.crypto.digests.KeccakDigest;

/** The public test vectors below {@code resources/crypto}, and the small conversions their tests share. */
final class Vectors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HexFormat HEX = HexFormat.of();

    private Vectors() {}

    static JsonNode json(String name) {
        try (InputStream file = open(name)) {
            return JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String name) {
        try (InputStream file = open(name)) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream file = Vectors.class.getResourceAsStream("/crypto/" + name);
        Objects.requireNonNull(file, name);
        return name.endsWith(".gz") ? new GZIPInputStream(file) : file;
    }

    /** Names of the JSON files in a folder, sorted. */
    static List<String> filesIn(String folder) {
        try (Stream<Path> files =
                Files.list(Path.of(Objects.requireNonNull(Vectors.class.getResource("/crypto/" + folder))
                        .toURI()))) {
            return files.map(file -> folder + "/" + file.getFileName()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] hex(String digits) {
        return HEX.parseHex(digits.startsWith("0x") ? digits.substring(2) : digits);
    }

    static byte[] hex(JsonNode digits) {
        return hex(digits.textValue());
    }

    static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    /** What contracts pass for a long digest: its first 32 bytes. */
    static byte[] digest(String algorithm, byte[] message) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance(algorithm).digest(message), 32);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] keccak256(byte[] message) {
        KeccakDigest keccak = new KeccakDigest(256);
        keccak.update(message, 0, message.length);
        byte[] hash = new byte[32];
        keccak.doFinal(hash, 0);
        return hash;
    }

    static byte[] concat(byte[]... parts) {
        byte[] whole =
                new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int offset = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, offset, part.length);
            offset += part.length;
        }
        return whole;
    }

    static byte[] output(CryptoResult result) {
        return switch (result) {
            case CryptoResult.Output output -> output.bytes();
            case CryptoResult.Refused refused -> throw new AssertionError("refused: " + refused.code());
        };
    }

    static CryptoCode code(CryptoResult result) {
        return switch (result) {
            case CryptoResult.Output output -> CryptoCode.VALID;
            case CryptoResult.Refused refused -> refused.code();
        };
    }
}
