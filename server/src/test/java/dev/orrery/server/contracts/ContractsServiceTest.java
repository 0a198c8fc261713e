package dev.orrery.server.contracts;

import static dev.orrery.server.contracts.ContractsFixture.account;
import static dev.orrery.server.contracts.ContractsFixture.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.orrery.chain.solo.Admission;
import dev.orrery.chain.solo.index.Place;
import dev.orrery.proto.contracts.v1.Attribute;
import dev.orrery.proto.contracts.v1.Block;
import dev.orrery.proto.contracts.v1.CallResult;
import dev.orrery.proto.contracts.v1.Coin;
import dev.orrery.proto.contracts.v1.ExecuteRequest;
import dev.orrery.proto.contracts.v1.GetCodeRequest;
import dev.orrery.proto.contracts.v1.GetContractRequest;
import dev.orrery.proto.contracts.v1.GetContractResponse;
import dev.orrery.proto.contracts.v1.GetStateRequest;
import dev.orrery.proto.contracts.v1.GetStateResponse;
import dev.orrery.proto.contracts.v1.InstantiateRequest;
import dev.orrery.proto.contracts.v1.InstantiateResponse;
import dev.orrery.proto.contracts.v1.ListCodesRequest;
import dev.orrery.proto.contracts.v1.ListCodesResponse;
import dev.orrery.proto.contracts.v1.ListContractsRequest;
import dev.orrery.proto.contracts.v1.ListContractsResponse;
import dev.orrery.proto.contracts.v1.MigrateRequest;
import dev.orrery.proto.contracts.v1.QueryRequest;
import dev.orrery.proto.contracts.v1.QueryResponse;
import dev.orrery.proto.contracts.v1.StateEntry;
import dev.orrery.proto.contracts.v1.SudoRequest;
import dev.orrery.proto.cosmos.tx.v1beta1.Tx;
import dev.orrery.proto.tendermint.abci.TxResult;
import dev.orrery.server.contracts.ContractsFixture.Refused;
import dev.orrery.testkit.contracts.OwnContracts;
import dev.orrery.testkit.contracts.WasmvmTestdata;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client sees who drives contracts over gRPC. */
class ContractsServiceTest {
    private static final String CREATOR = account("creator");
    private static final String VERIFIER = account("verifier");
    private static final String BENEFICIARY = account("beneficiary");
    private static final String INIT = "{\"verifier\":\"" + VERIFIER + "\",\"beneficiary\":\"" + BENEFICIARY + "\"}";

    /** That of the first instance of the first code on every chain with this prefix. */
    private static final String FIRST_CONTRACT = "wasm14hj2tavq8fpesdwxxcu44rty3hh90vhujrvcmstl4zr3txmfvw9s0phg4d";

    @TempDir
    Path directory;

    private ContractsFixture server;

