package dev.orrery.ibc.core;

import static dev.orrery.ibc.Circumstances.within;

import com.google.protobuf.Message;
import dev.orrery.ibc.IbcBranch;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcMessage;
import dev.orrery.ibc.MessageChecks;
import dev.orrery.ibc.channel.ChannelError;
import dev.orrery.ibc.packet.Acknowledgement;
import dev.orrery.ibc.packet.PacketAcknowledge;
import dev.orrery.ibc.packet.PacketReceive;
import dev.orrery.ibc.packet.PacketTimeout;
import dev.orrery.ibc.packet.Packets;
import dev.orrery.ibc.port.IbcModule;
import dev.orrery.ibc.port.PortRouter;
import dev.orrery.proto.ibc.core.channel.v1.MsgAcknowledgement;
import dev.orrery.proto.ibc.core.channel.v1.MsgAcknowledgementResponse;
import dev.orrery.proto.ibc.core.channel.v1.MsgRecvPacket;
import dev.orrery.proto.ibc.core.channel.v1.MsgRecvPacketResponse;
import dev.orrery.proto.ibc.core.channel.v1.MsgTimeout;
import dev.orrery.proto.ibc.core.channel.v1.MsgTimeoutOnClose;
import dev.orrery.proto.ibc.core.channel.v1.MsgTimeoutOnCloseResponse;
import dev.orrery.proto.ibc.core.channel.v1.MsgTimeoutResponse;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import dev.orrery.proto.ibc.core.channel.v1.ResponseResultType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The messages of {@code ibc.core.channel.v1} that relay packets. Each works in two steps: core checks and remembers, in a branch that is
 * dropped if the message came before; then the application acts. ibc-go 04-channel types/msgs.go, core/keeper/msg_server.go.
 */
