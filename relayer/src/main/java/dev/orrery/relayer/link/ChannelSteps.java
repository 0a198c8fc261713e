package dev.orrery.relayer.link;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.host.PathsV1;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.channel.v1.Counterparty;
import dev.orrery.proto.ibc.core.channel.v1.IdentifiedChannel;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelCloseConfirm;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenAck;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenConfirm;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenInit;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenTry;
import dev.orrery.proto.ibc.core.channel.v1.State;
import dev.orrery.relayer.client.LightClients;
import dev.orrery.relayer.work.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The handshakes of channels over one connection, seen from one chain: what it has to be told of the other's ends. */
public record ChannelSteps(Channels here, Channels there) {
    /** Begins those that are wanted and were never begun, from either side. */
    public List<Work> begin(List<ChannelRequest> wanted) {
        return wanted.stream()
                .filter(request ->
                        here.ends().stream().noneMatch(end -> matches(end, request.portA(), request.portB(), request)))
                .filter(request ->
                        there.ends().stream().noneMatch(end -> matches(end, request.portB(), request.portA(), request)))
                .map(this::beginning)
                .toList();
    }

    /** Whether all that are wanted are open on both sides. */
    public boolean areOpen(List<ChannelRequest> wanted) {
        return wanted.stream()
                .allMatch(request -> here.ends().stream()
                        .filter(end -> matches(end, request.portA(), request.portB(), request))
                        .filter(end -> end.getState() == State.STATE_OPEN)
                        .map(there::counterpartOf)
                        .flatMap(Optional::stream)
                        .anyMatch(end -> end.getState() == State.STATE_OPEN));
    }

    private static boolean matches(IdentifiedChannel end, String port, String otherPort, ChannelRequest request) {
        return end.getState() != State.STATE_CLOSED
                && end.getPortId().equals(port)
                && end.getCounterparty().getPortId().equals(otherPort)
                && end.getOrdering() == request.order()
                && (request.version().isEmpty() || end.getVersion().equals(request.version()));
    }

    private Work beginning(ChannelRequest request) {
        return new Work(
                "began a channel " + request,
                MsgChannelOpenInit.newBuilder()
                        .setPortId(request.portA())
                        .setChannel(Channel.newBuilder()
                                .setState(State.STATE_INIT)
                                .setOrdering(request.order())
                                .setCounterparty(Counterparty.newBuilder().setPortId(request.portB()))
                                .addConnectionHops(here.connection())
                                .setVersion(request.version()))
                        .setSigner(here.side().signer())
                        .build(),
                Work.NO_CLIENT);
    }

    /** What follows here from the other chain's ends. */
    public List<Work> next() {
        List<Work> works = new ArrayList<>();
        for (IdentifiedChannel theirs : there.ends()) {
            Optional<IdentifiedChannel> mine = here.counterpartOf(theirs);
            State state = mine.map(IdentifiedChannel::getState).orElse(State.STATE_UNINITIALIZED_UNSPECIFIED);
            if (theirs.getState() == State.STATE_INIT && mine.isEmpty()) {
                works.add(attempt(theirs));
            } else if (theirs.getState() == State.STATE_TRYOPEN && state == State.STATE_INIT) {
                works.add(acknowledgement(mine.orElseThrow(), theirs));
            } else if (theirs.getState() == State.STATE_OPEN && state == State.STATE_TRYOPEN) {
                works.add(confirmation(mine.orElseThrow(), theirs));
            } else if (theirs.getState() == State.STATE_CLOSED && state == State.STATE_OPEN) {
                works.add(close(mine.orElseThrow(), theirs));
            }
        }
        return works;
    }

    private Work attempt(IdentifiedChannel theirs) {
        return work(
                "accepted " + Channels.name(theirs) + " of " + there.side().chainId(),
                MsgChannelOpenTry.newBuilder()
                        .setPortId(theirs.getCounterparty().getPortId())
                        .setChannel(Channel.newBuilder()
                                .setState(State.STATE_TRYOPEN)
                                .setOrdering(theirs.getOrdering())
                                .setCounterparty(Counterparty.newBuilder()
                                        .setPortId(theirs.getPortId())
                                        .setChannelId(theirs.getChannelId()))
                                .addConnectionHops(here.connection())
                                .setVersion(theirs.getVersion()))
                        .setCounterpartyVersion(theirs.getVersion())
                        .setProofInit(proof(theirs))
                        .setProofHeight(proofHeight())
                        .setSigner(here.side().signer())
                        .build());
    }

    private Work acknowledgement(IdentifiedChannel mine, IdentifiedChannel theirs) {
        return work(
                "opened " + Channels.name(mine),
                MsgChannelOpenAck.newBuilder()
                        .setPortId(mine.getPortId())
                        .setChannelId(mine.getChannelId())
                        .setCounterpartyChannelId(theirs.getChannelId())
                        .setCounterpartyVersion(theirs.getVersion())
                        .setProofTry(proof(theirs))
                        .setProofHeight(proofHeight())
                        .setSigner(here.side().signer())
                        .build());
    }

    private Work confirmation(IdentifiedChannel mine, IdentifiedChannel theirs) {
        return work(
                "opened " + Channels.name(mine),
                MsgChannelOpenConfirm.newBuilder()
                        .setPortId(mine.getPortId())
                        .setChannelId(mine.getChannelId())
                        .setProofAck(proof(theirs))
                        .setProofHeight(proofHeight())
                        .setSigner(here.side().signer())
                        .build());
    }

    private Work close(IdentifiedChannel mine, IdentifiedChannel theirs) {
        return work(
                "closed " + Channels.name(mine),
                MsgChannelCloseConfirm.newBuilder()
                        .setPortId(mine.getPortId())
                        .setChannelId(mine.getChannelId())
                        .setProofInit(proof(theirs))
                        .setProofHeight(proofHeight())
                        .setSigner(here.side().signer())
                        .build());
    }

    private Work work(String what, com.google.protobuf.Message message) {
        return new Work(what, message, here.client());
    }

    private ByteString proof(IdentifiedChannel theirs) {
        return there.side().view().proof(PathsV1.channel(theirs.getPortId(), theirs.getChannelId()));
    }

    private dev.orrery.proto.ibc.core.client.v1.Height proofHeight() {
        return LightClients.proto(there.side().view().proofHeight());
    }
}