    @BeforeEach
    void start() throws Exception {
        server = new ContractsFixture(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void hackatomLives() {
        long codeId = server.store(WasmvmTestdata.HACKATOM.wasm());
        InstantiateResponse made = server.client()
                .instantiate(InstantiateRequest.newBuilder()
                        .setCodeId(codeId)
                        .setSender(CREATOR)
                        .setAdmin(CREATOR)
                        .addFunds(Coin.newBuilder().setDenom("ucosm").setAmount("7"))
                        .setMsg(ByteString.copyFromUtf8(INIT))
                        .build());
        assertEquals(FIRST_CONTRACT, made.getContract());
        assertFalse(made.getResult().hasData());
        assertEquals(
                List.of("coin_spent", "coin_received", "transfer", "instantiate", "wasm"),
                eventTypes(made.getResult()));
        assertEquals(
                List.of(Attribute.newBuilder()
                        .setKey("Let the")
                        .setValue("hacking begin")
                        .build()),
                made.getResult().getAttributesList());
        assertTrue(made.getResult().getGas().getUsedInternally() > 10_000_000);

        assertEquals("{\"verifier\":\"" + VERIFIER + "\"}", ask(FIRST_CONTRACT, "{\"verifier\":{}}"));

        CallResult sudone = server.client()
                .sudo(SudoRequest.newBuilder()
                        .setContract(FIRST_CONTRACT)
                        .setMsg(ByteString.copyFromUtf8("{\"steal_funds\":{\"recipient\":\"" + CREATOR
                                + "\",\"amount\":[{\"amount\":\"5\",\"denom\":\"ucosm\"}]}}"))
                        .build())
                .getResult();
        assertEquals(
                "{\"bank\":{\"send\":{\"to_address\":\"" + CREATOR
                        + "\",\"amount\":[{\"denom\":\"ucosm\",\"amount\":\"5\"}]}}}",
                sudone.getMessages(0).getMessage());
        assertEquals("never", sudone.getMessages(0).getReplyOn());

        server.client()
                .migrate(MigrateRequest.newBuilder()
                        .setContract(FIRST_CONTRACT)
                        .setSender(CREATOR)
                        .setCodeId(codeId)
                        .setMsg(ByteString.copyFromUtf8("{\"verifier\":\"" + BENEFICIARY + "\"}"))
                        .build());

        GetContractResponse info = server.client()
                .getContract(GetContractRequest.newBuilder()
                        .setContract(FIRST_CONTRACT)
                        .build());
        assertEquals(CREATOR, info.getInfo().getAdmin());
        assertEquals("init", info.getHistory(0).getOperation());
        assertEquals(INIT, info.getHistory(0).getMsg().toStringUtf8());
        assertEquals("migrate", info.getHistory(1).getOperation());
    }

    @Test
    void theContractsOwnErrorComesAsItIs() {
        String contract = hackatom();
        byte[] before = state(contract);
        Refused refused = refused(
                Status.Code.FAILED_PRECONDITION,
                () -> execute(contract, BENEFICIARY, "{\"release\":{\"denom\":\"x\"}}"));
        assertEquals("Unauthorized", refused.text());
        assertEquals(
                "Unauthorized: execute wasm contract failed", refused.details().getLog());
        assertEquals("wasm", refused.details().getCodespace());
        assertEquals(5, refused.details().getCode());
        assertTrue(refused.details().getGas().getUsedInternally() > 0);
        assertArrayEquals(before, state(contract));
    }

    @Test
    void theVmsTextComesAsItIs() {
        String contract = hackatom();
        Refused refused = refused(Status.Code.ABORTED, () -> execute(contract, CREATOR, "{\"panic\":{}}"));
        assertTrue(
                refused.text()
                        .startsWith("Error calling the VM: Error executing Wasm: Wasmer runtime error: RuntimeError:"
                                + " Aborted: panicked at"),
                refused.text());
    }

    @Test
    void runningOutOfGasLeavesNoTrace() {
        long codeId = server.store(WasmvmTestdata.CYBERPUNK.wasm());
        String contract = server.instantiate(codeId, CREATOR, "{}");
        byte[] before = state(contract);
        for (String msg :
                List.of("{\"cpu_loop\":{}}", "{\"storage_loop\":{}}", "{\"allocate_large_memory\":{\"pages\":1}}")) {
            Refused refused = refused(
                    Status.Code.RESOURCE_EXHAUSTED,
                    () -> server.client()
                            .execute(ExecuteRequest.newBuilder()
                                    .setContract(contract)
                                    .setSender(CREATOR)
                                    .setGasLimit(3_000_000)
                                    .setMsg(ByteString.copyFromUtf8(msg))
                                    .build()));
            assertEquals("Out of gas", refused.text());
            assertEquals(3_000_000, refused.details().getGas().getLimit());
            assertEquals(3_000_000, refused.details().getGas().getUsedInternally());
        }
        assertArrayEquals(before, state(contract));
    }

    @Test
    void storageGasIsThatOfAChain() {
        long codeId = server.store(OwnContracts.wasm("rust/counter"));
        String contract = server.instantiate(codeId, CREATOR, "{\"count\":5}");
        CallResult result = execute(contract, CREATOR, "{\"increment\":{}}");
        long external = result.getGas().getUsedExternally();
        assertTrue(external > 0);
        assertEquals(0, external % 140_000, "whole SDK gas: " + external);
    }

    @Test
    void predictableAddressesFollowFromTheSalt() {
        long codeId = server.store(WasmvmTestdata.HACKATOM.wasm());
        InstantiateRequest request = InstantiateRequest.newBuilder()
                .setCodeId(codeId)
                .setSender(CREATOR)
                .setSalt(ByteString.copyFromUtf8("salt"))
                .setMsg(ByteString.copyFromUtf8(INIT))
                .build();
        String contract = server.client().instantiate(request).getContract();
        Refused again =
                refused(Status.Code.ALREADY_EXISTS, () -> server.client().instantiate(request));
        assertEquals(
                "contract address already exists, try a different combination of creator, checksum and salt",
                again.text());
        assertFalse(contract.equals(FIRST_CONTRACT));
        refused(
                Status.Code.INVALID_ARGUMENT,
                () -> server.client()
                        .instantiate(
                                request.toBuilder().setSalt(ByteString.EMPTY).build()));
    }

    @Test
    void aQueryMayChooseItsBlock() {
        long codeId = server.store(WasmvmTestdata.CYBERPUNK.wasm());
        String contract = server.instantiate(codeId, CREATOR, "{}");
        String env = server.client()
                .query(QueryRequest.newBuilder()
                        .setContract(contract)
                        .setSmart(ByteString.copyFromUtf8("{\"mirror_env\":{}}"))
                        .setBlock(Block.newBuilder()
                                .setHeight(77)
                                .setTimeNanos(1_600_000_000_000_000_001L)
                                .setChainId("x"))
                        .build())
                .getData()
                .toStringUtf8();
        assertTrue(env.contains("{\"height\":77,\"time\":\"1600000000000000001\",\"chain_id\":\"x\"}"), env);
    }

    @Test
    void aCallMayChooseItsTimeAlone() {
        long codeId = server.store(OwnContracts.wasm("rust/counter"));
        InstantiateRequest.Builder request = InstantiateRequest.newBuilder()
                .setCodeId(codeId)
                .setSender(CREATOR)
                .setMsg(ByteString.copyFromUtf8("{\"count\":5}"));
        long later = 4_000_000_000_000_000_001L;
        Block made = server.client()
                .instantiate(
                        request.setBlock(Block.newBuilder().setTimeNanos(later)).build())
                .getResult()
                .getBlock();
        assertEquals(later, made.getTimeNanos());
        assertEquals("orrery-1", made.getChainId());
        assertRefused("block.time_nanos: ", request, Block.newBuilder().setTimeNanos(later));
        assertRefused("block.height: ", request, Block.newBuilder().setHeight(77));
        assertRefused("block.chain_id: ", request, Block.newBuilder().setChainId("x"));
    }

    private void assertRefused(String why, InstantiateRequest.Builder request, Block.Builder block) {
        InstantiateRequest wrong = request.setBlock(block).build();
        Refused refused =
                refused(Status.Code.INVALID_ARGUMENT, () -> server.client().instantiate(wrong));
        assertTrue(refused.text().startsWith(why), refused.text());
    }

    @Test
    void aCallIsATransactionInABlock() throws Exception {
        CallResult result = execute(counter(), VERIFIER, "{\"increment\":{}}");
        TxResult found = transaction(result.getTxHash());
        assertEquals(result.getBlock().getHeight(), found.getHeight());
        assertEquals(result.getGas().getSdkUsed(), found.getResult().getGasUsed());
        Tx tx = Tx.parseFrom(found.getTx());
        assertEquals(
                "/cosmwasm.wasm.v1.MsgExecuteContract",
                tx.getBody().getMessages(0).getTypeUrl());
        assertTrue(tx.getSignatures(0).toStringUtf8().startsWith("orrery.devnet.v1.Unsigned:"));
    }

    @Test
    void nobodyHandsInATransactionWithoutSignature() throws Exception {
        ByteString unsigned = transaction(
                        execute(counter(), VERIFIER, "{\"increment\":{}}").getTxHash())
                .getTx();
        Tx again = Tx.parseFrom(unsigned).toBuilder()
                .setBody(Tx.parseFrom(unsigned).getBody().toBuilder().setMemo("again"))
                .build();
        Admission.Checked refused = (Admission.Checked) server.chain().node().submit(again.toByteString());
        assertEquals(4, refused.answer().getCode());
        assertTrue(
                refused.answer().getLog().startsWith("nobody signed"),
                refused.answer().getLog());
    }

    private TxResult transaction(String hash) {
        Place place = server.chain()
                .node()
                .index()
                .find(HexFormat.of().parseHex(hash))
                .orElseThrow();
        return server.chain()
                .node()
                .blocks()
                .transaction(place.height(), place.index())
                .orElseThrow();
    }

    private String counter() {
        return server.instantiate(server.store(OwnContracts.wasm("rust/counter")), CREATOR, "{\"count\":5}");
    }

    @Test
    void codesAndContractsAreListedPageByPage() {
        long counter = server.store(OwnContracts.wasm("rust/counter"));
        long hackatom = server.store(gzip(WasmvmTestdata.HACKATOM.wasm()));
        assertEquals(2, hackatom);
        ListCodesResponse first = server.client()
                .listCodes(ListCodesRequest.newBuilder().setLimit(1).build());
        assertTrue(first.getMore());
        assertEquals(counter, first.getCodes(0).getCodeId());
        ListCodesResponse second = server.client()
                .listCodes(ListCodesRequest.newBuilder().setAfter(1).build());
        assertEquals(1, second.getCodesCount());
        assertTrue(second.getCodes(0).getEntryPointsList().contains("execute"));
        assertEquals(
                ByteString.copyFrom(WasmvmTestdata.HACKATOM.wasm()),
                server.client()
                        .getCode(GetCodeRequest.newBuilder()
                                .setCodeId(hackatom)
                                .setWithWasm(true)
                                .build())
                        .getWasm());

        List<String> made = List.of(
                server.instantiate(counter, CREATOR, "{\"count\":1}"),
                server.instantiate(hackatom, CREATOR, INIT),
                server.instantiate(counter, CREATOR, "{\"count\":2}"));
        ListContractsRequest ofCounter =
                ListContractsRequest.newBuilder().setCodeId(counter).setLimit(1).build();
        ListContractsResponse oldest = server.client().listContracts(ofCounter);
        ListContractsResponse newest = server.client()
                .listContracts(ofCounter.toBuilder()
                        .setPageToken(oldest.getNextPageToken())
                        .build());
        assertEquals(made.get(0), oldest.getContracts(0).getContract());
        assertEquals(made.get(2), newest.getContracts(0).getContract());
        assertTrue(newest.getNextPageToken().isEmpty());
        assertEquals(
                3,
                server.client()
                        .listContracts(ListContractsRequest.getDefaultInstance())
                        .getContractsCount());
    }

    @Test
    void stateIsReadEntryByEntryAndRaw() {
        long codeId = server.store(WasmvmTestdata.QUEUE.wasm());
        String queue = server.instantiate(codeId, CREATOR, "{}");
        for (int i = 0; i < 5; i++) {
            execute(queue, CREATOR, "{\"enqueue\":{\"value\":" + i + "}}");
        }
        GetStateRequest request =
                GetStateRequest.newBuilder().setContract(queue).setLimit(2).build();
        GetStateResponse page = server.client().getState(request);
        StateEntry third = server.client()
                .getState(request.toBuilder()
                        .setPageToken(page.getNextPageToken())
                        .build())
                .getEntries(0);
        assertEquals(2, page.getEntriesCount());
        assertEquals("{\"value\":2}", third.getValue().toStringUtf8());
        QueryResponse raw = server.client()
                .query(QueryRequest.newBuilder()
                        .setContract(queue)
                        .setRaw(third.getKey())
                        .build());
        assertEquals(third.getValue(), raw.getData());
        assertFalse(server.client()
                .query(QueryRequest.newBuilder()
                        .setContract(queue)
                        .setRaw(ByteString.copyFromUtf8("no such key"))
                        .build())
                .hasData());
    }

    @Test
    void migratingRunsTheNewCodeOnTheOldState() {
        long one = server.store(OwnContracts.wasm("rust/migrate-one"));
        long two = server.store(OwnContracts.wasm("rust/migrate-two"));
        String contract = server.instantiate(one, CREATOR, "{\"labels\":[\"a\",\"b\"]}");
        byte[] before = state(contract);
        MigrateRequest request = MigrateRequest.newBuilder()
                .setContract(contract)
                .setSender(CREATOR)
                .setCodeId(two)
                .setMsg(ByteString.copyFromUtf8("{\"new_owner\":\"BAD\"}"))
                .build();
        refused(Status.Code.FAILED_PRECONDITION, () -> server.client().migrate(request));
        assertArrayEquals(before, state(contract));
        CallResult migrated = server.client()
                .migrate(request.toBuilder()
                        .setMsg(ByteString.copyFromUtf8("{\"new_owner\":\"" + BENEFICIARY + "\"}"))
                        .build())
                .getResult();
        assertEquals("migrate", eventTypes(migrated).getFirst());
        assertTrue(ask(contract, "{}").contains(BENEFICIARY), ask(contract, "{}"));
        assertEquals(
                two,
                server.client()
                        .getContract(GetContractRequest.newBuilder()
                                .setContract(contract)
                                .build())
                        .getInfo()
                        .getCodeId());
    }

    @Test
    void onlyTheAdminMayMigrate() {
        String contract = hackatom();
        Refused refused = refused(
                Status.Code.PERMISSION_DENIED,
                () -> server.client()
                        .migrate(MigrateRequest.newBuilder()
                                .setContract(contract)
                                .setSender(BENEFICIARY)
                                .setCodeId(1)
                                .setMsg(ByteString.copyFromUtf8("{}"))
                                .build()));
        assertEquals("can not migrate: unauthorized", refused.text());
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        refused(Status.Code.NOT_FOUND, () -> server.instantiate(9, CREATOR, "{}"));
        Refused contract = refused(Status.Code.NOT_FOUND, () -> execute(FIRST_CONTRACT, CREATOR, "{}"));
        assertEquals("address " + FIRST_CONTRACT + ": no such contract", contract.text());
        refused(Status.Code.NOT_FOUND, () -> ask(FIRST_CONTRACT, "{}"));
        refused(Status.Code.NOT_FOUND, () -> state(FIRST_CONTRACT));
    }

    private String hackatom() {
        return server.instantiate(server.store(WasmvmTestdata.HACKATOM.wasm()), CREATOR, INIT);
    }

    private String ask(String contract, String question) {
        return server.client()
                .query(QueryRequest.newBuilder()
                        .setContract(contract)
                        .setSmart(ByteString.copyFromUtf8(question))
                        .build())
                .getData()
                .toStringUtf8();
    }

    private CallResult execute(String contract, String sender, String msg) {
        return server.client()
                .execute(ExecuteRequest.newBuilder()
                        .setContract(contract)
                        .setSender(sender)
                        .setMsg(ByteString.copyFromUtf8(msg))
                        .build())
                .getResult();
    }

    private byte[] state(String contract) {
        return server.client()
                .getState(GetStateRequest.newBuilder().setContract(contract).build())
                .toByteArray();
    }

    private static List<String> eventTypes(CallResult result) {
        return result.getEventsList().stream().map(event -> event.getType()).toList();
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }
}
