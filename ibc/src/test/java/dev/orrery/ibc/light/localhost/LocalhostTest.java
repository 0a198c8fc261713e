package dev.orrery.ibc.light.localhost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.ScriptedApplication;
import dev.orrery.ibc.kit.TestChain;
import dev.orrery.ibc.packet.PacketStore;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.channel.v1.MsgAcknowledgement;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenAck;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenConfirm;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenInit;
import dev.orrery.proto.ibc.core.channel.v1.MsgChannelOpenTry;
import dev.orrery.proto.ibc.core.channel.v1.MsgRecvPacket;
import dev.orrery.proto.ibc.core.channel.v1.MsgTimeout;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import dev.orrery.proto.ibc.core.channel.v1.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two ports of one chain talk with each other over the chain's connection with itself. */
class LocalhostTest {
    private static final ByteString SENTINEL = ByteString.copyFrom(new byte[] {1});
    private static final dev.orrery.proto.ibc.core.client.v1.Height ANY =
            dev.orrery.proto.ibc.core.client.v1.Height.getDefaultInstance();

    private final ScriptedApplication left = new ScriptedApplication();
    private final ScriptedApplication right = new ScriptedApplication();
    private final TestChain chain = new TestChain("self-2", List.of(), core -> Map.of("left", left, "right", right));

    private static Channel end(State state, String port, String channel) {
        Channel.Builder end = Channel.newBuilder()
                .setState(state)
                .setOrdering(Order.ORDER_UNORDERED)
                .addConnectionHops("connection-localhost")
                .setVersion("v");
        end.getCounterpartyBuilder().setPortId(port).setChannelId(channel);
        return end.build();
    }

    private void open() {
        chain.deliver(MsgChannelOpenInit.newBuilder()
                .setPortId("left")
                .setChannel(end(State.STATE_INIT, "right", ""))
                .setSigner("s")
                .build());
        chain.deliver(MsgChannelOpenTry.newBuilder()
                .setPortId("right")
                .setChannel(end(State.STATE_TRYOPEN, "left", "channel-0"))
                .setCounterpartyVersion("v")
                .setProofInit(SENTINEL)
                .setProofHeight(ANY)
                .setSigner("s")
                .build());
        chain.deliver(MsgChannelOpenAck.newBuilder()
                .setPortId("left")
                .setChannelId("channel-0")
                .setCounterpartyChannelId("channel-1")
                .setCounterpartyVersion("v")
                .setProofTry(SENTINEL)
                .setSigner("s")
                .build());
        chain.deliver(MsgChannelOpenConfirm.newBuilder()
                .setPortId("right")
                .setChannelId("channel-1")
                .setProofAck(SENTINEL)
                .setSigner("s")
                .build());
    }

    private Packet send(long nanos) {
        chain.transact(ctx -> chain.core().send(ctx, "left", "channel-0", Height.ZERO, nanos, "x".getBytes(UTF_8)));
        return ChainPair.packet(chain.event("send_packet").orElseThrow());
    }

    @Test
    void portsOfOneChainTalkWithProofsThatAreLookedUp() {
        open();
        Packet packet = send(chain.clock().nanos() + 100_000_000_000L);
        MsgRecvPacket receive = MsgRecvPacket.newBuilder()
                .setPacket(packet)
                .setProofCommitment(SENTINEL)
                .setSigner("s")
                .build();
        assertTrue(chain.refuse(receive.toBuilder()
                        .setProofCommitment(ByteString.copyFromUtf8("?"))
                        .build())
                .text()
                .contains("expected \u0001, got ?: invalid proof"));
        assertTrue(chain.refuse(receive.toBuilder()
                        .setPacket(packet.toBuilder().setSequence(9))
                        .build())
                .text()
                .contains("value not found for path key_path:\"ibc\" key_path:\"commitments/ports/left"));
        assertTrue(chain.refuse(receive.toBuilder()
                        .setPacket(packet.toBuilder().setData(ByteString.copyFromUtf8("y")))
                        .build())
                .text()
                .contains("value provided does not equal value stored at path"));
        chain.deliver(receive);
        chain.deliver(MsgAcknowledgement.newBuilder()
                .setPacket(packet)
                .setAcknowledgement(ByteString.copyFromUtf8("{\"result\":\"AQ==\"}"))
                .setProofAcked(SENTINEL)
                .setSigner("s")
                .build());
        assertEquals(
                1,
                right.told.stream().filter(told -> told.startsWith("onReceive")).count());
        assertTrue(
                PacketStore.commitment(chain.context(), "left", "channel-0", 1).isEmpty());
    }

    @Test
    void aPacketTimesOutByTheChainsOwnClock() {
        open();
        Packet packet = send(chain.clock().nanos() + 5_000_000_000L);
        MsgTimeout timeout = MsgTimeout.newBuilder()
                .setPacket(packet)
                .setNextSequenceRecv(1)
                .setProofUnreceived(SENTINEL)
                .setSigner("s")
                .build();
        assertTrue(chain.refuse(timeout).text().contains("packet timeout not reached"));
        chain.endBlock(10);
        chain.deliver(timeout);
        assertTrue(left.told.contains("onTimeout 1"));
    }
}
