package dev.orrery.ibc.v2;

import static dev.orrery.ibc.Circumstances.within;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.ibc.IbcBranch;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcError;
import dev.orrery.ibc.IbcEvent;
import dev.orrery.ibc.IbcMessage;
import dev.orrery.ibc.MessageChecks;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.ibc.v2.IbcModuleV2.Answer;
import dev.orrery.ibc.v2.IbcModuleV2.Delivery;
import dev.orrery.proto.ibc.core.channel.v2.Acknowledgement;
import dev.orrery.proto.ibc.core.channel.v2.MsgAcknowledgement;
import dev.orrery.proto.ibc.core.channel.v2.MsgAcknowledgementResponse;
import dev.orrery.proto.ibc.core.channel.v2.MsgRecvPacket;
import dev.orrery.proto.ibc.core.channel.v2.MsgRecvPacketResponse;
import dev.orrery.proto.ibc.core.channel.v2.MsgSendPacket;
import dev.orrery.proto.ibc.core.channel.v2.MsgSendPacketResponse;
import dev.orrery.proto.ibc.core.channel.v2.MsgTimeout;
import dev.orrery.proto.ibc.core.channel.v2.MsgTimeoutResponse;
import dev.orrery.proto.ibc.core.channel.v2.Packet;
import dev.orrery.proto.ibc.core.channel.v2.Payload;
import dev.orrery.proto.ibc.core.channel.v2.ResponseResultType;
import java.util.List;
import java.util.function.Predicate;

