package dev.orrery.ibc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Test data with the verdicts of ibc-go, written by adapter/ibc-oracle: one JSON object a line, bytes in base64. */
public final class Corpus {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Corpus() {}

    /** @param name below this package's resources */
    public static List<JsonNode> rows(String name) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Corpus.class.getResourceAsStream(name), name), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.add(JSON.readTree(line));
            }
        }
        return rows;
    }

    /** Go writes absent bytes as {@code null}. */
    public static byte[] bytes(JsonNode node) throws IOException {
        return node.isNull() ? new byte[0] : node.binaryValue();
    }

    /** What a refusal looks like in the test data. */
    public record Verdict(String codespace, int code, String text) {
        /** Absent where the reference accepted. */
        public static Optional<Verdict> read(JsonNode node) {
            return node.isNull()
                    ? Optional.empty()
                    : Optional.of(new Verdict(
                            node.get("codespace").asText(),
                            node.get("code").asInt(),
                            node.get("text").asText()));
        }

        public static Optional<Verdict> of(Runnable check) {
            try {
                check.run();
                return Optional.empty();
            } catch (IbcException e) {
                return Optional.of(new Verdict(e.kind().codespace(), e.kind().code(), e.text()));
            }
        }

        /** The reference panicked: what is refused with it needs no certain text. */
        public boolean isPanic() {
            return codespace.equals("panic");
        }
    }
}