record PacketMessages(
        PacketReceive receive,
        PacketAcknowledge acknowledge,
        PacketTimeout timeout,
        PortRouter ports,
        MessageChecks checks) {
    private static final ResponseResultType NOOP = ResponseResultType.RESPONSE_RESULT_TYPE_NOOP;
    private static final ResponseResultType SUCCESS = ResponseResultType.RESPONSE_RESULT_TYPE_SUCCESS;

    List<IbcMessage<?>> all() {
        return List.of(
                new IbcMessage<>(MsgRecvPacket.getDefaultInstance(), this::check, this::receive),
                new IbcMessage<>(MsgTimeout.getDefaultInstance(), this::check, this::timeout),
                new IbcMessage<>(MsgTimeoutOnClose.getDefaultInstance(), this::check, this::timeoutOnClose),
                new IbcMessage<>(MsgAcknowledgement.getDefaultInstance(), this::check, this::acknowledge));
    }

    private void check(MsgRecvPacket msg) {
        MessageChecks.proof(msg.getProofCommitment(), "cannot submit an empty commitment proof");
        checks.signer(msg.getSigner());
        Packets.check(msg.getPacket());
    }

    private Message receive(IbcContext ctx, MsgRecvPacket msg) {
        String relayer = checks.relayer(msg.getSigner());
        Packet packet = msg.getPacket();
        IbcModule application = ports.route(packet.getDestinationPort());
        Optional<String> version = once(
                ctx,
                "receive packet verification failed",
                branch -> receive.receive(
                        branch, packet, MessageChecks.proof(msg.getProofCommitment(), msg.getProofHeight())));
        if (version.isEmpty()) {
            return MsgRecvPacketResponse.newBuilder().setResult(NOOP).build();
        }
        tell(ctx, application, version.get(), packet, relayer)
                .ifPresent(answer -> receive.writeAcknowledgement(ctx, packet, answer.bytes()));
        return MsgRecvPacketResponse.newBuilder().setResult(SUCCESS).build();
    }

    /**
     * Lets the application act, in a branch of its own: what it did is undone if it answers with an error, and only its events are told,
     * marked as such.
     */
    private static Optional<Acknowledgement> tell(
            IbcContext ctx, IbcModule application, String version, Packet packet, String relayer) {
        IbcBranch branch = ctx.branch();
        Optional<Acknowledgement> answer = application.onReceive(branch.context(), version, packet, relayer);
        if (answer.isEmpty() || answer.get().success()) {
            branch.commit();
        } else {
            branch.events().forEach(event -> ctx.events().emit(event.asError()));
        }
        return answer;
    }

    private void check(MsgAcknowledgement msg) {
        MessageChecks.proof(msg.getProofAcked(), "cannot submit an empty acknowledgement proof");
        if (msg.getAcknowledgement().isEmpty()) {
            throw ChannelError.INVALID_ACKNOWLEDGEMENT.failure("ack bytes cannot be empty");
        }
        checks.signer(msg.getSigner());
        Packets.check(msg.getPacket());
    }

    private Message acknowledge(IbcContext ctx, MsgAcknowledgement msg) {
        String relayer = checks.relayer(msg.getSigner());
        Packet packet = msg.getPacket();
        byte[] acknowledgement = msg.getAcknowledgement().toByteArray();
        IbcModule application = ports.route(packet.getSourcePort());
        Optional<String> version = once(
                ctx,
                "acknowledge packet verification failed",
                branch -> acknowledge.acknowledge(
                        branch,
                        packet,
                        acknowledgement,
                        MessageChecks.proof(msg.getProofAcked(), msg.getProofHeight())));
        if (version.isEmpty()) {
            return MsgAcknowledgementResponse.newBuilder().setResult(NOOP).build();
        }
        within(
                "acknowledge packet callback failed",
                () -> application.onAcknowledge(ctx, version.get(), packet, acknowledgement, relayer));
        return MsgAcknowledgementResponse.newBuilder().setResult(SUCCESS).build();
    }

    private void check(MsgTimeout msg) {
        MessageChecks.proof(msg.getProofUnreceived(), "cannot submit an empty unreceived proof");
        MessageChecks.sequence(msg.getNextSequenceRecv());
        checks.signer(msg.getSigner());
        Packets.check(msg.getPacket());
    }

    private Message timeout(IbcContext ctx, MsgTimeout msg) {
        String relayer = checks.relayer(msg.getSigner());
        Packet packet = msg.getPacket();
        IbcModule application = ports.route(packet.getSourcePort());
        Optional<String> version = once(
                ctx,
                "timeout packet verification failed",
                branch -> timeout.timeout(
                        branch,
                        packet,
                        MessageChecks.proof(msg.getProofUnreceived(), msg.getProofHeight()),
                        msg.getNextSequenceRecv()));
        if (version.isEmpty()) {
            return MsgTimeoutResponse.newBuilder().setResult(NOOP).build();
        }
        within("timeout packet callback failed", () -> application.onTimeout(ctx, version.get(), packet, relayer));
        return MsgTimeoutResponse.newBuilder().setResult(SUCCESS).build();
    }

    private void check(MsgTimeoutOnClose msg) {
        MessageChecks.sequence(msg.getNextSequenceRecv());
        MessageChecks.proof(msg.getProofUnreceived(), "cannot submit an empty unreceived proof");
        MessageChecks.proof(msg.getProofClose(), "cannot submit an empty proof of closed counterparty channel end");
        checks.signer(msg.getSigner());
        Packets.check(msg.getPacket());
    }

    private Message timeoutOnClose(IbcContext ctx, MsgTimeoutOnClose msg) {
        String relayer = checks.relayer(msg.getSigner());
        Packet packet = msg.getPacket();
        IbcModule application = ports.route(packet.getSourcePort());
        Optional<String> version = once(
                ctx,
                "timeout on close packet verification failed",
                branch -> timeout.timeoutOnClose(
                        branch,
                        packet,
                        MessageChecks.proof(msg.getProofUnreceived(), msg.getProofHeight()),
                        msg.getProofClose().toByteArray(),
                        msg.getNextSequenceRecv()));
        if (version.isEmpty()) {
            return MsgTimeoutOnCloseResponse.newBuilder().setResult(NOOP).build();
        }
        within("timeout on close callback failed", () -> application.onTimeout(ctx, version.get(), packet, relayer));
        return MsgTimeoutOnCloseResponse.newBuilder().setResult(SUCCESS).build();
    }

    /** What a step gave, kept unless it was done before. */
    private static Optional<String> once(IbcContext ctx, String failure, Function<IbcContext, Optional<String>> step) {
        IbcBranch branch = ctx.branch();
        Optional<String> version = within(failure, () -> step.apply(branch.context()));
        if (version.isPresent()) {
            branch.commit();
        }
        return version;
    }
}