/** The messages of {@code ibc.core.channel.v2}. ibc-go 04-channel/v2 types/msgs.go, keeper/msg_server.go. */
public record PacketMessagesV2(
        PacketKeeperV2 packets, CounterpartyKeeper counterparties, PayloadRouter applications, MessageChecks checks) {
    private static final ResponseResultType NOOP = ResponseResultType.RESPONSE_RESULT_TYPE_NOOP;
    private static final ResponseResultType SUCCESS = ResponseResultType.RESPONSE_RESULT_TYPE_SUCCESS;

    public List<IbcMessage<?>> all() {
        return List.of(
                new IbcMessage<>(MsgSendPacket.getDefaultInstance(), this::check, this::send),
                new IbcMessage<>(MsgRecvPacket.getDefaultInstance(), this::check, this::receive),
                new IbcMessage<>(MsgAcknowledgement.getDefaultInstance(), this::check, this::acknowledge),
                new IbcMessage<>(MsgTimeout.getDefaultInstance(), this::check, this::timeout));
    }

    private void check(MsgSendPacket msg) {
        Identifiers.checkClient(msg.getSourceClient());
        if (msg.getTimeoutTimestamp() == 0) {
            throw PacketError.INVALID_TIMEOUT.failure("timeout must not be 0");
        }
        PacketsV2.requireOne(msg.getPayloadsList());
        PacketsV2.check(msg.getPayloads(0));
        checks.signer(msg.getSigner());
    }

    private Message send(IbcContext ctx, MsgSendPacket msg) {
        long sequence = send(
                ctx,
                msg.getSourceClient(),
                msg.getTimeoutTimestamp(),
                msg.getPayloadsList(),
                checks.relayer(msg.getSigner()));
        return MsgSendPacketResponse.newBuilder().setSequence(sequence).build();
    }

    /** Sends a packet. Returns its sequence, unsigned. */
    public long send(IbcContext ctx, String client, long timeoutSeconds, List<Payload> payloads, String signer) {
        Packet packet = within(
                "send packet failed for source id: " + client,
                () -> packets.send(ctx, client, timeoutSeconds, payloads));
        for (Payload payload : payloads) {
            applications.route(payload.getSourcePort()).onSend(ctx, delivery(packet, payload), signer);
        }
        return packet.getSequence();
    }

    private static Delivery delivery(Packet packet, Payload payload) {
        return new Delivery(packet.getSourceClient(), packet.getDestinationClient(), packet.getSequence(), payload);
    }

    private void check(MsgRecvPacket msg) {
        MessageChecks.proof(msg.getProofCommitment(), "proof commitment can not be empty");
        checks.signer(msg.getSigner());
        PacketsV2.check(msg.getPacket());
    }

    private Message receive(IbcContext ctx, MsgRecvPacket msg) {
        Packet packet = msg.getPacket();
        requireRelayer(ctx, packet.getDestinationClient(), msg.getSigner());
        IbcBranch branch = ctx.branch();
        boolean first = within(
                "receive packet verification failed",
                () -> packets.receive(
                        branch.context(), packet, MessageChecks.proof(msg.getProofCommitment(), msg.getProofHeight())));
        if (!first) {
            return MsgRecvPacketResponse.newBuilder().setResult(NOOP).build();
        }
        branch.commit();
        answer(ctx, packet, branch.events(), checks.relayer(msg.getSigner()));
        return MsgRecvPacketResponse.newBuilder().setResult(SUCCESS).build();
    }

    private void requireRelayer(IbcContext ctx, String client, String signer) {
        if (!counterparties.mayRelay(ctx, client, signer)) {
            throw IbcError.UNAUTHORIZED.failure("relayer " + signer + " is not authorized to update client " + client);
        }
    }

    /**
     * Lets the application act in a branch, and writes its answer.
     *
     * <p>Quirk: the application acts in the branch the packet was received in, whose events the reference tells again with the
     * application's.
     */
    private void answer(IbcContext ctx, Packet packet, List<IbcEvent> received, String relayer) {
        Payload payload = packet.getPayloads(0);
        IbcBranch branch = ctx.branch();
        Answer answer = applications
                .route(payload.getDestinationPort())
                .onReceive(branch.context(), delivery(packet, payload), relayer);
        switch (answer) {
            case Answer.Failure failure -> {
                received.forEach(event -> ctx.events().emit(event.asError()));
                branch.events().forEach(event -> ctx.events().emit(event.asError()));
                packets.writeAcknowledgement(ctx, packet, Acknowledgements.of(Acknowledgements.ERROR));
            }
            case Answer.Success(ByteString acknowledgement) -> {
                if (acknowledgement.equals(Acknowledgements.ERROR)) {
                    throw PacketError.INVALID_ACKNOWLEDGEMENT.failure(
                            "application acknowledgement cannot be sentinel error acknowledgement");
                }
                received.forEach(ctx.events()::emit);
                branch.commit();
                packets.writeAcknowledgement(ctx, packet, Acknowledgements.of(acknowledgement));
            }
            case Answer.Later later -> {
                received.forEach(ctx.events()::emit);
                branch.commit();
                PacketStoreV2.setWaiting(ctx, packet);
            }
        }
    }

    private void check(MsgAcknowledgement msg) {
        MessageChecks.proof(msg.getProofAcked(), "cannot submit an empty acknowledgement proof");
        Acknowledgements.check(msg.getAcknowledgement());
        checks.signer(msg.getSigner());
        PacketsV2.check(msg.getPacket());
    }

    private Message acknowledge(IbcContext ctx, MsgAcknowledgement msg) {
        Packet packet = msg.getPacket();
        requireRelayer(ctx, packet.getSourceClient(), msg.getSigner());
        Acknowledgement acknowledgement = msg.getAcknowledgement();
        boolean first = once(
                ctx,
                "acknowledge packet verification failed",
                branch -> packets.acknowledge(
                        branch,
                        packet,
                        acknowledgement,
                        MessageChecks.proof(msg.getProofAcked(), msg.getProofHeight())));
        if (!first) {
            return MsgAcknowledgementResponse.newBuilder().setResult(NOOP).build();
        }
        Payload payload = packet.getPayloads(0);
        within(
                failed("OnAcknowledgementPacket", packet, payload),
                () -> applications
                        .route(payload.getSourcePort())
                        .onAcknowledge(
                                ctx,
                                delivery(packet, payload),
                                acknowledgement.getAppAcknowledgements(0),
                                checks.relayer(msg.getSigner())));
        return MsgAcknowledgementResponse.newBuilder().setResult(SUCCESS).build();
    }

    private static String failed(String step, Packet packet, Payload payload) {
        return "failed " + step + " for source port " + payload.getSourcePort() + ", source client "
                + packet.getSourceClient() + ", destination client " + packet.getDestinationClient();
    }

    private static boolean once(IbcContext ctx, String failure, Predicate<IbcContext> step) {
        IbcBranch branch = ctx.branch();
        boolean first = within(failure, () -> step.test(branch.context()));
        if (first) {
            branch.commit();
        }
        return first;
    }

    private void check(MsgTimeout msg) {
        MessageChecks.proof(msg.getProofUnreceived(), "proof unreceived can not be empty");
        checks.signer(msg.getSigner());
        PacketsV2.check(msg.getPacket());
    }

    private Message timeout(IbcContext ctx, MsgTimeout msg) {
        Packet packet = msg.getPacket();
        requireRelayer(ctx, packet.getSourceClient(), msg.getSigner());
        boolean first = once(
                ctx,
                "timeout packet verification failed",
                branch -> packets.timeout(
                        branch, packet, MessageChecks.proof(msg.getProofUnreceived(), msg.getProofHeight())));
        if (!first) {
            return MsgTimeoutResponse.newBuilder().setResult(NOOP).build();
        }
        Payload payload = packet.getPayloads(0);
        within(
                failed("OnTimeoutPacket", packet, payload),
                () -> applications
                        .route(payload.getSourcePort())
                        .onTimeout(ctx, delivery(packet, payload), checks.relayer(msg.getSigner())));
        return MsgTimeoutResponse.newBuilder().setResult(SUCCESS).build();
    }
}
