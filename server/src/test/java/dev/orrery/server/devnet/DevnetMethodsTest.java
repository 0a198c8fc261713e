package dev.orrery.server.devnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.proto.contracts.v1.ContractsGrpc;
import dev.orrery.proto.contracts.v1.ExecuteRequest;
import dev.orrery.proto.contracts.v1.InstantiateRequest;
import dev.orrery.proto.contracts.v1.QueryRequest;
import dev.orrery.proto.contracts.v1.StoreCodeRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.MsgSend;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryBalanceRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryBalanceResponse;
import dev.orrery.proto.cosmos.crypto.secp256k1.PubKey;
import dev.orrery.proto.cosmos.tx.signing.v1beta1.SignMode;
import dev.orrery.proto.cosmos.tx.v1beta1.AuthInfo;
import dev.orrery.proto.cosmos.tx.v1beta1.Fee;
import dev.orrery.proto.cosmos.tx.v1beta1.ModeInfo;
import dev.orrery.proto.cosmos.tx.v1beta1.SignerInfo;
import dev.orrery.proto.cosmos.tx.v1beta1.TxBody;
import dev.orrery.proto.cosmos.tx.v1beta1.TxRaw;
import dev.orrery.proto.devnet.v1.DevnetGrpc;
import dev.orrery.proto.devnet.v1.DumpRequest;
import dev.orrery.proto.devnet.v1.RevertRequest;
import dev.orrery.proto.devnet.v1.SnapshotRequest;
import dev.orrery.proto.tendermint.abci.RequestQuery;
import dev.orrery.server.chain.Beginning;
import dev.orrery.server.chain.LocalChain;
import dev.orrery.server.grpc.ListenAddress;
import dev.orrery.testkit.contracts.OwnContracts;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who uses the powers over a chain for development, by JSON-RPC and by gRPC. */
class DevnetMethodsTest {
    private static final AddressFormat FORMAT = new AddressFormat("wasm");
    private static final String RICH = FORMAT.text(Address.ofModule("rich"));
    private static final String POOR = FORMAT.text(Address.ofModule("poor"));

    private final HttpClient http = HttpClient.newHttpClient();
    private LocalChain chain;
    private ManagedChannel channel;

    /** Makes each transaction another one, as none is taken twice. */
    private int handedIn;

    @BeforeEach
    void start() throws IOException {
        start("127.0.0.1:0");
    }

    private void start(String address) throws IOException {
        start(address, Optional.empty(), Optional.empty());
    }

    private void start(String address, Optional<Path> home, Optional<Path> dump) throws IOException {
        chain = DevnetChains.start(
                address,
                home,
                dump.<Beginning>map(file -> new Beginning.FromDump(file, Optional.empty()))
                        .orElseGet(Beginning.Anew::new));
        int port = ((ListenAddress.Tcp) chain.addresses().grpc()).address().getPort();
        channel = Grpc.newChannelBuilder("127.0.0.1:" + port, InsecureChannelCredentials.create())
                .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        chain.close();
    }

    @Test
    void goingBackMakesEverythingWhatItWas() {
        String counter = counter();
        String before = ok("orrery_snapshot", "{}").get("id").getAsString();
        ByteString hash = newestHash();
        send(RICH, POOR, 5);
        increment(counter);
        String hashOfLater = call("status", "{}").toString();
        assertEquals(5, balance(POOR));

        ok("orrery_revert", "{\"id\":\"" + before + "\"}");
        assertEquals(hash, newestHash());
        assertEquals(0, balance(POOR));
        assertEquals("{\"count\":1}", count(counter));
        assertEquals("0", search("transfer.recipient='" + POOR + "'"));

        send(RICH, POOR, 7);
        increment(counter);
        increment(counter);
        assertEquals(7, balance(POOR));
        assertEquals("{\"count\":3}", count(counter));
        assertEquals("1", search("transfer.recipient='" + POOR + "'"));
        assertFalse(hashOfLater.isEmpty());
    }

