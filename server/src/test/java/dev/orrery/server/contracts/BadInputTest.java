package dev.orrery.server.contracts;

import static dev.orrery.server.contracts.ContractsFixture.account;
import static dev.orrery.server.contracts.ContractsFixture.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import dev.orrery.proto.contracts.v1.Block;
import dev.orrery.proto.contracts.v1.Coin;
import dev.orrery.proto.contracts.v1.ExecuteRequest;
import dev.orrery.proto.contracts.v1.GetStateRequest;
import dev.orrery.proto.contracts.v1.InstantiateRequest;
import dev.orrery.proto.contracts.v1.ListCodesRequest;
import dev.orrery.proto.contracts.v1.ListContractsRequest;
import dev.orrery.proto.contracts.v1.QueryRequest;
import dev.orrery.server.contracts.ContractsFixture.Refused;
import dev.orrery.testkit.contracts.AnsweringContract;
import dev.orrery.testkit.contracts.OwnContracts;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes in, the answer says what is wrong with it, nothing stays, and the next call is fine. */
class BadInputTest {
    private static final String CREATOR = account("creator");

    /** What a call may end with that is nobody's fault here. */
    private static final Set<Status.Code> ORDERLY = Set.of(
            Status.Code.INVALID_ARGUMENT,
            Status.Code.ABORTED,
            Status.Code.FAILED_PRECONDITION,
            Status.Code.RESOURCE_EXHAUSTED);

    @TempDir
    Path directory;

    private ContractsFixture server;
    private String counter;

    @BeforeEach
    void start() throws Exception {
        server = new ContractsFixture(directory);
        counter = server.instantiate(server.store(OwnContracts.wasm("rust/counter")), CREATOR, "{\"count\":1}");
    }

    @AfterEach
    void stop() {
        assertWorks();
        server.close();
    }

    @Test
    void anyBytesAsWasm() {
        Random random = new Random(7);
        byte[] good = OwnContracts.wasm("rust/counter");
        List<byte[]> uploads =
                new ArrayList<>(List.of(new byte[0], new byte[] {0}, "\0asm".getBytes(StandardCharsets.UTF_8)));
        for (int i = 0; i < 30; i++) {
            byte[] noise = new byte[random.nextInt(2_000)];
            random.nextBytes(noise);
            uploads.add(noise);
            byte[] damaged = good.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            uploads.add(damaged);
        }
        int refused = 0;
        for (byte[] upload : uploads) {
            try {
                server.store(upload);
            } catch (StatusRuntimeException e) {
                assertEquals(Status.Code.INVALID_ARGUMENT, e.getStatus().getCode(), e.getMessage());
                String expected = upload.length == 0 ? "code bytes is required: empty" : "Error calling the VM: ";
                assertTrue(e.getStatus().getDescription().startsWith(expected), e.getMessage());
                refused++;
            }
        }
        assertTrue(refused > 30, refused + " refused");
    }

    @Test
    void everyModuleThatTheReferenceRefuses() throws IOException {
        try (var files = Files.list(Path.of("..", "contracts-testdata", "built", "wat", "refused"))) {
            for (Path file : files.toList()) {
                byte[] wasm = Files.readAllBytes(file);
                Refused refused = refused(Status.Code.INVALID_ARGUMENT, () -> server.store(wasm));
                assertTrue(refused.text().startsWith("Error calling the VM: "), file + ": " + refused.text());
                assertEquals(2, refused.details().getCode());
            }
        }
    }

