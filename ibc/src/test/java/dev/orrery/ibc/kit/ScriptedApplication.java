package dev.orrery.ibc.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcError;
import dev.orrery.ibc.IbcEvent;
import dev.orrery.ibc.packet.Acknowledgement;
import dev.orrery.ibc.port.IbcModule;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** An application that does as a test says, writes a trace into the state, and notes what it was told. */
public final class ScriptedApplication implements IbcModule {
    public static final String PORT = "scripted";

    /** Everything it was told, refused or not. */
    public final List<String> told = new ArrayList<>();

    /** What it refuses, such as {@code onOpenTry}. */
    public final Set<String> refuses = new HashSet<>();

    /** What it answers to packets. */
    public Function<Packet, Optional<Acknowledgement>> answer = packet -> Optional.of(Acknowledgement.result((byte) 1));

    /** Looks at the chain as it is when the application is told something. */
    public Consumer<IbcContext> watcher = ctx -> {};

    /** The version it wants; empty for the one that was offered. */
    public String version = "";

    private void hear(IbcContext ctx, String what, String detail) {
        told.add(what + " " + detail);
        watcher.accept(ctx);
        ctx.store("application").set(what.getBytes(UTF_8), new byte[] {1});
        ctx.events().emit(IbcEvent.of("application", "step", what));
        if (refuses.contains(what)) {
            throw IbcError.LOGIC.failure("scripted");
        }
    }

    /** Whether a trace of a step is in the state. */
    public static boolean left(IbcContext ctx, String what) {
        return ctx.store("application").has(what.getBytes(UTF_8));
    }

    @Override
    public String onOpenInit(IbcContext ctx, Opening opening) {
        hear(
                ctx,
                "onOpenInit",
                opening.channel() + " [" + opening.counterparty().getChannelId() + "]");
        return version.isEmpty() ? opening.version() : version;
    }

    @Override
    public String onOpenTry(IbcContext ctx, Opening opening) {
        hear(ctx, "onOpenTry", opening.channel() + " [" + opening.counterparty().getChannelId() + "]");
        return version.isEmpty() ? opening.version() : version;
    }

    @Override
    public void onOpenAck(
            IbcContext ctx, String port, String channel, String counterpartyChannel, String counterpartyVersion) {
        hear(ctx, "onOpenAck", channel + " " + counterpartyChannel + " " + counterpartyVersion);
    }

    @Override
    public void onOpenConfirm(IbcContext ctx, String port, String channel) {
        hear(ctx, "onOpenConfirm", channel);
    }

    @Override
    public void onCloseInit(IbcContext ctx, String port, String channel) {
        hear(ctx, "onCloseInit", channel);
    }

    @Override
    public void onCloseConfirm(IbcContext ctx, String port, String channel) {
        hear(ctx, "onCloseConfirm", channel);
    }

    @Override
    public Optional<Acknowledgement> onReceive(IbcContext ctx, String channelVersion, Packet packet, String relayer) {
        hear(ctx, "onReceive", Long.toString(packet.getSequence()));
        return answer.apply(packet);
    }

    @Override
    public void onAcknowledge(
            IbcContext ctx, String channelVersion, Packet packet, byte[] acknowledgement, String relayer) {
        hear(ctx, "onAcknowledge", packet.getSequence() + " " + new String(acknowledgement, UTF_8));
    }

    @Override
    public void onTimeout(IbcContext ctx, String channelVersion, Packet packet, String relayer) {
        hear(ctx, "onTimeout", Long.toString(packet.getSequence()));
    }
}
