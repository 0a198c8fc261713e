package dev.orrery.chain.ibchost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.proto.cosmos.base.v1beta1.Coin;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgExecuteContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgInstantiateContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgStoreCode;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryContractInfoRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryContractInfoResponse;
import dev.orrery.proto.ibc.applications.transfer.v1.MsgTransfer;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomHashRequest;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomHashResponse;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketReceiptRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketReceiptResponse;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.testkit.contracts.AnsweringContract;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contracts and transfers over the chain's connection with itself, in signed transactions. */
class ContractIbcTest {
    private static final String NOTHING = "{\"ok\":{\"messages\":[],\"attributes\":[],\"events\":[]}}";
    private static final String SUCCESS = "{\"result\":\"AQ==\"}";

    @TempDir
    private Path codes;

    private Vm vm;
    private IbcTestChain chain;

    @BeforeEach
    void begin() throws VmException {
        vm = Vm.open(VmOptions.in(codes));
        chain = new IbcTestChain(vm);
    }

    @AfterEach
    void end() {
        chain.close();
        vm.close();
    }

    private static AnsweringContract contract() {
        return new AnsweringContract()
                .answer("instantiate", NOTHING)
                .answer("ibc_channel_open", "{\"ok\":null}")
                .answer("ibc_channel_connect", NOTHING)
                .answer("ibc_channel_close", NOTHING)
                .answer("ibc_packet_receive", receive("ZmluZQ=="))
                .answer("ibc_packet_ack", NOTHING)
                .answer("ibc_packet_timeout", NOTHING);
    }

    private static String receive(String acknowledgement) {
        String written = acknowledgement.isEmpty() ? "null" : "\"" + acknowledgement + "\"";
        return "{\"ok\":{\"acknowledgement\":" + written
                + ",\"messages\":[],\"attributes\":[{\"key\":\"a\",\"value\":\"b\"}],\"events\":[]}}";
    }

    private String port(AnsweringContract code) {
        String signer = chain.alice().text();
        ExecTxResult stored = chain.deliver(MsgStoreCode.newBuilder()
                .setSender(signer)
                .setWasmByteCode(ByteString.copyFrom(code.wasm()))
                .build());
        long id = Long.parseLong(
                IbcTestChain.attribute(stored, "store_code", "code_id").orElseThrow());
        ExecTxResult made = chain.deliver(MsgInstantiateContract.newBuilder()
                .setSender(signer)
                .setCodeId(id)
                .setLabel("c")
                .setMsg(ByteString.copyFromUtf8("{}"))
                .build());
        String address =
                IbcTestChain.attribute(made, "instantiate", "_contract_address").orElseThrow();
        String port = chain.ask(
                        "/cosmwasm.wasm.v1.Query/ContractInfo",
                        QueryContractInfoRequest.newBuilder()
                                .setAddress(address)
                                .build(),
                        QueryContractInfoResponse.class)
                .getContractInfo()
                .getIbcPortId();
        assertEquals("wasm." + address, port);
        return port;
    }

    private String sending(long seconds) {
        return "{\"ok\":{\"messages\":[{\"id\":0,\"msg\":{\"ibc\":{\"send_packet\":{\"channel_id\":\"channel-0\","
                + "\"data\":\"aGVsbG8=\",\"timeout\":{\"block\":null,\"timestamp\":\"" + chain.in(seconds)
                + "\"}}}},\"gas_limit\":null,\"reply_on\":\"never\"}],\"attributes\":[],\"events\":[]}}";
    }

    private Message execute(String port) {
        return MsgExecuteContract.newBuilder()
                .setSender(chain.alice().text())
                .setContract(port.substring("wasm.".length()))
                .setMsg(ByteString.copyFromUtf8("{}"))
                .build();
    }