    @Test
    void snapshotsAreNestedAndCanBeUsedAgain() {
        String first = ok("orrery_snapshot", "{}").get("id").getAsString();
        send(RICH, POOR, 1);
        String second = ok("orrery_snapshot", "{}").get("id").getAsString();
        for (int i = 0; i < 2; i++) {
            send(RICH, POOR, 1);
            ok("orrery_revert", "{\"id\":" + second + "}");
            assertEquals(1, balance(POOR));
        }
        ok("orrery_revert", "{\"id\":" + first + "}");
        assertEquals(0, balance(POOR));
        assertTrue(refused("orrery_revert", "{\"id\":" + second + "}").contains("there is no snapshot " + second));
    }

    @Test
    void theSameBlocksCanBeMadeAgainAfterGoingBack() {
        DevnetGrpc.DevnetBlockingStub devnet = DevnetGrpc.newBlockingStub(channel);
        long id = devnet.snapshot(SnapshotRequest.getDefaultInstance()).getId();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4; i++) {
                send(RICH, POOR, 1 + round);
            }
            assertEquals(4L * (1 + round), balance(POOR));
            long height = chain.node().blocks().height();
            assertEquals(996 - 4L * round, balanceAt(RICH, height));
            assertEquals(1_000 - 2L * (1 + round), balanceAt(RICH, height - 2));
            devnet.revert(RevertRequest.newBuilder().setId(id).build());
        }
    }

    @Test
    void timeGoesForwardAsTold() {
        Instant before = chain.node().timeline().newestTime();
        ok("orrery_increaseTime", "{\"seconds\":2592000}");
        ok("orrery_mine", "{}");
        Instant month = chain.node().timeline().newestTime();
        assertTrue(month.isAfter(before.plus(Duration.ofDays(30))), month.toString());
        ok("orrery_setNextBlockTime", "{\"time\":\"2100-01-01T00:00:00Z\"}");
        ok("orrery_mine", "{\"blocks\":3,\"interval_seconds\":60}");
        assertEquals(
                Instant.parse("2100-01-01T00:02:00Z"), chain.node().timeline().newestTime());
        ok("orrery_mine", "{}");
        assertTrue(
                chain.node().timeline().newestTime().isBefore(Instant.parse("2100-01-01T00:10:00Z")),
                chain.node().timeline().newestTime().toString());
        assertTrue(refused("orrery_setNextBlockTime", "{\"time\":\"1999-01-01T00:00:00Z\"}")
                .contains("time: the newest block is of 2100-"));
    }

    @Test
    void balancesAndSupplyAreSet() {
        ok("orrery_setBalance", "{\"address\":\"" + POOR + "\",\"amount\":[{\"denom\":\"gold\",\"amount\":\"12\"}]}");
        ok("orrery_setBalance", "{\"address\":\"" + RICH + "\",\"amount\":[{\"denom\":\"ucosm\",\"amount\":\"3\"}]}");
        assertEquals(3, balance(RICH));
        String supply = chain.node()
                .application()
                .query(RequestQuery.newBuilder()
                        .setPath("/cosmos.bank.v1beta1.Query/TotalSupply")
                        .build())
                .getValue()
                .toStringUtf8();
        assertTrue(supply.contains("gold"), supply);
        JsonObject bad = ok(
                "orrery_setBalance", "{\"address\":\"" + POOR + "\",\"amount\":[{\"denom\":\"!\",\"amount\":\"1\"}]}");
        assertEquals(
                "invalid denom: !: invalid coins", bad.get("log").getAsString().replaceAll("^.*: 0: ", ""));
    }

    @Test
    void storageIsReadAndWrittenBehindTheContractsBack() {
        String counter = counter();
        String key = Base64.getEncoder().encodeToString("state".getBytes(StandardCharsets.UTF_8));
        String found = ok("orrery_getStorage", "{\"contract\":\"" + counter + "\",\"key\":\"" + key + "\"}")
                .get("value")
                .getAsString();
        String text = new String(Base64.getDecoder().decode(found), StandardCharsets.UTF_8);
        String value = Base64.getEncoder()
                .encodeToString(text.replace("\"count\":1", "\"count\":41").getBytes(StandardCharsets.UTF_8));
        ok(
                "orrery_setStorage",
                "{\"contract\":\"" + counter + "\",\"changes\":[{\"key\":\"" + key + "\",\"value\":\"" + value
                        + "\"}]}");
        increment(counter);
        assertEquals("{\"count\":42}", count(counter));
        ok("orrery_setStorage", "{\"contract\":\"" + counter + "\",\"changes\":[{\"key\":\"" + key + "\"}]}");
        assertThrows(StatusRuntimeException.class, () -> count(counter));
    }

    @Test
    void aDumpGoesOnElsewhereWithItsHistory(@TempDir Path folder) throws IOException {
        String counter = counter();
        send(RICH, POOR, 5);
        ByteString hash = newestHash();
        long height = chain.node().blocks().height();
        Path file = folder.resolve("chain.dump");
        try (OutputStream out = Files.newOutputStream(file)) {
            DevnetGrpc.newBlockingStub(channel)
                    .dump(DumpRequest.getDefaultInstance())
                    .forEachRemaining(chunk -> {
                        try {
                            chunk.getData().writeTo(out);
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    });
        }
        stop();
        start("127.0.0.1:0", Optional.of(folder.resolve("home")), Optional.of(file));
        assertEquals(height, chain.node().blocks().height());
        assertEquals(hash, newestHash());
        increment(counter);
        assertEquals("{\"count\":2}", count(counter));
        assertEquals("1", search("transfer.recipient='" + POOR + "'"));
        assertEquals(1_000, balanceAt(RICH, 2));

        stop();
        IOException begun = assertThrows(
                IOException.class, () -> start("127.0.0.1:0", Optional.of(folder.resolve("home")), Optional.of(file)));
        assertTrue(begun.getMessage().contains("has a chain already"), begun.getMessage());
        byte[] half = Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) / 2);
        Files.write(file, half);
        IOException damaged = assertThrows(
                IOException.class, () -> start("127.0.0.1:0", Optional.of(folder.resolve("other")), Optional.of(file)));
        assertTrue(damaged.getMessage().contains("chain.dump can't be loaded"), damaged.getMessage());
        start("127.0.0.1:0");
    }

    @Test
    void whatMakesNoSenseIsRefusedByName() {
        assertTrue(refused("orrery_mine", "{\"blocks\":10001}").contains("blocks: at most 10000"));
        assertTrue(refused("orrery_mine", "{\"blocks\":-1}").contains("blocks"));
        assertTrue(refused("orrery_increaseTime", "{\"seconds\":\"18446744073709551615\"}")
                .contains("seconds"));
        assertTrue(
                refused("orrery_increaseTime", "{\"seconds\":\"9000000000\"}").contains("time ends"));
        assertTrue(refused("orrery_setNextBlockTime", "{\"time\":\"soon\"}").contains("time: "));
        assertTrue(refused("orrery_send", "{}").contains("messages: from 1 to 100"));
        assertTrue(refused("orrery_send", "{\"messages\":[{\"@type\":\"/no.Such\"}]}")
                .contains("/no.Such"));
        assertTrue(refused("orrery_setBalance", "{\"address\":\"x\",\"amount\":[{}]}")
                .contains("address"));
        assertTrue(
                refused("orrery_getStorage", "{\"contract\":\"" + POOR + "\"}").contains("no such contract"));
        assertTrue(refused("orrery_revert", "{\"id\":\"many\"}").contains("id"));
        ok("orrery_mine", "{}");
    }

    @Test
    void elsewhereThanOnLoopbackNobodyHasPowers() throws IOException {
        stop();
        start("0.0.0.0:0");
        assertTrue(refused("orrery_mine", "{}").contains("--remote-powers"));
        StatusRuntimeException refused = assertThrows(StatusRuntimeException.class, () -> store());
        assertEquals(Status.Code.PERMISSION_DENIED, refused.getStatus().getCode());
        assertTrue(refused.getStatus().getDescription().contains("--remote-powers"));
    }

    @Test
    void whereOthersFollowTheChainTimeCanOnlyGoForward() {
        String before = ok("orrery_snapshot", "{}").get("id").getAsString();
        String hash = "\"" + Base64.getEncoder().encodeToString(new byte[32]) + "\"";
        JsonObject made = ok(
                "orrery_send",
                "{\"messages\":[{\"@type\":\"/ibc.core.client.v1.MsgCreateClient\",\"signer\":\"" + RICH
                        + "\",\"client_state\":{\"@type\":\"/ibc.lightclients.tendermint.v1.ClientState\","
                        + "\"chain_id\":\"other-1\",\"trust_level\":{\"numerator\":\"1\",\"denominator\":\"3\"},"
                        + "\"trusting_period\":\"1000000000s\",\"unbonding_period\":\"2000000000s\","
                        + "\"max_clock_drift\":\"10s\",\"proof_specs\":[{}],"
                        + "\"latest_height\":{\"revision_number\":\"1\",\"revision_height\":\"5\"}},"
                        + "\"consensus_state\":{\"@type\":\"/ibc.lightclients.tendermint.v1.ConsensusState\","
                        + "\"timestamp\":\"2026-01-01T00:00:00Z\",\"root\":{\"hash\":" + hash
                        + "},\"next_validators_hash\":\"" + "00".repeat(32) + "\"}}]}");
        assertEquals(0, made.get("code").getAsInt(), made.toString());
        long height = chain.node().blocks().height();
        assertTrue(refused("orrery_revert", "{\"id\":\"" + before + "\"}").contains("the chain has IBC clients"));
        assertTrue(refused("orrery_setNextBlockTime", "{\"time\":\"2001-01-01T00:00:00Z\"}")
                .contains("must be later"));
        assertEquals(height, chain.node().blocks().height());
        ok("orrery_increaseTime", "{\"seconds\":\"60\"}");
        ok("orrery_mine", "{}");
        assertEquals(height + 1, chain.node().blocks().height());
    }

    @Test
    void whoIsImpersonatedNeedNotHaveSigned() {
        assertTrue(handedIn(0).contains("does not exist"));
        ok("orrery_setBalance", "{\"address\":\"" + POOR + "\",\"amount\":[{\"denom\":\"ucosm\",\"amount\":\"10\"}]}");
        ok("orrery_impersonate", "{\"address\":\"" + POOR + "\"}");
        assertEquals("", handedIn(0));
        chain.node().produce();
        assertEquals(7, balance(POOR));
        assertTrue(handedIn(0).contains("account sequence mismatch, expected 1"));
        String before = ok("orrery_snapshot", "{}").get("id").getAsString();

        ok("orrery_stopImpersonating", "{\"address\":\"" + POOR + "\"}");
        assertTrue(handedIn(1).contains("pubKey does not match signer address"));
        ok("orrery_revert", "{\"id\":\"" + before + "\"}");
        assertEquals("", handedIn(1));
    }

    /** What the mempool says to 3 coins of somebody's, signed by nobody with the key of somebody else; nothing if it takes them. */
    private String handedIn(long sequence) {
        Any send = Any.pack(
                MsgSend.newBuilder()
                        .setFromAddress(POOR)
                        .setToAddress(RICH)
                        .addAmount(dev.orrery.proto.cosmos.base.v1beta1.Coin.newBuilder()
                                .setDenom("ucosm")
                                .setAmount("3"))
                        .build(),
                "");
        Any key = Any.pack(
                PubKey.newBuilder()
                        .setKey(ByteString.copyFrom(HexFormat.of()
                                .parseHex("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")))
                        .build(),
                "");
        SignerInfo signer = SignerInfo.newBuilder()
                .setPublicKey(key)
                .setModeInfo(ModeInfo.newBuilder()
                        .setSingle(ModeInfo.Single.newBuilder().setMode(SignMode.SIGN_MODE_DIRECT)))
                .setSequence(sequence)
                .build();
        byte[] transaction = TxRaw.newBuilder()
                .setBodyBytes(TxBody.newBuilder().addMessages(send).build().toByteString())
                .setAuthInfoBytes(AuthInfo.newBuilder()
                        .addSignerInfos(signer)
                        .setFee(Fee.newBuilder().setGasLimit(200_000 + handedIn++))
                        .build()
                        .toByteString())
                .addSignatures(ByteString.copyFrom(new byte[64]))
                .build()
                .toByteArray();
        return ok("broadcast_tx_sync", "{\"tx\":\"" + Base64.getEncoder().encodeToString(transaction) + "\"}")
                .get("log")
                .getAsString();
    }

    private void send(String from, String to, long amount) {
        JsonObject sent = ok(
                "orrery_send",
                "{\"messages\":[{\"@type\":\"/cosmos.bank.v1beta1.MsgSend\",\"from_address\":\"" + from
                        + "\",\"to_address\":\"" + to + "\",\"amount\":[{\"denom\":\"ucosm\",\"amount\":\"" + amount
                        + "\"}]}]}");
        assertEquals(0, sent.get("code").getAsInt(), sent.toString());
    }

    private String search(String query) {
        return ok("tx_search", "{\"query\":\"" + query + "\"}")
                .get("total_count")
                .getAsString();
    }

    private ByteString newestHash() {
        return chain.node()
                .blocks()
                .meta(chain.node().blocks().height())
                .orElseThrow()
                .getBlockId()
                .getHash();
    }

    private long balance(String of) {
        return balanceAt(of, 0);
    }

    private long balanceAt(String of, long height) {
        var answer = chain.node()
                .application()
                .query(RequestQuery.newBuilder()
                        .setPath("/cosmos.bank.v1beta1.Query/Balance")
                        .setHeight(height)
                        .setData(QueryBalanceRequest.newBuilder()
                                .setAddress(of)
                                .setDenom("ucosm")
                                .build()
                                .toByteString())
                        .build());
        try {
            return Long.parseLong(QueryBalanceResponse.parseFrom(answer.getValue())
                    .getBalance()
                    .getAmount());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private ContractsGrpc.ContractsBlockingStub contracts() {
        return ContractsGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    private long store() {
        return contracts()
                .storeCode(StoreCodeRequest.newBuilder()
                        .setWasm(ByteString.copyFrom(OwnContracts.wasm("rust/counter")))
                        .build())
                .getCodeId();
    }

    private String counter() {
        return contracts()
                .instantiate(InstantiateRequest.newBuilder()
                        .setCodeId(store())
                        .setSender(RICH)
                        .setMsg(ByteString.copyFromUtf8("{\"count\":1}"))
                        .build())
                .getContract();
    }

    private void increment(String counter) {
        contracts()
                .execute(ExecuteRequest.newBuilder()
                        .setContract(counter)
                        .setSender(POOR)
                        .setMsg(ByteString.copyFromUtf8("{\"increment\":{}}"))
                        .build());
    }

    private String count(String counter) {
        return contracts()
                .query(QueryRequest.newBuilder()
                        .setContract(counter)
                        .setSmart(ByteString.copyFromUtf8("{\"get_count\":{}}"))
                        .build())
                .getData()
                .toStringUtf8();
    }

    private JsonObject ok(String method, String params) {
        JsonObject answer = call(method, params);
        assertTrue(answer.has("result"), answer.toString());
        return answer.getAsJsonObject("result");
    }

    private String refused(String method, String params) {
        JsonObject answer = call(method, params);
        assertTrue(answer.has("error"), answer.toString());
        return answer.getAsJsonObject("error").get("data").getAsString();
    }

    private JsonObject call(String method, String params) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
        URI uri = URI.create(
                "http://127.0.0.1:" + chain.addresses().rpc().address().getPort());
        try {
            return JsonParser.parseString(http.send(
                                    HttpRequest.newBuilder(uri)
                                            .POST(HttpRequest.BodyPublishers.ofString(body))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body())
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
