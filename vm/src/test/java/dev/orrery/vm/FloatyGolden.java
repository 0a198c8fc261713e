package dev.orrery.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.engine.Tier;
import dev.orrery.testkit.contracts.WasmvmTestdata;
import dev.orrery.vm.fixture.MockChain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every float instruction, with 150 seeds each, gives the bits that it gives on every node: the digest is the reference's own. */
class FloatyGolden {
    /** cosmwasm vm calls.rs, wasmvm lib_test.go: float instructions are deterministic. */
    private static final String DIGEST = "95f70fa6451176ab04a9594417a047a1e4d8e2ff809609b8f81099496bee2393";

    private static final int SEEDS = 150;
    private static final long PLENTY = 500_000_000_000L;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Tier.class)
    void resultsAreTheReferences(Tier tier) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (Vm vm = Vm.open(VmOptions.in(directory).withTier(tier))) {
            Checksum floaty = vm.storeCode(WasmvmTestdata.FLOATY.wasm());
            for (JsonNode instruction : JSON.readTree(query(vm, floaty, Map.of("instructions", Map.of())))) {
                for (int seed = 0; seed < SEEDS; seed++) {
                    Map<String, Object> question = Map.of("instruction", instruction, "seed", seed);
                    JsonNode args = JSON.readTree(query(vm, floaty, Map.of("random_args_for", question)));
                    String result = query(vm, floaty, Map.of("run", Map.of("instruction", instruction, "args", args)));
                    digest.update((instruction.asText() + seed + described(result)).getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        assertEquals(DIGEST, HexFormat.of().formatHex(digest.digest()));
    }

    /** In the form that the reference's test writes: {@code F32(bits)}, or the text of the trap. */
    private static String described(String result) throws Exception {
        if (!result.startsWith("{")) {
            return result;
        }
        Map.Entry<String, JsonNode> value =
                JSON.readTree(result).properties().iterator().next();
        return value.getKey().toUpperCase(Locale.ROOT) + "(" + value.getValue().asText() + ")";
    }

    /** The contract's answer, or the text of the error. */
    private static String query(Vm vm, Checksum code, Map<String, Object> message) throws Exception {
        List<byte[]> args = List.of(MockChain.env(), JSON.writeValueAsBytes(message));
        CallOutcome outcome = vm.call(new Call(code, EntryPoint.QUERY, args, PLENTY, false), new MockChain().backend());
        return switch (outcome) {
            case CallOutcome.Returned returned -> {
                String answer = JSON.readTree(returned.output()).get("ok").asText();
                yield new String(Base64.getDecoder().decode(answer), StandardCharsets.UTF_8);
            }
            case CallOutcome.Failed failed ->
                failed.error().text().replace("Error calling the VM: Error executing Wasm: ", "");
        };
    }
}
