package dev.orrery.ibc.v2;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcError;
import dev.orrery.ibc.IbcEvent;
import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.TestAddresses;
import dev.orrery.ibc.kit.TestBank;
import dev.orrery.ibc.kit.TestChain;
import dev.orrery.ibc.transfer.TransferKeeper;
import dev.orrery.ibc.transfer.TransferMessages;
import dev.orrery.proto.ibc.core.channel.v2.Acknowledgement;
import dev.orrery.proto.ibc.core.channel.v2.MsgAcknowledgement;
import dev.orrery.proto.ibc.core.channel.v2.MsgRecvPacket;
import dev.orrery.proto.ibc.core.channel.v2.MsgSendPacket;
import dev.orrery.proto.ibc.core.channel.v2.MsgTimeout;
import dev.orrery.proto.ibc.core.channel.v2.Packet;
import dev.orrery.proto.ibc.core.channel.v2.Payload;
import dev.orrery.proto.ibc.core.channel.v2.ResponseResultType;
import dev.orrery.proto.ibc.core.client.v2.MsgRegisterCounterparty;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Two chains whose clients are tied to each other, with an application and transfers on both, and the messages between them. */
final class TiedClients {
    static final ResponseResultType NOOP = ResponseResultType.RESPONSE_RESULT_TYPE_NOOP;
    static final ResponseResultType SUCCESS = ResponseResultType.RESPONSE_RESULT_TYPE_SUCCESS;

    private static final ByteString PROOF = ChainPair.PROOF;

    private final Application application = new Application();
    private final TestBank bank = new TestBank();
    private final TransferKeeper keeper = new TransferKeeper(bank, new TestAddresses());
    private final PayloadRouter payloads =
            new PayloadRouter(Map.of("transfer", new TransferModuleV2(keeper)), Map.of("wasm2", application));
    private final ChainPair pair = new ChainPair(core -> Map.of(), core -> Map.of(), payloads);
    private final TestChain a = pair.a().chain();

    /** Remembers what it was told, and answers and refuses as it is bidden. */
    static final class Application implements IbcModuleV2 {
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

        List<String> told() {
            return told;
        }

        void answer(Answer next) {
            answer = next;
        }

        void refuse(String what) {
            refuses = what;
        }
    }

    TiedClients() {
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

    MsgRegisterCounterparty registration(ChainPair.Side side) {
        return MsgRegisterCounterparty.newBuilder()
                .setClientId(side.client())
                .setCounterpartyClientId(pair.other(side).client())
                .addCounterpartyMerklePrefix(ByteString.copyFromUtf8("ibc"))
                .addCounterpartyMerklePrefix(ByteString.EMPTY)
                .setSigner(ChainPair.RELAYER)
                .build();
    }

    MsgSendPacket sending(long seconds) {
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

    Packet send(long seconds) {
        a.deliver(sending(seconds));
        return sent(a);
    }

    static Packet sent(TestChain chain) {
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

    MsgRecvPacket receiving(ChainPair.Side to, Packet packet) {
        return MsgRecvPacket.newBuilder()
                .setPacket(packet)
                .setProofCommitment(PROOF)
                .setProofHeight(pair.update(to))
                .setSigner(ChainPair.RELAYER)
                .build();
    }

    static Acknowledgement answer(TestChain chain) {
        try {
            return Acknowledgement.parseFrom(hex(chain, "write_acknowledgement", "encoded_acknowledgement_hex"));
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException(broken);
        }
    }

    MsgAcknowledgement acknowledging(ChainPair.Side to, Packet packet, Acknowledgement acknowledgement) {
        return MsgAcknowledgement.newBuilder()
                .setPacket(packet)
                .setAcknowledgement(acknowledgement)
                .setProofAcked(PROOF)
                .setProofHeight(pair.update(to))
                .setSigner(ChainPair.RELAYER)
                .build();
    }

    MsgTimeout timingOut(Packet packet) {
        return MsgTimeout.newBuilder()
                .setPacket(packet)
                .setProofUnreceived(PROOF)
                .setProofHeight(pair.update(pair.a()))
                .setSigner(ChainPair.RELAYER)
                .build();
    }

    static ResponseResultType result(Message response) {
        Object value = response.getField(response.getDescriptorForType().findFieldByName("result"));
        return ResponseResultType.valueOf((EnumValueDescriptor) value);
    }

    Application application() {
        return application;
    }

    TestBank bank() {
        return bank;
    }

    ChainPair pair() {
        return pair;
    }
}