    /** A contract that sends, one that answers, and the channel between them. */
    private LocalhostLink link(AnsweringContract receiver, long seconds) {
        String left = port(contract().answer("execute", sending(seconds)));
        LocalhostLink link =
                new LocalhostLink(left, port(receiver), "v", chain.alice().text());
        link.open(chain);
        return link;
    }

    private Packet send(LocalhostLink link) {
        return LocalhostLink.sent(chain.deliver(execute(link.left())));
    }

    private boolean isReceived(LocalhostLink link) {
        return chain.ask(
                        "/ibc.core.channel.v1.Query/PacketReceipt",
                        QueryPacketReceiptRequest.newBuilder()
                                .setPortId(link.right())
                                .setChannelId("channel-1")
                                .setSequence(1)
                                .build(),
                        QueryPacketReceiptResponse.class)
                .getReceived();
    }

    @Test
    void contractsTalkAndRawAnswersGoBack() {
        LocalhostLink link = link(contract(), 1000);
        Packet packet = send(link);
        ExecTxResult received = chain.deliver(link.receive(packet));
        assertEquals("fine", LocalhostLink.written(received));
        assertEquals("b", IbcTestChain.attribute(received, "wasm", "a").orElseThrow());
        assertEquals(
                "true",
                IbcTestChain.attribute(received, "ibc_packet_received", "success")
                        .orElseThrow());
        chain.deliver(link.acknowledge(packet, "fine"));
    }

    @Test
    void aContractsErrorIsToldWordByWordAndUndone() {
        LocalhostLink link = link(contract().answer("ibc_packet_receive", "{\"error\":\"no <thanks>\"}"), 1000);
        Packet packet = send(link);
        ExecTxResult received = chain.deliver(link.receive(packet));
        assertEquals("{\"error\":\"no \\u003cthanks\\u003e\"}", LocalhostLink.written(received));
        assertEquals(
                "false",
                IbcTestChain.attribute(received, "ibccallbackerror-ibc_packet_received", "ibccallbackerror-success")
                        .orElseThrow());
        assertTrue(isReceived(link));
        chain.deliver(link.acknowledge(packet, LocalhostLink.written(received)));
    }

    @Test
    void whatAContractSentAndFailedIsToldByNumber() {
        String message =
                "{\"ok\":{\"acknowledgement\":\"ZmluZQ==\",\"messages\":[{\"id\":0,\"msg\":{\"bank\":{\"send\":"
                        + "{\"to_address\":\"" + chain.bob().text()
                        + "\",\"amount\":[{\"denom\":\"ucosm\",\"amount\":\"5\"}]}}},"
                        + "\"gas_limit\":null,\"reply_on\":\"never\"}],\"attributes\":[],\"events\":[]}}";
        LocalhostLink link = link(contract().answer("ibc_packet_receive", message), 1000);
        ExecTxResult received = chain.deliver(link.receive(send(link)));
        assertEquals(
                "{\"error\":\"ABCI error: sdk/5: error handling packet: see events for details\"}",
                LocalhostLink.written(received));
        assertTrue(IbcTestChain.attribute(received, "ibccallbackerror-ibc_packet_received", "ibccallbackerror-error")
                .isPresent());
    }

    @Test
    void aContractThatTrapsFailsTheTransactionSoThatItCanBeTriedAgain() {
        LocalhostLink link = link(contract().answer("ibc_packet_receive", "no answer"), 1000);
        ExecTxResult received = chain.submit(link.receive(send(link)));
        assertEquals(111_222, received.getCode(), received.getLog());
        assertTrue(!isReceived(link));
    }

    @Test
    void noAnswerIsWrittenNowIfTheContractAnswersLater() {
        LocalhostLink link = link(contract().answer("ibc_packet_receive", receive("")), 1000);
        ExecTxResult received = chain.deliver(link.receive(send(link)));
        assertTrue(IbcTestChain.attribute(received, "write_acknowledgement", "packet_ack_hex")
                .isEmpty());
        assertTrue(isReceived(link));
    }

