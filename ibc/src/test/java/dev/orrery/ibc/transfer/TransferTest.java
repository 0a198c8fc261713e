package dev.orrery.ibc.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcEvent;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.TestAddresses;
import dev.orrery.ibc.kit.TestBank;
import dev.orrery.ibc.kit.TransferPair;
import dev.orrery.proto.cosmos.base.v1beta1.Coin;
import dev.orrery.proto.ibc.applications.transfer.v1.DenomTrace;
import dev.orrery.proto.ibc.applications.transfer.v1.MsgTransfer;
import dev.orrery.proto.ibc.applications.transfer.v1.MsgUpdateParams;
import dev.orrery.proto.ibc.applications.transfer.v1.Params;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomHashRequest;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomHashResponse;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomRequest;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomResponse;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomTraceRequest;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomTraceResponse;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomTracesRequest;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomTracesResponse;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomsRequest;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomsResponse;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryEscrowAddressRequest;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryEscrowAddressResponse;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryTotalEscrowForDenomRequest;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryTotalEscrowForDenomResponse;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransferTest {
    private static final String VOUCHER = Denom.parse("transfer/channel-0/coin").local();
    private static final String SUCCESS = "{\"result\":\"AQ==\"}";

    private final TransferPair transfers = new TransferPair();
    private final ChainPair pair = transfers.pair();
    private final ChainPair.Side a = pair.a();
    private final ChainPair.Side b = pair.b();

    @BeforeEach
    void giveAliceCoins() {
        transfers.give(a, "alice", "coin", 100);
    }

    private Packet send(long amount, String receiver) {
        return transfers.send(a, transfers.transfer(a, "alice", receiver, "coin", Long.toString(amount), 100));
    }

    private void refused(MsgTransfer message, String text) {
        IbcException refused = a.chain().refuse(message);
        assertTrue(refused.text().contains(text), refused.text());
        assertEquals(100, transfers.balance(a, "alice", "coin"));
    }

    /** Seen on a real chain. */
    @Test
    void aVoucherIsNamedByItsPath() {
        assertEquals(
                "ibc/825446D2FFB7DD0FE55C78C9C6D4855F253136BE596FE20E3AFCB856A86340AE",
                Denom.parse("transfer/channel-2/ustake").local());
    }

    @Test
    void pathsAreReadPairByPair() {
        record Row(String path, String base, int hops) {}
        for (Row row : List.of(
                new Row("coin", "coin", 0),
                new Row("transfer/channel-0/coin", "coin", 1),
                new Row("transfer/channel-0/other/channel-12/a/b/c", "a/b/c", 2),
                new Row("transfer/07-tendermint-0/coin", "coin", 1),
                new Row("transfer/channelx/coin", "transfer/channelx/coin", 0),
                new Row("transfer/channel-0", "transfer/channel-0", 0),
                new Row("factory/contract/token", "factory/contract/token", 0),
                new Row("transfer/channel-0/transfer/channel-1", "", 2))) {
            Denom denom = Denom.parse(row.path());
            assertEquals(row.base(), denom.base(), row.path());
            assertEquals(row.hops(), denom.trace().size(), row.path());
        }
    }

    /** The address behind osmo1a53udazy8ayufvy0s434pfwjcedzqv34kvz9tw, which keeps what left Osmosis by its first channel. */
    @Test
    void anEscrowAddressIsTheDigestOfItsEnd() {
        assertEquals(
                "ed23c6f4443f49c4b08f856350a5d2c65a203235",
                HexFormat.of().formatHex(TransferKeeper.escrowAddress("transfer", "channel-0")));
    }

    @Test
    void tokensAreEscrowedMintedBurnedAndReleased() {
        Packet out = send(40, "bob");
        assertEquals(
                "{\"denom\":\"coin\",\"amount\":\"40\",\"sender\":\"alice\",\"receiver\":\"bob\"}",
                out.getData().toStringUtf8());
        assertEquals(
                IbcEvent.of(
                        "ibc_transfer",
                        "sender",
                        "alice",
                        "receiver",
                        "bob",
                        "denom",
                        "coin",
                        "amount",
                        "40",
                        "memo",
                        ""),
                a.chain().event("ibc_transfer").orElseThrow());
        assertEquals(BigInteger.valueOf(40), transfers.inEscrow(a, "coin"));
        assertEquals(SUCCESS, transfers.relay(a, out));
        assertEquals(40, transfers.balance(b, "bob", VOUCHER));
        assertEquals(
                "fungible_token_packet[sender=alice, receiver=bob, denom=coin, amount=40, memo=,"
                        + " acknowledgement=result:\"\\001\" ]",
                text(a.chain().event("fungible_token_packet").orElseThrow()));

        Packet back = transfers.send(b, transfers.transfer(b, "bob", "alice", VOUCHER, "15", 100));
        assertEquals(25, transfers.balance(b, "bob", VOUCHER));
        assertEquals(BigInteger.valueOf(25), TestBank.supply(b.chain().context(), VOUCHER));
        assertEquals(SUCCESS, transfers.relay(b, back));
        assertEquals(75, transfers.balance(a, "alice", "coin"));
        assertEquals(BigInteger.valueOf(25), transfers.inEscrow(a, "coin"));
        assertEquals(BigInteger.valueOf(25), TransferKeeper.escrowed(a.chain().context(), "coin"));
    }

    private static String text(IbcEvent event) {
        return event.type()
                + event.attributes().stream()
                        .map(attribute -> attribute.key() + "=" + attribute.value())
                        .toList();
    }

    @Test
    void whatIsRefusedThereComesBack() {
        Packet packet = send(40, TestBank.BLOCKED);
        assertEquals(
                "{\"error\":\"ABCI code: 2: error handling packet: see events for details\"}",
                transfers.relay(a, packet));
        assertEquals(100, transfers.balance(a, "alice", "coin"));
        assertEquals(BigInteger.ZERO, TransferKeeper.escrowed(a.chain().context(), "coin"));
        assertEquals(BigInteger.ZERO, TestBank.supply(b.chain().context(), VOUCHER));
        IbcEvent event =
                b.chain().event("ibccallbackerror-fungible_token_packet").orElseThrow();
        assertTrue(text(event).contains("ibccallbackerror-success=false"), text(event));
        assertTrue(text(event).contains("blocked is not allowed to receive funds: unauthorized"), text(event));
    }

    @Test
    void whatComesTooLateComesBackOnce() {
        Packet packet = send(40, "bob");
        b.chain().endBlock(200);
        a.chain().deliver(pair.timeout(a, packet, 1));
        assertEquals(100, transfers.balance(a, "alice", "coin"));
        assertEquals(
                "{\"denom\":{\"base\":\"coin\",\"trace\":null},\"amount\":\"40\"}",
                a.chain().event("timeout").orElseThrow().attributes().get(1).value());
        a.chain().deliver(pair.timeout(a, packet, 1));
        assertEquals(100, transfers.balance(a, "alice", "coin"));
    }

    @Test
    void aRefundedVoucherIsMintedAgain() {
        assertEquals(SUCCESS, transfers.relay(a, send(40, "bob")));
        Packet back = transfers.send(b, transfers.transfer(b, "bob", TestBank.BLOCKED, VOUCHER, "15", 100));
        transfers.relay(b, back);
        assertEquals(40, transfers.balance(b, "bob", VOUCHER));
        assertEquals(BigInteger.valueOf(40), transfers.inEscrow(a, "coin"));
    }

    @Test
    void badPacketsAreAnsweredWithErrors() {
        record Row(String name, String data, int code) {}
        for (Row row : List.of(
                new Row("no JSON", "x", 12),
                new Row("two values", "{}{}", 12),
                new Row("unknown field", packetOf("5", "bob").replace("}", ",\"x\":\"y\"}"), 12),
                new Row("number", "{\"amount\":5}", 12),
                new Row("no amount", packetOf("", "bob"), 5),
                new Row("zero", packetOf("0", "bob"), 5),
                new Row("negative", packetOf("-5", "bob"), 5),
                new Row("too large", packetOf("9".repeat(80), "bob"), 5),
                new Row("no receiver", packetOf("5", " "), 5),
                new Row("no token", packetOf("5", "bob").replace("gold", " "), 3),
                new Row("bad receiver", packetOf("5", "no one"), 5),
                new Row(
                        "long memo",
                        packetOf("5", "bob").replace("}", ",\"memo\":\"" + "m".repeat(32_769) + "\"}"),
                        11),
                new Row(
                        "more than is in escrow",
                        packetOf("5", "bob").replace("gold", "transfer/channel-0/coin"),
                        3))) {
            long limit = b.chain().clock().nanos() + 1_000_000_000_000L;
            Packet packet = pair.send(
                    a, "transfer", "channel-0", Height.ZERO, limit, row.data().getBytes(UTF_8));
            b.chain().deliver(pair.receive(b, packet));
            assertEquals(
                    "{\"error\":\"ABCI code: " + row.code() + ": error handling packet: see events for details\"}",
                    new String(ChainPair.acknowledgement(b.chain()).orElseThrow(), UTF_8),
                    row.name());
        }
        assertEquals(
                BigInteger.ZERO,
                TestBank.supply(
                        b.chain().context(),
                        Denom.parse("transfer/channel-0/gold").local()));
    }

    private static String packetOf(String amount, String receiver) {
        return "{\"denom\":\"gold\",\"amount\":\"" + amount + "\",\"sender\":\"alice\",\"receiver\":\"" + receiver
                + "\"}";
    }

    @Test
    void fieldsAreFoundWhateverTheirCase() {
        TransferData data = TransferDataReader.json(
                "{\"DENOM\":\"a\",\"Amount\":\"1\",\"sender\":\"s\",\"receiver\":null,\"denom\":\"b\"}"
                        .getBytes(UTF_8));
        assertEquals(new TransferData("b", "1", "s", "", ""), data);
    }

    @Test
    void sendersAreCheckedBeforeAnythingMoves() {
        MsgTransfer good = transfers.transfer(a, "alice", "bob", "coin", "40", 100);
        refused(token(good, "coin", "0"), "0coin: invalid coins");
        refused(token(good, "coin", "-1"), "invalid coins");
        refused(token(good, "!", "1"), "invalid coins");
        refused(token(good, "ibc/xyz", "1"), "invalid coins");
        refused(token(good, VOUCHER, "1"), ": denomination not found");
        refused(token(good, "coin", "101"), "insufficient funds");
        refused(good.toBuilder().clearReceiver().build(), "missing recipient address: invalid address");
        refused(good.toBuilder().setReceiver("r".repeat(2049)).build(), "recipient address must not exceed 2048 bytes");
        refused(good.toBuilder().setMemo("m".repeat(32_769)).build(), "memo must not exceed 32768 bytes: invalid memo");
        refused(good.toBuilder().setTimeoutTimestamp(1).build(), "invalid packet timeout");
        refused(good.toBuilder().setSourcePort("x").build(), "invalid source port ID x");
        transfers.bank().disabled = "coin";
        refused(good, "coin transfers are currently disabled: unauthorized: fungible token transfers from this chain");
        transfers.bank().disabled = "";
        transfers.give(a, TestBank.BLOCKED, "coin", 5);
        refused(good.toBuilder().setSender(TestBank.BLOCKED).build(), "blocked is not allowed to send funds");
    }

    private static MsgTransfer token(MsgTransfer transfer, String denom, String amount) {
        return transfer.toBuilder()
                .setToken(Coin.newBuilder().setDenom(denom).setAmount(amount))
                .build();
    }

    @Test
    void theLargestAmountMeansAllThereIs() {
        String all = BigInteger.TWO.pow(256).subtract(BigInteger.ONE).toString();
        Packet packet = transfers.send(a, transfers.transfer(a, "alice", "bob", "coin", all, 100));
        assertEquals(SUCCESS, transfers.relay(a, packet));
        assertEquals(100, transfers.balance(b, "bob", VOUCHER));
        assertTrue(a.chain()
                .refuse(transfers.transfer(a, "alice", "bob", "coin", all, 100))
                .text()
                .contains("empty spendable balance for coin: invalid token amount"));
    }

    @Test
    void bothDirectionsCanBeSwitchedOffByTheAuthority() {
        MsgUpdateParams off = MsgUpdateParams.newBuilder()
                .setSigner("authority")
                .setParams(Params.getDefaultInstance())
                .build();
        assertTrue(b.chain()
                .refuse(off.toBuilder().setSigner("mallory").build())
                .text()
                .contains("invalid authority: expected authority, got mallory: unauthorized"));
        b.chain().deliver(off);
        assertEquals(
                "{\"error\":\"ABCI code: 8: error handling packet: see events for details\"}",
                transfers.relay(a, send(40, "bob")));
        a.chain().deliver(off);
        refused(
                transfers.transfer(a, "alice", "bob", "coin", "40", 100),
                "fungible token transfers from this chain are disabled");
    }

    @Test
    void anAcknowledgementMustBeTheEnvelope() {
        Packet packet = send(40, "bob");
        TransferModule module = new TransferModule(new TransferKeeper(transfers.bank(), new TestAddresses()));
        for (String bad : List.of("x", "{ }", "{}", "{\"result\": \"AQ==\"}")) {
            assertThrows(
                    IbcException.class,
                    () -> module.onAcknowledge(
                            a.chain().context(), "ics20-1", packet, bad.getBytes(UTF_8), ChainPair.RELAYER),
                    bad);
        }
        assertEquals(60, transfers.balance(a, "alice", "coin"));
    }

    @Test
    void vouchersAreExplained() {
        transfers.relay(a, send(40, "bob"));
        String service = "/ibc.applications.transfer.v1.Query/";
        String hash = VOUCHER.substring("ibc/".length());
        for (String spelling : List.of(hash, VOUCHER)) {
            assertEquals(
                    "coin",
                    b.chain()
                            .query(
                                    service + "Denom",
                                    QueryDenomRequest.newBuilder()
                                            .setHash(spelling)
                                            .build(),
                                    QueryDenomResponse.class)
                            .getDenom()
                            .getBase());
        }
        assertEquals(
                hash,
                b.chain()
                        .query(
                                service + "DenomHash",
                                QueryDenomHashRequest.newBuilder()
                                        .setTrace("transfer/channel-0/coin")
                                        .build(),
                                QueryDenomHashResponse.class)
                        .getHash());
        assertEquals(
                1,
                b.chain()
                        .query(service + "Denoms", QueryDenomsRequest.getDefaultInstance(), QueryDenomsResponse.class)
                        .getDenomsCount());
        assertEquals(
                "40",
                a.chain()
                        .query(
                                service + "TotalEscrowForDenom",
                                QueryTotalEscrowForDenomRequest.newBuilder()
                                        .setDenom("coin")
                                        .build(),
                                QueryTotalEscrowForDenomResponse.class)
                        .getAmount()
                        .getAmount());
        assertEquals(
                "0x" + HexFormat.of().formatHex(TransferKeeper.escrowAddress("transfer", "channel-0")),
                a.chain()
                        .query(
                                service + "EscrowAddress",
                                QueryEscrowAddressRequest.newBuilder()
                                        .setPortId("transfer")
                                        .setChannelId("channel-0")
                                        .build(),
                                QueryEscrowAddressResponse.class)
                        .getEscrowAddress());
    }

    @Test
    void vouchersAreExplainedAsOlderClientsAsk() {
        transfers.relay(a, send(40, "bob"));
        String service = "/ibc.applications.transfer.v1.Query/";
        DenomTrace trace = DenomTrace.newBuilder()
                .setPath("transfer/channel-0")
                .setBaseDenom("coin")
                .build();
        assertEquals(
                List.of(trace),
                b.chain()
                        .query(
                                service + "DenomTraces",
                                QueryDenomTracesRequest.getDefaultInstance(),
                                QueryDenomTracesResponse.class)
                        .getDenomTracesList());
        assertEquals(
                trace,
                b.chain()
                        .query(
                                service + "DenomTrace",
                                QueryDenomTraceRequest.newBuilder()
                                        .setHash(VOUCHER)
                                        .build(),
                                QueryDenomTraceResponse.class)
                        .getDenomTrace());
    }
}
