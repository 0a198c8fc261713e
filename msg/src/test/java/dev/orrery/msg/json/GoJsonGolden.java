package dev.orrery.msg.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The codec against what Go's encoding/json does with wasmvm's types. */
class GoJsonGolden {
    @Test
    void everyDocumentTypeIsRecorded() {
        Set<String> types = Recorded.values().stream().map(Recorded.Value::type).collect(Collectors.toSet());
        assertEquals(Documents.count(), types.size());
    }

    @Test
    void whatGoWroteIsReadAndWrittenBackIdentically() {
        List<String> differences = new ArrayList<>();
        for (Recorded.Value value : Recorded.values()) {
            String actual = verdict(value.type(), value.json().getBytes(StandardCharsets.UTF_8));
            if (!actual.equals(value.json())) {
                differences.add(value.type() + "\n go " + value.json() + "\n us " + actual);
            }
        }
        assertTrue(differences.isEmpty(), () -> report(differences));
    }

    @Test
    void stringsOfAnyBytesAreWrittenAsGoWritesThem() {
        for (Recorded.Text text : Recorded.texts()) {
            String value = GoText.fromBytes(text.bytes().toArray());
            assertEquals(text.json(), new String(GoJson.encode(Scalars.STRING, value), StandardCharsets.UTF_8));
        }
    }

    @Test
    void oddInputHasTheVerdictAndTextOfGo() {
        List<String> differences = new ArrayList<>();
        for (Recorded.Odd odd : Recorded.oddInputs()) {
            String expected =
                    odd.error().map(error -> "error: " + error).or(odd::json).orElseThrow();
            String actual = verdict(odd.type(), odd.input().toArray());
            if (!actual.equals(expected)) {
                String input = odd.input().asUtf8();
                differences.add(odd.type() + " " + input.substring(0, Math.min(200, input.length())) + "\n go "
                        + expected + "\n us " + actual);
            }
        }
        assertTrue(differences.isEmpty(), () -> report(differences));
    }

    private static String verdict(String type, byte[] document) {
        try {
            return new String(Documents.rewrite(Documents.codec(type), document), StandardCharsets.UTF_8);
        } catch (JsonException e) {
            return "error: " + e.getMessage();
        }
    }

    private static String report(List<String> differences) {
        return differences.size() + " differences:\n" + String.join("\n", differences);
    }
}