    @Test
    void aContractAnswersLaterAndOnlyOnce() {
        String later = "{\"ok\":{\"messages\":[{\"id\":0,\"msg\":{\"ibc\":{\"write_acknowledgement\":{\"channel_id\":"
                + "\"channel-1\",\"packet_sequence\":1,\"ack\":{\"data\":\"bGF0ZQ==\"}}}},\"gas_limit\":null,"
                + "\"reply_on\":\"never\"}],\"attributes\":[],\"events\":[]}}";
        LocalhostLink link =
                link(contract().answer("ibc_packet_receive", receive("")).answer("execute", later), 1000);
        Packet packet = send(link);
        assertTrue(chain.submit(execute(link.right())).getLog().contains("packet: invalid"));
        chain.deliver(link.receive(packet));
        assertEquals("late", LocalhostLink.written(chain.deliver(execute(link.right()))));
        assertTrue(chain.submit(execute(link.right())).getLog().contains("packet: invalid"));
        chain.deliver(link.acknowledge(packet, "late"));
    }

    /** CWA-2025-006: an error of a contract must abort the step, with nothing of it left. */
    @Test
    void aContractThatRefusesAChannelGetsNone() {
        String left = port(contract().answer("ibc_channel_open", "{\"error\":\"not with you\"}"));
        LocalhostLink link = new LocalhostLink(left, left, "v", chain.alice().text());
        ExecTxResult refused = chain.submit(link.init());
        assertTrue(refused.getLog().contains("not with you: execute wasm contract failed"), refused.getLog());
        assertEquals("wasm", refused.getCodespace());
        assertEquals(5, refused.getCode());
        assertTrue(chain.submit(link.ack()).getLog().contains("channel not found"));
    }

    @Test
    void aPacketTimesOutByTheChainsClock() {
        LocalhostLink link = link(contract(), 12);
        Packet packet = send(link);
        assertTrue(chain.submit(link.timeout(packet)).getLog().contains("packet timeout not reached"));
        for (int i = 0; i < 20; i++) {
            chain.submit(link.acknowledge(packet, "x"));
        }
        ExecTxResult late = chain.submit(link.receive(packet));
        assertTrue(late.getLog().contains("timeout elapsed"), late.getLog());
        chain.deliver(link.timeout(packet));
    }

    private static String message(String ibc) {
        return "{\"ok\":{\"messages\":[{\"id\":0,\"msg\":{\"ibc\":" + ibc
                + "},\"gas_limit\":null,\"reply_on\":\"never\"}],\"attributes\":[],\"events\":[]}}";
    }

    @Test
    void aContractClosesOnlyItsOwnChannels() {
        String close = message("{\"close_channel\":{\"channel_id\":\"channel-0\"}}");
        LocalhostLink link = new LocalhostLink(
                port(contract().answer("execute", close)),
                port(contract().answer("execute", close)),
                "v",
                chain.alice().text());
        link.open(chain);
        assertTrue(chain.submit(execute(link.right())).getLog().contains("channel not found"));
        ExecTxResult closed = chain.deliver(execute(link.left()));
        assertEquals(
                link.left(),
                IbcTestChain.attribute(closed, "channel_close_init", "port_id").orElseThrow());
        assertTrue(chain.submit(execute(link.left())).getLog().contains("channel is already CLOSED"));
    }

    @Test
    void aContractTransfersItsCoins() {
        LocalhostLink link = transferLink();
        String sender = port(contract()
                .answer(
                        "execute",
                        message("{\"transfer\":{\"channel_id\":\"channel-0\",\"to_address\":\""
                                + chain.bob().text()
                                + "\",\"amount\":{\"denom\":\"ucosm\",\"amount\":\"70\"},\"timeout\":{\"block\":null,"
                                + "\"timestamp\":\"" + chain.in(1000) + "\"},\"memo\":\"\"}}")));
        MsgExecuteContract call = ((MsgExecuteContract) execute(sender))
                .toBuilder()
                        .addFunds(Coin.newBuilder().setDenom("ucosm").setAmount("70"))
                        .build();
        Packet packet = LocalhostLink.sent(chain.deliver(call));
        chain.deliver(link.receive(packet));
        assertEquals(70, chain.balance(chain.bob(), voucher()));
        assertTrue(chain.submit(execute(sender)).getLog().contains("insufficient funds"));
    }

