package dev.orrery.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.vm.Call;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.EntryPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A call to be measured, and those that come before it once.
 *
 * @param code file name of the contract without .wasm
 */
record BenchCase(String name, String code, List<Step> setup, Step call) {
    /** What a call may use that names no limit of its own; fits into both sides' arithmetic. */
    private static final long PLENTY = Long.MAX_VALUE / 2;

    private static final byte[] ENV =
            ("{\"block\":{\"height\":123,\"time\":\"1578939743987654321\",\"chain_id\":\"foobar\"},"
                            + "\"transaction\":null,\"contract\":{\"address\":\"contract\"}}")
                    .getBytes(StandardCharsets.UTF_8);

    /** The call that a contract which was just stored gets first. */
    Step first() {
        return setup.isEmpty() ? call : setup.getFirst();
    }

    /** One call of the contract. */
    record Step(EntryPoint entry, List<byte[]> args, long gasLimit) {
        Call of(Checksum code) {
            return new Call(code, entry, args, gasLimit, false);
        }
    }

    /** All cases of a file. */
    static List<BenchCase> read(Path file) throws IOException {
        List<BenchCase> cases = new ArrayList<>();
        for (JsonNode each : new ObjectMapper().readTree(file.toFile())) {
            List<Step> setup = new ArrayList<>();
            each.get("setup").forEach(step -> setup.add(step(step)));
            cases.add(
                    new BenchCase(each.get("name").asText(), each.get("code").asText(), setup, step(each.get("call"))));
        }
        return cases;
    }

    private static Step step(JsonNode json) {
        EntryPoint entry = Arrays.stream(EntryPoint.values())
                .filter(each -> each.export().equals(json.get("entry").asText()))
                .findFirst()
                .orElseThrow();
        List<byte[]> args = new ArrayList<>();
        args.add(ENV);
        if (entry != EntryPoint.QUERY) {
            args.add(utf8("{\"sender\":\"" + json.get("sender").asText() + "\",\"funds\":[]}"));
        }
        args.add(utf8(json.get("msg").toString()));
        return new Step(entry, args, json.path("gasLimit").asLong(PLENTY));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