    @Test
    void anyBytesAsMessage() {
        Random random = new Random(8);
        for (int i = 0; i < 30; i++) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            assertOrderly(counter, ByteString.copyFrom(noise));
        }
        assertOrderly(counter, ByteString.copyFromUtf8("[".repeat(50_000)));
        assertOrderly(counter, ByteString.copyFromUtf8("{\"increment\":{}}".repeat(2)));
    }

    @Test
    void missingEntryPointsAndWrongArities() throws IOException {
        long noEntryPoints = server.store(wat("no_entry_points"));
        Refused missing = refused(Status.Code.ABORTED, () -> server.instantiate(noEntryPoints, CREATOR, "{}"));
        assertEquals(
                "Error calling the VM: Error resolving Wasm function: Could not get export: Missing export instantiate",
                missing.text());
        assertTrue(missing.details().getGas().getUsedInternally() > 0);
        long arities = server.store(wat("arities"));
        String contract = server.instantiate(arities, CREATOR, "{}");
        Refused arity = refused(
                Status.Code.ABORTED,
                () -> server.client()
                        .execute(ExecuteRequest.newBuilder()
                                .setContract(contract)
                                .setSender(CREATOR)
                                .setMsg(ByteString.copyFromUtf8("{}"))
                                .build()));
        assertEquals(
                "Error calling the VM: The called function args arity does not match. The contract's method arity: 2",
                arity.text());
    }

    @Test
    void everythingAContractCanDoWrong() throws IOException {
        long codeId = server.store(OwnContracts.wasm("rust/misbehaving"));
        String contract = server.instantiate(codeId, CREATOR, "{}");
        JsonArray scenarios = JsonParser.parseString(
                        Files.readString(Path.of("..", "contracts-testdata", "scenarios", "misbehaving.json")))
                .getAsJsonArray();
        int calls = 0;
        for (JsonElement scenario : scenarios) {
            for (JsonElement step : scenario.getAsJsonObject().getAsJsonArray("steps")) {
                JsonObject call = step.getAsJsonObject();
                if (call.get("entry").getAsString().equals("execute")) {
                    assertOrderly(
                            contract, ByteString.copyFromUtf8(call.get("msg").toString()));
                    calls++;
                }
            }
            assertWorks();
        }
        assertTrue(calls > 100, calls + " calls");
    }

    @Test
    void aTextThatClientsWouldNotTakeIsCutAndSaysSo() {
        long codeId = server.store(OwnContracts.wasm("rust/misbehaving"));
        String contract = server.instantiate(codeId, CREATOR, "{}");
        Refused refused = refused(
                Status.Code.ABORTED,
                () -> server.client()
                        .execute(ExecuteRequest.newBuilder()
                                .setContract(contract)
                                .setSender(CREATOR)
                                .setMsg(ByteString.copyFromUtf8("{\"panic\":{\"length\":5000}}"))
                                .build()));
        assertTrue(refused.text().endsWith(" characters in all)"), refused.text());
        assertTrue(refused.text().length() > 2_000, refused.text());
        assertTrue(refused.details().getGas().getUsedInternally() > 0);
    }

    @Test
    void anAnswerWithoutAResponse() {
        long codeId = server.store(
                new AnsweringContract().answer("instantiate", "{\"ok\":null}").wasm());
        Refused refused = refused(Status.Code.ABORTED, () -> server.instantiate(codeId, CREATOR, "{}"));
        assertEquals("runtime error: invalid memory address or nil pointer dereference", refused.text());
        assertEquals(111_222, refused.details().getCode());
    }

    @Test
    void theFieldThatIsWrongIsNamed() {
        ExecuteRequest good = ExecuteRequest.newBuilder()
                .setContract(counter)
                .setSender(CREATOR)
                .setMsg(ByteString.copyFromUtf8("{\"increment\":{}}"))
                .build();
        assertNames("contract", good.toBuilder().setContract("wasm1qqq").build());
        assertNames("sender", good.toBuilder().setSender("").build());
        assertNames(
                "sender",
                good.toBuilder()
                        .setSender(CREATOR.toUpperCase(java.util.Locale.ROOT).replace('W', 'w'))
                        .build());
        assertNames("gas_limit", good.toBuilder().setGasLimit(-1).build());
        assertNames(
                "block.height",
                good.toBuilder().setBlock(Block.newBuilder().setHeight(0)).build());
        assertNames(
                "block.time_nanos",
                good.toBuilder().setBlock(Block.newBuilder().setTimeNanos(-1)).build());
        assertNames(
                "block.chain_id",
                good.toBuilder()
                        .setBlock(Block.newBuilder().setChainId("x".repeat(51)))
                        .build());
        for (String amount : List.of("", "-1", "1.5", "0x10", "0", "9".repeat(78), "9".repeat(10_000))) {
            assertNames(
                    "funds",
                    good.toBuilder()
                            .addFunds(Coin.newBuilder().setDenom("ucosm").setAmount(amount))
                            .build());
        }
        assertNames(
                "funds",
                good.toBuilder()
                        .addFunds(Coin.newBuilder().setDenom("!").setAmount("1"))
                        .build());
        refused(
                Status.Code.INVALID_ARGUMENT,
                () -> server.client()
                        .query(QueryRequest.newBuilder().setContract(counter).build()));
        refused(
                Status.Code.INVALID_ARGUMENT,
                () -> server.client()
                        .listCodes(ListCodesRequest.newBuilder().setLimit(1_001).build()));
        refused(
                Status.Code.INVALID_ARGUMENT,
                () -> server.client()
                        .listContracts(
                                ListContractsRequest.newBuilder().setLimit(-1).build()));
        refused(
                Status.Code.INVALID_ARGUMENT,
                () -> server.client()
                        .instantiate(InstantiateRequest.newBuilder()
                                .setCodeId(1)
                                .setSender(CREATOR)
                                .setLabel(" padded ")
                                .setMsg(ByteString.copyFromUtf8("{}"))
                                .build()));
    }

    private void assertNames(String field, ExecuteRequest request) {
        Refused refused =
                refused(Status.Code.INVALID_ARGUMENT, () -> server.client().execute(request));
        assertTrue(refused.text().startsWith(field), refused.text());
    }

    /** The call succeeds or fails in an orderly way; if it fails, the contract's state is what it was. */
    private void assertOrderly(String contract, ByteString msg) {
        ByteString before = state(contract);
        try {
            server.client()
                    .execute(ExecuteRequest.newBuilder()
                            .setContract(contract)
                            .setSender(CREATOR)
                            .setMsg(msg)
                            .setGasLimit(20_000_000_000L)
                            .build());
        } catch (StatusRuntimeException e) {
            assertTrue(ORDERLY.contains(e.getStatus().getCode()), () -> msg.toStringUtf8() + ": " + e.getStatus());
            assertEquals(before, state(contract));
        }
    }

    private ByteString state(String contract) {
        return server.client()
                .getState(GetStateRequest.newBuilder().setContract(contract).build())
                .toByteString();
    }

    private void assertWorks() {
        String answer = server.client()
                .query(QueryRequest.newBuilder()
                        .setContract(counter)
                        .setSmart(ByteString.copyFromUtf8("{\"get_count\":{}}"))
                        .build())
                .getData()
                .toStringUtf8();
        assertFalse(answer.isEmpty());
    }

    private static byte[] wat(String name) {
        return OwnContracts.wasm("wat/runs/" + name);
    }
}
