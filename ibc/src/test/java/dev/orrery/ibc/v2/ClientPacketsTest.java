package dev.orrery.ibc.v2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcError;
import dev.orrery.ibc.IbcEvent;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.Sha256;
import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.TestAddresses;
import dev.orrery.ibc.kit.TestBank;
import dev.orrery.ibc.kit.TestChain;
import dev.orrery.ibc.transfer.Denom;
import dev.orrery.ibc.transfer.TransferData;
import dev.orrery.ibc.transfer.TransferDataReader;
import dev.orrery.ibc.transfer.TransferKeeper;
import dev.orrery.ibc.transfer.TransferMessages;
import dev.orrery.proto.cosmos.base.v1beta1.Coin;
import dev.orrery.proto.ibc.applications.transfer.v1.MsgTransfer;
import dev.orrery.proto.ibc.core.channel.v2.Acknowledgement;
import dev.orrery.proto.ibc.core.channel.v2.MsgAcknowledgement;
import dev.orrery.proto.ibc.core.channel.v2.MsgRecvPacket;
import dev.orrery.proto.ibc.core.channel.v2.MsgSendPacket;
import dev.orrery.proto.ibc.core.channel.v2.MsgTimeout;
import dev.orrery.proto.ibc.core.channel.v2.Packet;
import dev.orrery.proto.ibc.core.channel.v2.Payload;
import dev.orrery.proto.ibc.core.channel.v2.QueryPacketCommitmentsRequest;
import dev.orrery.proto.ibc.core.channel.v2.QueryPacketCommitmentsResponse;
import dev.orrery.proto.ibc.core.channel.v2.QueryUnreceivedPacketsRequest;
import dev.orrery.proto.ibc.core.channel.v2.QueryUnreceivedPacketsResponse;
import dev.orrery.proto.ibc.core.channel.v2.ResponseResultType;
import dev.orrery.proto.ibc.core.client.v2.Config;
import dev.orrery.proto.ibc.core.client.v2.MsgRegisterCounterparty;
import dev.orrery.proto.ibc.core.client.v2.MsgUpdateClientConfig;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientPacketsTest {
    private static final ByteString PROOF = ChainPair.PROOF;
    private static final ResponseResultType NOOP = ResponseResultType.RESPONSE_RESULT_TYPE_NOOP;
    private static final ResponseResultType SUCCESS = ResponseResultType.RESPONSE_RESULT_TYPE_SUCCESS;

    private final Application application = new Application();
    private final TestBank bank = new TestBank();
    private final TransferKeeper keeper = new TransferKeeper(bank, new TestAddresses());
    private final PayloadRouter payloads =
            new PayloadRouter(Map.of("transfer", new TransferModuleV2(keeper)), Map.of("wasm2", application));
    private final ChainPair pair = new ChainPair(core -> Map.of(), core -> Map.of(), payloads);
    private final TestChain a = pair.a().chain();
    private final TestChain b = pair.b().chain();

    private static final class Application implements IbcModuleV2 {
        private final List<String> told = new ArrayList<>();
        private Answer answer = new Answer.Success(ByteString.copyFromUtf8("fine"));
        private String refuses = "";

        private void hear(IbcContext ctx, String what, Delivery delivery) {
            told.add(what + " " + delivery.sequence());
            ctx.store("application").set(what.getBytes(UTF_8), new byte[] {1});
            ctx.events().emit(IbcEvent.of("application", "step", what));
            if (what.equals(refuses)) {
                throw IbcError.LOGIC.failure("application");
            }
        }

        @Override
        public void onSend(IbcContext ctx, Delivery delivery, String signer) {
            hear(ctx, "onSend", delivery);
        }

        @Override
        public Answer onReceive(IbcContext ctx, Delivery delivery, String relayer) {
            hear(ctx, "onReceive", delivery);
            return answer;
        }

        @Override
        public void onAcknowledge(IbcContext ctx, Delivery delivery, ByteString acknowledgement, String relayer) {
            hear(ctx, "onAcknowledge", delivery);
        }

        @Override
        public void onTimeout(IbcContext ctx, Delivery delivery, String relayer) {
            hear(ctx, "onTimeout", delivery);
        }
    }

    @BeforeEach
    void tieClients() {
        for (ChainPair.Side side : List.of(pair.a(), pair.b())) {
            TestChain chain = side.chain();
            chain.deliver(registration(side));
            PacketMessagesV2 packets = chain.core().clientPackets(payloads);
            chain.add(new TransferMessages(
                            keeper,
                            chain.core().channels(),
                            chain.core(),
                            (ctx, client, timeout, encoding, data) -> packets.send(
                                    ctx,
                                    client,
                                    timeout,
                                    List.of(TransferModuleV2.payload(data, encoding)),
                                    data.sender()),
                            "authority")
                    .all());
            chain.transact(ctx -> {
                keeper.initialize(ctx, TransferKeeper.DEFAULT_PARAMS);
                return true;
            });
        }
    }

    private MsgRegisterCounterparty registration(ChainPair.Side side) {
        return MsgRegisterCounterparty.newBuilder()
                .setClientId(side.client())
                .setCounterpartyClientId(pair.other(side).client())
                .addCounterpartyMerklePrefix(ByteString.copyFromUtf8("ibc"))
                .addCounterpartyMerklePrefix(ByteString.EMPTY)
                .setSigner(ChainPair.RELAYER)
                .build();
    }

    private MsgSendPacket sending(long seconds) {
        return MsgSendPacket.newBuilder()
                .setSourceClient(pair.a().client())
                .setTimeoutTimestamp(a.clock().nanos() / 1_000_000_000L + seconds)
                .addPayloads(Payload.newBuilder()
                        .setSourcePort("wasm2abc")
                        .setDestinationPort("wasm2def")
                        .setVersion("v")
                        .setEncoding("e")
                        .setValue(ByteString.copyFromUtf8("hello")))
                .setSigner("alice")
                .build();
    }

    private Packet send(long seconds) {
        a.deliver(sending(seconds));
        return sent(a);
    }

    private static Packet sent(TestChain chain) {
        try {
            return Packet.parseFrom(hex(chain, "send_packet", "encoded_packet_hex"));
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static byte[] hex(TestChain chain, String type, String key) {
        return HexFormat.of()
                .parseHex(chain.event(type).orElseThrow().attributes().stream()
                        .filter(attribute -> attribute.key().equals(key))
                        .findFirst()
                        .orElseThrow()
                        .value());
    }

    private MsgRecvPacket receiving(ChainPair.Side to, Packet packet) {
        return MsgRecvPacket.newBuilder()
                .setPacket(packet)
                .setProofCommitment(PROOF)
                .setProofHeight(pair.update(to))
                .setSigner(ChainPair.RELAYER)
                .build();
    }

    private static Acknowledgement answer(TestChain chain) {
        try {
            return Acknowledgement.parseFrom(hex(chain, "write_acknowledgement", "encoded_acknowledgement_hex"));
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private MsgAcknowledgement acknowledging(ChainPair.Side to, Packet packet, Acknowledgement acknowledgement) {
        return MsgAcknowledgement.newBuilder()
                .setPacket(packet)
                .setAcknowledgement(acknowledgement)
                .setProofAcked(PROOF)
                .setProofHeight(pair.update(to))
                .setSigner(ChainPair.RELAYER)
                .build();
    }

    private MsgTimeout timingOut(Packet packet) {
        return MsgTimeout.newBuilder()
                .setPacket(packet)
                .setProofUnreceived(PROOF)
                .setProofHeight(pair.update(pair.a()))
                .setSigner(ChainPair.RELAYER)
                .build();
    }

    private static ResponseResultType result(Message response) {
        Object value = response.getField(response.getDescriptorForType().findFieldByName("result"));
        return ResponseResultType.valueOf((EnumValueDescriptor) value);
    }

    private static void refused(TestChain chain, Message message, String text) {
        IbcException refused = chain.refuse(message);
        assertTrue(refused.text().contains(text), refused.text());
    }

    @Test
    void clientsAreTiedOnceAndByTheirCreator() {
        MsgRegisterCounterparty again = registration(pair.a());
        refused(a, again, "cannot register counterparty once it is already set: invalid request");
        refused(a, again.toBuilder().setSigner("mallory").build(), "expected same signer as createClient submittor");
        refused(a, again.toBuilder().clearCounterpartyMerklePrefix().build(), "messaging key cannot be empty");
        refused(a, again.toBuilder().setCounterpartyClientId("client").build(), "must be in valid format");
    }

    @Test
    void aPacketIsReceivedOnceAndAcknowledgedOnce() {
        Packet packet = send(100);
        assertEquals(1, packet.getSequence());
        assertEquals(SUCCESS, result(b.deliver(receiving(pair.b(), packet))));
        Acknowledgement answer = answer(b);
        assertEquals(List.of(ByteString.copyFromUtf8("fine")), answer.getAppAcknowledgementsList());
        assertEquals(
                2,
                b.events().stream()
                        .filter(event -> event.type().equals("recv_packet"))
                        .count());
        assertEquals(NOOP, result(b.deliver(receiving(pair.b(), packet))));
        assertEquals(SUCCESS, result(a.deliver(acknowledging(pair.a(), packet, answer))));
        assertEquals(NOOP, result(a.deliver(acknowledging(pair.a(), packet, answer))));
        assertEquals(List.of("onSend 1", "onReceive 1", "onAcknowledge 1"), application.told);
        assertTrue(PacketStoreV2.commitment(a.context(), pair.a().client(), 1).isEmpty());
    }

    @Test
    void sendingIsLimitedInTimeAndToApplications() {
        refused(a, sending(-1), "timeout is less than or equal the current block timestamp");
        refused(a, sending(24 * 3600 + 5), "timeout exceeds the maximum expected value: invalid packet timeout");
        refused(a, sending(0).toBuilder().setTimeoutTimestamp(0).build(), "timeout must not be 0");
        refused(a, sending(9).toBuilder().clearPayloads().build(), "payload length is 0, must be 1");
        refused(
                a,
                sending(9).toBuilder().addPayloads(sending(9).getPayloads(0)).build(),
                "payload length is 2, must be 1: invalid payload");
        refused(
                a,
                sending(9).toBuilder()
                        .setPayloads(0, sending(9).getPayloads(0).toBuilder().clearValue())
                        .build(),
                "payload value cannot be empty");
        refused(
                a,
                sending(9).toBuilder()
                        .setPayloads(0, sending(9).getPayloads(0).toBuilder().setSourcePort("nobody"))
                        .build(),
                "no route for nobody");
        refused(
                a,
                sending(9).toBuilder()
                        .setSourceClient(pair.createClient(pair.a()))
                        .build(),
                "counterparty not found for client: 99-looking-1: counterparty not found");
        application.refuses = "onSend";
        refused(a, sending(9), "application: internal logic error");
        assertTrue(PacketStoreV2.commitment(a.context(), pair.a().client(), 1).isEmpty());
    }

    @Test
    void forgedPacketsAreRefused() {
        Packet packet = send(100);
        MsgRecvPacket good = receiving(pair.b(), packet);
        record Row(Packet packet, String text) {}
        for (Row row : List.of(
                new Row(packet.toBuilder().setSequence(2).build(), "nothing at the path"),
                new Row(packet.toBuilder().setTimeoutTimestamp(9_999_999_999L).build(), "another value"),
                new Row(
                        packet.toBuilder()
                                .setPayloads(
                                        0, packet.getPayloads(0).toBuilder().setVersion("w"))
                                .build(),
                        "another value"),
                new Row(packet.toBuilder().setSourceClient("99-looking-7").build(), "does not match packet source id"),
                new Row(
                        packet.toBuilder().setDestinationClient("99-looking-7").build(),
                        "counterparty not found for client: 99-looking-7"))) {
            refused(b, good.toBuilder().setPacket(row.packet()).build(), row.text());
        }
        refused(
                b,
                good.toBuilder()
                        .setProofCommitment(ByteString.copyFromUtf8("x"))
                        .build(),
                "no proof");
        assertEquals(List.of("onSend 1"), application.told);
    }

    @Test
    void aFailureIsToldByASentinelAndUndone() {
        application.answer = new IbcModuleV2.Answer.Failure();
        Packet packet = send(100);
        b.deliver(receiving(pair.b(), packet));
        assertEquals(
                ByteString.copyFrom(Sha256.of("UNIVERSAL_ERROR_ACKNOWLEDGEMENT".getBytes(UTF_8))),
                answer(b).getAppAcknowledgements(0));
        assertFalse(b.context().store("application").has("onReceive".getBytes(UTF_8)));
        assertTrue(b.event("ibccallbackerror-application").isPresent());
        assertTrue(b.event("ibccallbackerror-recv_packet").isPresent());
        a.deliver(acknowledging(pair.a(), packet, answer(b)));
    }

    @Test
    void neitherTheSentinelNorNothingIsASuccess() {
        Packet packet = send(100);
        application.answer = new IbcModuleV2.Answer.Success(Acknowledgements.ERROR);
        refused(b, receiving(pair.b(), packet), "application acknowledgement cannot be sentinel error acknowledgement");
        application.answer = new IbcModuleV2.Answer.Success(ByteString.EMPTY);
        refused(b, receiving(pair.b(), packet), "app acknowledgement cannot be empty: invalid acknowledgement");
        assertFalse(PacketStoreV2.hasReceipt(b.context(), pair.b().client(), 1));
    }

    @Test
    void anAnswerMayComeLaterAndOnlyOnce() {
        application.answer = new IbcModuleV2.Answer.Later();
        Packet packet = send(100);
        b.deliver(receiving(pair.b(), packet));
        assertTrue(b.event("write_acknowledgement").isEmpty());
        Acknowledgement late = Acknowledgements.of(ByteString.copyFromUtf8("late"));
        writeLater(late);
        a.deliver(acknowledging(pair.a(), packet, late));
        try {
            writeLater(late);
        } catch (IbcException again) {
            assertEquals(PacketError.INVALID_ACKNOWLEDGEMENT, again.kind());
            return;
        }
        throw new AssertionError("answered twice");
    }

    private void writeLater(Acknowledgement acknowledgement) {
        b.transact(ctx -> {
            b.core().packetsV2().writeLater(ctx, pair.b().client(), 1, acknowledgement);
            return true;
        });
    }

    @Test
    void aLatePacketTimesOutOnce() {
        Packet packet = send(10);
        refused(a, timingOut(packet), "proof timestamp: ");
        b.endBlock(60);
        refused(b, receiving(pair.b(), packet), "current timestamp: ");
        MsgTimeout timeout = timingOut(packet);
        refused(
                a,
                timeout.toBuilder()
                        .setProofUnreceived(ByteString.copyFromUtf8("x"))
                        .build(),
                "no proof");
        assertEquals(SUCCESS, result(a.deliver(timeout)));
        assertEquals(NOOP, result(a.deliver(timeout)));
        assertEquals(List.of("onSend 1", "onTimeout 1"), application.told);
    }

    @Test
    void aReceivedPacketDoesNotTimeOut() {
        Packet packet = send(10);
        b.deliver(receiving(pair.b(), packet));
        b.endBlock(60);
        refused(a, timingOut(packet), "something is at the path");
    }

    @Test
    void aClientsCreatorChoosesItsRelayers() {
        Packet packet = send(100);
        MsgUpdateClientConfig only = MsgUpdateClientConfig.newBuilder()
                .setClientId(pair.b().client())
                .setConfig(Config.newBuilder().addAllowedRelayers("chosen"))
                .setSigner(ChainPair.RELAYER)
                .build();
        refused(b, only.toBuilder().setSigner("mallory").build(), "authority or client creator relayer");
        MsgRecvPacket message = receiving(pair.b(), packet);
        b.deliver(only);
        refused(b, message, "relayer relayer is not authorized to update client 99-looking-0: unauthorized");
        refused(b, pair.message(pair.b(), "Header"), "relayer relayer is not authorized");
        b.deliver(message.toBuilder().setSigner("chosen").build());
    }

    @Test
    void packetsAreToldWhatBecameOfThem() {
        Packet packet = send(100);
        send(100);
        b.deliver(receiving(pair.b(), packet));
        String service = "/ibc.core.channel.v2.Query/";
        assertEquals(
                List.of(1L, 2L),
                a
                        .query(
                                service + "PacketCommitments",
                                QueryPacketCommitmentsRequest.newBuilder()
                                        .setClientId(pair.a().client())
                                        .build(),
                                QueryPacketCommitmentsResponse.class)
                        .getCommitmentsList()
                        .stream()
                        .map(state -> state.getSequence())
                        .toList());
        assertEquals(
                List.of(2L),
                b.query(
                                service + "UnreceivedPackets",
                                QueryUnreceivedPacketsRequest.newBuilder()
                                        .setClientId(pair.b().client())
                                        .addAllSequences(List.of(1L, 2L))
                                        .build(),
                                QueryUnreceivedPacketsResponse.class)
                        .getSequencesList());
    }

    private Packet transfer(TestChain from, String sender, String receiver, String denom, String encoding) {
        from.deliver(MsgTransfer.newBuilder()
                .setSourcePort("transfer")
                .setSourceChannel("99-looking-0")
                .setToken(Coin.newBuilder().setDenom(denom).setAmount("30"))
                .setSender(sender)
                .setReceiver(receiver)
                .setTimeoutTimestamp(from.clock().nanos() / 1_000_000_000L + 100)
                .setEncoding(encoding)
                .build());
        return sent(from);
    }

    @Test
    void tokensTravelBetweenClientsInEveryEncoding() {
        String voucher = Denom.parse("transfer/99-looking-0/coin").local();
        for (String encoding : List.of("", "application/x-protobuf", "application/x-solidity-abi")) {
            a.transact(ctx -> {
                TestBank.give(ctx, "alice", "coin", 30);
                return true;
            });
            Packet out = transfer(a, "alice", "bob", "coin", encoding);
            b.deliver(receiving(pair.b(), out));
            a.deliver(acknowledging(pair.a(), out, answer(b)));
            assertEquals(BigInteger.valueOf(30), TestBank.balance(b.context(), "bob".getBytes(UTF_8), voucher));
            Packet back = transfer(b, "bob", "carol", voucher, encoding);
            assertEquals(BigInteger.ZERO, TestBank.supply(b.context(), voucher));
            a.deliver(receiving(pair.a(), back));
            b.deliver(acknowledging(pair.b(), back, answer(a)));
        }
        assertEquals(BigInteger.valueOf(90), TestBank.balance(a.context(), "carol".getBytes(UTF_8), "coin"));
        assertEquals(BigInteger.ZERO, TransferKeeper.escrowed(a.context(), "coin"));
    }

    @Test
    void whatIsRefusedThereComesBack() {
        a.transact(ctx -> {
            TestBank.give(ctx, "alice", "coin", 30);
            return true;
        });
        Packet out = transfer(a, "alice", TestBank.BLOCKED, "coin", "");
        b.deliver(receiving(pair.b(), out));
        assertEquals(Acknowledgements.ERROR, answer(b).getAppAcknowledgements(0));
        a.deliver(acknowledging(pair.a(), out, answer(b)));
        assertEquals(BigInteger.valueOf(30), TestBank.balance(a.context(), "alice".getBytes(UTF_8), "coin"));
    }

    @Test
    void onlyTheSenderSignsAndBasesHaveNoSlashes() {
        MsgSendPacket forged = sending(50).toBuilder()
                .setPayloads(0, TransferModuleV2.payload(new TransferData("coin", "5", "alice", "bob", ""), ""))
                .setSigner("mallory")
                .build();
        refused(a, forged, "sender alice is different from signer mallory: unauthorized");
        refused(
                a,
                sending(50).toBuilder()
                        .setPayloads(0, TransferModuleV2.payload(new TransferData("a/b", "5", "alice", "bob", ""), ""))
                        .build(),
                "base denomination a/b cannot contain slashes for IBC v2 packet");
    }

    /** Computed from the definition: version 2, then digests of destination, time and payloads. */
    @Test
    void aCommitmentIsTheDigestOfDigests() {
        Packet packet = Packet.newBuilder()
                .setDestinationClient("d")
                .setTimeoutTimestamp(3)
                .addPayloads(sending(1).getPayloads(0))
                .build();
        byte[] payload = Sha256.of(
                Sha256.of("wasm2abc".getBytes(UTF_8)),
                Sha256.of("wasm2def".getBytes(UTF_8)),
                Sha256.of("v".getBytes(UTF_8)),
                Sha256.of("e".getBytes(UTF_8)),
                Sha256.of("hello".getBytes(UTF_8)));
        byte[] expected = Sha256.of(
                new byte[] {2},
                Sha256.of("d".getBytes(UTF_8)),
                Sha256.of(new byte[] {0, 0, 0, 0, 0, 0, 0, 3}),
                Sha256.of(payload));
        assertEquals(HexFormat.of().formatHex(expected), HexFormat.of().formatHex(PacketsV2.commitment(packet)));
    }

    @Test
    void brokenSolidityIsRefused() {
        TransferData data = new TransferData("coin", "5", "alice", "bob", "memo");
        byte[] good = TransferDataReader.write(data, "application/x-solidity-abi");
        assertEquals(data, TransferDataReader.read(good, "ics20-1", "application/x-solidity-abi", bank));
        for (int cut = 0; cut < good.length - 32; cut += 16) {
            byte[] broken = Arrays.copyOf(good, cut);
            try {
                TransferDataReader.read(broken, "ics20-1", "application/x-solidity-abi", bank);
            } catch (IbcException refused) {
                assertEquals(IbcError.INVALID_TYPE, refused.kind());
                continue;
            }
            throw new AssertionError("read from " + cut + " bytes");
        }
    }
}