    private LocalhostLink transferLink() {
        LocalhostLink link = new LocalhostLink(
                "transfer", "transfer", "ics20-1", chain.alice().text());
        link.open(chain);
        return link;
    }

    private Packet transfer(String receiver, String memo) {
        return LocalhostLink.sent(chain.deliver(MsgTransfer.newBuilder()
                .setSourcePort("transfer")
                .setSourceChannel("channel-0")
                .setToken(Coin.newBuilder().setDenom("ucosm").setAmount("70"))
                .setSender(chain.alice().text())
                .setReceiver(receiver)
                .setTimeoutTimestamp(chain.in(1000))
                .setMemo(memo)
                .build()));
    }

    private String voucher() {
        String hash = chain.ask(
                        "/ibc.applications.transfer.v1.Query/DenomHash",
                        QueryDenomHashRequest.newBuilder()
                                .setTrace("transfer/channel-1/ucosm")
                                .build(),
                        QueryDenomHashResponse.class)
                .getHash();
        return "ibc/" + hash;
    }

    @Test
    void coinsBecomeVouchers() {
        LocalhostLink link = transferLink();
        Packet packet = transfer(chain.bob().text(), "");
        ExecTxResult received = chain.deliver(link.receive(packet));
        assertEquals(SUCCESS, LocalhostLink.written(received));
        assertEquals(70, chain.balance(chain.bob(), voucher()));
        chain.deliver(link.acknowledge(packet, SUCCESS));
    }

    @Test
    void aReceiverThatIsNoneGetsNothingAndTheCoinsComeBack() {
        LocalhostLink link = transferLink();
        long before = chain.balance(chain.alice(), "ucosm");
        Packet packet = transfer("nobody", "");
        String answer = LocalhostLink.written(chain.deliver(link.receive(packet)));
        assertEquals("{\"error\":\"ABCI code: 5: error handling packet: see events for details\"}", answer);
        chain.deliver(link.acknowledge(packet, answer));
        assertEquals(before - 3 * 100, chain.balance(chain.alice(), "ucosm"));
    }

    private static String memo(String port) {
        return "{\"dest_callback\":{\"address\":\"" + port.substring("wasm.".length()) + "\"}}";
    }

    @Test
    void aContractNamedInTheMemoIsToldWhatCame() {
        LocalhostLink link = transferLink();
        String told = port(contract().answer("ibc_destination_callback", NOTHING));
        ExecTxResult received = chain.deliver(link.receive(transfer(chain.bob().text(), memo(told))));
        assertEquals(SUCCESS, LocalhostLink.written(received));
        assertEquals(
                "success",
                IbcTestChain.attribute(received, "ibc_dest_callback", "callback_result")
                        .orElseThrow());
        assertEquals(70, chain.balance(chain.bob(), voucher()));
    }

    @Test
    void aContractThatFailsInItsCallbackUndoesTheTransfer() {
        LocalhostLink link = transferLink();
        String told = port(contract().answer("ibc_destination_callback", "{\"error\":\"no\"}"));
        ExecTxResult received = chain.deliver(link.receive(transfer(chain.bob().text(), memo(told))));
        assertEquals(
                "{\"error\":\"ABCI code: 5: error handling packet: see events for details\"}",
                LocalhostLink.written(received));
        assertTrue(IbcTestChain.attribute(
                        received, "ibccallbackerror-ibc_dest_callback", "ibccallbackerror-callback_error")
                .isPresent());
    }
}
