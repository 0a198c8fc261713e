package dev.orrery.ibc.core;

import static dev.orrery.ibc.Circumstances.within;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.orrery.ibc.IbcBranch;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcMessage;
import dev.orrery.ibc.MessageChecks;
import dev.orrery.ibc.client.ClientLifecycle;
import dev.orrery.ibc.packet.PacketReceive;
import dev.orrery.proto.ibc.core.channel.v1.MsgAcknowledgement;
import dev.orrery.proto.ibc.core.channel.v1.MsgRecvPacket;
import dev.orrery.proto.ibc.core.channel.v1.MsgTimeout;
import dev.orrery.proto.ibc.core.channel.v1.MsgTimeoutOnClose;
import dev.orrery.proto.ibc.core.channel.v1.ResponseResultType;
import dev.orrery.proto.ibc.core.client.v1.MsgUpdateClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a relayer's messages would do, tried before they are in a block: whether their packets were relayed before. Works on a state that
 * is thrown away. ibc-go core/ante/ante.go.
 */
public final class RelayChecks {
    /** Messages that are tried as they are, which tells applications, too. Only {@link MsgRecvPacket} of v1 is tried without. */
    private static final Set<Class<? extends Message>> PACKETS = Set.of(
            MsgAcknowledgement.class,
            MsgTimeout.class,
            MsgTimeoutOnClose.class,
            dev.orrery.proto.ibc.core.channel.v2.MsgRecvPacket.class,
            dev.orrery.proto.ibc.core.channel.v2.MsgAcknowledgement.class,
            dev.orrery.proto.ibc.core.channel.v2.MsgTimeout.class);

    private final PacketReceive receive;
    private final ClientLifecycle clients;
    private final Map<Class<? extends Message>, IbcMessage<?>> handlers;

    /** @param messages all of {@code ibc.core} */
    RelayChecks(PacketReceive receive, ClientLifecycle clients, List<IbcMessage<?>> messages) {
        this.receive = receive;
        this.clients = clients;
        this.handlers = messages.stream()
                .filter(each -> PACKETS.contains(each.prototype().getClass()))
                .collect(Collectors.toMap(each -> each.prototype().getClass(), Function.identity()));
    }

    /** What a message does. */
    public enum Effect {
        UPDATES_CLIENT,
        RELAYS_PACKET,
        /** Nothing: the packet was relayed before. */
        NOTHING
    }

    /**
     * Tries a message.
     *
     * @param again whether it was tried after another block: proofs and headers that held still hold
     * @return empty if it isn't one of a relayer's
     */
    public Optional<Effect> attempt(IbcContext ctx, Message message, boolean again) {
        if (message instanceof MsgRecvPacket received) {
            return Optional.of(attempt(ctx, received, again));
        }
        if (message instanceof MsgUpdateClient update) {
            clients.updateAhead(ctx, update.getClientId(), update.getClientMessage(), again);
            return Optional.of(Effect.UPDATES_CLIENT);
        }
        return Optional.ofNullable(handlers.get(message.getClass()))
                .map(handler -> isNoop(handler.run(ctx, message)) ? Effect.NOTHING : Effect.RELAYS_PACKET);
    }

    private Effect attempt(IbcContext ctx, MsgRecvPacket msg, boolean again) {
        IbcBranch branch = ctx.branch();
        boolean first = within(
                "receive packet verification failed",
                () -> again
                        ? receive.receiveProved(branch.context(), msg.getPacket())
                        : receive.receive(
                                        branch.context(),
                                        msg.getPacket(),
                                        MessageChecks.proof(msg.getProofCommitment(), msg.getProofHeight()))
                                .isPresent());
        if (first) {
            branch.commit();
        }
        return first ? Effect.RELAYS_PACKET : Effect.NOTHING;
    }

    private static boolean isNoop(Message response) {
        FieldDescriptor result = response.getDescriptorForType().findFieldByName("result");
        return ((EnumValueDescriptor) response.getField(result)).getNumber()
                == ResponseResultType.RESPONSE_RESULT_TYPE_NOOP_VALUE;
    }
}
