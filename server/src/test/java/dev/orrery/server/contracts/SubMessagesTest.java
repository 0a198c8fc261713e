package dev.orrery.server.contracts;

import static dev.orrery.server.contracts.ContractsFixture.account;
import static dev.orrery.server.contracts.ContractsFixture.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.orrery.chain.wasm.ContractAddresses;
import dev.orrery.proto.contracts.v1.CallResult;
import dev.orrery.proto.contracts.v1.ExecuteRequest;
import dev.orrery.proto.contracts.v1.QueryRequest;
import dev.orrery.server.contracts.ContractsFixture.Refused;
import dev.orrery.testkit.contracts.AnsweringContract;
import dev.orrery.testkit.contracts.OwnContracts;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contracts calling contracts: the one called sends what the caller says and keeps what it hears. */
class SubMessagesTest {
    private static final String CREATOR = account("creator");

    @TempDir
    Path directory;

    private ContractsFixture server;
    private String sender;
    private String receiver;

    @BeforeEach
    void start() throws Exception {
        server = new ContractsFixture(directory);
        long codeId = server.store(OwnContracts.wasm("rust/escrow"));
        sender = server.instantiate(codeId, CREATOR, "{}");
        receiver = server.instantiate(codeId, sender, "{}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aReplyIsSentWhenItWasAskedFor() {
        dispatch(
                call(1, false, "always"),
                call(2, true, "always"),
                call(3, false, "success"),
                call(4, true, "error"),
                call(5, false, "error"),
                call(6, false, "never"));
        String outcomes = ask("{\"outcomes\":{}}");
        assertEquals(List.of(1, 2, 3, 4), ids(outcomes));
        assertTrue(outcomes.contains("\"type_urls\":[\"/cosmwasm.wasm.v1.MsgExecuteContractResponse\"]"), outcomes);
        assertTrue(outcomes.contains("\"event_types\":[\"execute\""), outcomes);
        assertTrue(outcomes.contains("execute wasm contract failed"), outcomes);
    }

    @Test
    void aFailureThatNobodyHearsOfFailsTheWholeCall() {
        for (String replyOn : List.of("never", "success")) {
            refused(Status.Code.FAILED_PRECONDITION, () -> dispatch(call(1, false, "always"), call(2, true, replyOn)));
            assertEquals(List.of(), ids(ask("{\"outcomes\":{}}")));
        }
    }

    @Test
    void whatAContractMayKnowOfFailuresIsLimited() {
        String missing = account("nobody");
        dispatch(message(1, missing, "{}", "always", "null"));
        assertTrue(ask("{\"outcomes\":{}}").contains("codespace: wasm, code: 22"), ask("{\"outcomes\":{}}"));
    }

    @Test
    void aMessageStaysWithinItsGasLimit() {
        dispatch(message(1, receiver, "{\"receive\":{\"fail\":false}}", "always", "4000"));
        assertTrue(ask("{\"outcomes\":{}}").contains("codespace: sdk, code: 11"), ask("{\"outcomes\":{}}"));
    }

    @Test
    void endlessRecursionEndsAtTheLimit() {
        String self = predicted(3, 3);
        String again = "{\"ok\":{\"messages\":[" + message(1, self, "{}", "never", "null")
                + "],\"attributes\":[],\"events\":[]}}";
        String nothing = "{\"ok\":{\"messages\":[],\"attributes\":[],\"events\":[]}}";
        server.store(OwnContracts.wasm("rust/escrow"));
        long codeId = server.store(new AnsweringContract()
                .answer("instantiate", nothing)
                .answer("execute", again)
                .wasm());
        assertEquals(self, server.instantiate(codeId, CREATOR, "{}"));
        Refused refused = refused(Status.Code.ABORTED, () -> execute(self, "{}"));
        assertEquals("max call depth exceeded", refused.text());
        assertEquals(30, refused.details().getCode());
    }

    private static String predicted(long codeId, long instanceId) {
        return ContractsFixture.FORMAT.text(ContractAddresses.classic(codeId, instanceId));
    }

    @Test
    void messagesAreReportedWithTheirSenders() {
        CallResult result = dispatch(call(7, false, "never"));
        assertEquals(1, result.getMessagesCount());
        assertEquals(sender, result.getMessages(0).getContract());
        assertEquals(7, result.getMessages(0).getId());
    }

    private static List<Integer> ids(String outcomes) {
        return java.util.regex.Pattern.compile("\"id\":(\\d+)")
                .matcher(outcomes)
                .results()
                .map(match -> Integer.parseInt(match.group(1)))
                .toList();
    }

    private String call(int id, boolean fail, String replyOn) {
        return message(id, receiver, "{\"receive\":{\"fail\":" + fail + "}}", replyOn, "null");
    }

    private static String message(int id, String contract, String msg, String replyOn, String gasLimit) {
        return "{\"id\":" + id + ",\"msg\":{\"wasm\":{\"execute\":{\"contract_addr\":\"" + contract + "\",\"msg\":\""
                + Base64.getEncoder().encodeToString(msg.getBytes(StandardCharsets.UTF_8))
                + "\",\"funds\":[]}}},\"gas_limit\":" + gasLimit + ",\"reply_on\":\"" + replyOn + "\"}";
    }

    private CallResult dispatch(String... messages) {
        return execute("{\"dispatch\":{\"messages\":[" + String.join(",", messages) + "]}}");
    }

    private CallResult execute(String msg) {
        return execute(sender, msg);
    }

    private CallResult execute(String contract, String msg) {
        return server.client()
                .execute(ExecuteRequest.newBuilder()
                        .setContract(contract)
                        .setSender(CREATOR)
                        .setMsg(ByteString.copyFromUtf8(msg))
                        .build())
                .getResult();
    }

    private String ask(String question) {
        return server.client()
                .query(QueryRequest.newBuilder()
                        .setContract(sender)
                        .setSmart(ByteString.copyFromUtf8(question))
                        .build())
                .getData()
                .toStringUtf8();
    }
}
