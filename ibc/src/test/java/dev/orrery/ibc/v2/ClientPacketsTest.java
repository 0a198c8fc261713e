package dev.orrery.ibc.v2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.Sha256;
import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.TestChain;
import dev.orrery.proto.ibc.core.channel.v2.Acknowledgement;
import dev.orrery.proto.ibc.core.channel.v2.MsgRecvPacket;
import dev.orrery.proto.ibc.core.channel.v2.MsgTimeout;
import dev.orrery.proto.ibc.core.channel.v2.Packet;
import dev.orrery.proto.ibc.core.channel.v2.QueryPacketCommitmentsRequest;
import dev.orrery.proto.ibc.core.channel.v2.QueryPacketCommitmentsResponse;
import dev.orrery.proto.ibc.core.channel.v2.QueryUnreceivedPacketsRequest;
import dev.orrery.proto.ibc.core.channel.v2.QueryUnreceivedPacketsResponse;
import dev.orrery.proto.ibc.core.client.v2.Config;
import dev.orrery.proto.ibc.core.client.v2.MsgRegisterCounterparty;
import dev.orrery.proto.ibc.core.client.v2.MsgUpdateClientConfig;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientPacketsTest {
    private final TiedClients clients = new TiedClients();
    private final ChainPair pair = clients.pair();
    private final TestChain a = pair.a().chain();
    private final TestChain b = pair.b().chain();
    private final TiedClients.Application application = clients.application();

    @Test
    void clientsAreTiedOnceAndByTheirCreator() {
        MsgRegisterCounterparty again = clients.registration(pair.a());
        a.refuse(again, "cannot register counterparty once it is already set: invalid request");
        a.refuse(again.toBuilder().setSigner("mallory").build(), "expected same signer as createClient submittor");
        a.refuse(again.toBuilder().clearCounterpartyMerklePrefix().build(), "messaging key cannot be empty");
        a.refuse(again.toBuilder().setCounterpartyClientId("client").build(), "must be in valid format");
    }

    @Test
    void aPacketIsReceivedOnceAndAcknowledgedOnce() {
        Packet packet = clients.send(100);
        assertEquals(1, packet.getSequence());
        assertEquals(TiedClients.SUCCESS, TiedClients.result(b.deliver(clients.receiving(pair.b(), packet))));
        Acknowledgement answer = TiedClients.answer(b);
        assertEquals(List.of(ByteString.copyFromUtf8("fine")), answer.getAppAcknowledgementsList());
        assertEquals(
                2,
                b.events().stream()
                        .filter(event -> event.type().equals("recv_packet"))
                        .count());
        assertEquals(TiedClients.NOOP, TiedClients.result(b.deliver(clients.receiving(pair.b(), packet))));
        assertEquals(
                TiedClients.SUCCESS, TiedClients.result(a.deliver(clients.acknowledging(pair.a(), packet, answer))));
        assertEquals(TiedClients.NOOP, TiedClients.result(a.deliver(clients.acknowledging(pair.a(), packet, answer))));
        assertEquals(List.of("onSend 1", "onReceive 1", "onAcknowledge 1"), application.told());
        assertTrue(PacketStoreV2.commitment(a.context(), pair.a().client(), 1).isEmpty());
    }

    @Test
    void sendingIsLimitedInTimeAndToApplications() {
        a.refuse(clients.sending(-1), "timeout is less than or equal the current block timestamp");
        a.refuse(clients.sending(24 * 3600 + 5), "timeout exceeds the maximum expected value: invalid packet timeout");
        a.refuse(clients.sending(0).toBuilder().setTimeoutTimestamp(0).build(), "timeout must not be 0");
        a.refuse(clients.sending(9).toBuilder().clearPayloads().build(), "payload length is 0, must be 1");
        a.refuse(
                clients.sending(9).toBuilder()
                        .addPayloads(clients.sending(9).getPayloads(0))
                        .build(),
                "payload length is 2, must be 1: invalid payload");
        a.refuse(
                clients.sending(9).toBuilder()
                        .setPayloads(
                                0, clients.sending(9).getPayloads(0).toBuilder().clearValue())
                        .build(),
                "payload value cannot be empty");
        a.refuse(
                clients.sending(9).toBuilder()
                        .setPayloads(
                                0, clients.sending(9).getPayloads(0).toBuilder().setSourcePort("nobody"))
                        .build(),
                "no route for nobody");
        a.refuse(
                clients.sending(9).toBuilder()
                        .setSourceClient(pair.createClient(pair.a()))
                        .build(),
                "counterparty not found for client: 99-looking-1: counterparty not found");
        application.refuse("onSend");
        a.refuse(clients.sending(9), "application: internal logic error");
        assertTrue(PacketStoreV2.commitment(a.context(), pair.a().client(), 1).isEmpty());
    }

    @Test
    void forgedPacketsAreRefused() {
        Packet packet = clients.send(100);
        MsgRecvPacket good = clients.receiving(pair.b(), packet);
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
            b.refuse(good.toBuilder().setPacket(row.packet()).build(), row.text());
        }
        b.refuse(
                good.toBuilder()
                        .setProofCommitment(ByteString.copyFromUtf8("x"))
                        .build(),
                "no proof");
        assertEquals(List.of("onSend 1"), application.told());
    }

    @Test
    void aFailureIsToldByASentinelAndUndone() {
        application.answer(new IbcModuleV2.Answer.Failure());
        Packet packet = clients.send(100);
        b.deliver(clients.receiving(pair.b(), packet));
        assertEquals(
                ByteString.copyFrom(Sha256.of("UNIVERSAL_ERROR_ACKNOWLEDGEMENT".getBytes(UTF_8))),
                TiedClients.answer(b).getAppAcknowledgements(0));
        assertFalse(b.context().store("application").has("onReceive".getBytes(UTF_8)));
        assertTrue(b.event("ibccallbackerror-application").isPresent());
        assertTrue(b.event("ibccallbackerror-recv_packet").isPresent());
        a.deliver(clients.acknowledging(pair.a(), packet, TiedClients.answer(b)));
    }

    @Test
    void neitherTheSentinelNorNothingIsASuccess() {
        Packet packet = clients.send(100);
        application.answer(new IbcModuleV2.Answer.Success(Acknowledgements.ERROR));
        b.refuse(
                clients.receiving(pair.b(), packet),
                "application acknowledgement cannot be sentinel error acknowledgement");
        application.answer(new IbcModuleV2.Answer.Success(ByteString.EMPTY));
        b.refuse(clients.receiving(pair.b(), packet), "app acknowledgement cannot be empty: invalid acknowledgement");
        assertFalse(PacketStoreV2.hasReceipt(b.context(), pair.b().client(), 1));
    }

    @Test
    void anAnswerMayComeLaterAndOnlyOnce() {
        application.answer(new IbcModuleV2.Answer.Later());
        Packet packet = clients.send(100);
        b.deliver(clients.receiving(pair.b(), packet));
        assertTrue(b.event("write_acknowledgement").isEmpty());
        Acknowledgement late = Acknowledgements.of(ByteString.copyFromUtf8("late"));
        writeLater(late);
        a.deliver(clients.acknowledging(pair.a(), packet, late));
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
        Packet packet = clients.send(10);
        a.refuse(clients.timingOut(packet), "proof timestamp: ");
        b.endBlock(60);
        b.refuse(clients.receiving(pair.b(), packet), "current timestamp: ");
        MsgTimeout timeout = clients.timingOut(packet);
        a.refuse(
                timeout.toBuilder()
                        .setProofUnreceived(ByteString.copyFromUtf8("x"))
                        .build(),
                "no proof");
        assertEquals(TiedClients.SUCCESS, TiedClients.result(a.deliver(timeout)));
        assertEquals(TiedClients.NOOP, TiedClients.result(a.deliver(timeout)));
        assertEquals(List.of("onSend 1", "onTimeout 1"), application.told());
    }

    @Test
    void aReceivedPacketDoesNotTimeOut() {
        Packet packet = clients.send(10);
        b.deliver(clients.receiving(pair.b(), packet));
        b.endBlock(60);
        a.refuse(clients.timingOut(packet), "something is at the path");
    }

    @Test
    void aClientsCreatorChoosesItsRelayers() {
        Packet packet = clients.send(100);
        MsgUpdateClientConfig only = MsgUpdateClientConfig.newBuilder()
                .setClientId(pair.b().client())
                .setConfig(Config.newBuilder().addAllowedRelayers("chosen"))
                .setSigner(ChainPair.RELAYER)
                .build();
        b.refuse(only.toBuilder().setSigner("mallory").build(), "authority or client creator relayer");
        MsgRecvPacket message = clients.receiving(pair.b(), packet);
        b.deliver(only);
        b.refuse(message, "relayer relayer is not authorized to update client 99-looking-0: unauthorized");
        b.refuse(pair.message(pair.b(), "Header"), "relayer relayer is not authorized");
        b.deliver(message.toBuilder().setSigner("chosen").build());
    }

    @Test
    void packetsAreToldWhatBecameOfThem() {
        Packet packet = clients.send(100);
        clients.send(100);
        b.deliver(clients.receiving(pair.b(), packet));
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

    @Test
    void aCommitmentIsTheDigestOfDigests() {
        Packet packet = Packet.newBuilder()
                .setDestinationClient("d")
                .setTimeoutTimestamp(3)
                .addPayloads(clients.sending(1).getPayloads(0))
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
}
