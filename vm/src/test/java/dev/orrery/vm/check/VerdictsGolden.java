package dev.orrery.vm.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.vm.CodeCheck;
import dev.orrery.vm.VmException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every kind of text that libwasmvm was seen to give for a module, with its offset, to the byte. */
class VerdictsGolden {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CodeCheck checks = CodeCheck.wasmd();

    @TestFactory
    Stream<DynamicTest> sameVerdictAndText() throws IOException {
        try (BufferedReader rows = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(VerdictsGolden.class.getResourceAsStream("verdicts.tsv")),
                StandardCharsets.UTF_8))) {
            return rows.lines().filter(row -> !row.startsWith("#")).toList().stream()
                    .map(this::test);
        }
    }

    private DynamicTest test(String row) {
        String[] columns = row.split("\t", -1);
        return DynamicTest.dynamicTest(columns[0] + " " + columns[2], () -> {
            byte[] module = HexFormat.of().parseHex(columns[1]);
            assertEquals(JSON.readValue(columns[2], String.class), verdict(columns[0], module));
        });
    }

    private String verdict(String mode, byte[] module) {
        try {
            if (mode.equals("unchecked")) {
                checks.checkUnchecked(module);
            } else {
                checks.check(module);
            }
            return "";
        } catch (VmException e) {
            return e.error().text();
        }
    }
}
