package dev.orrery.ibc.v2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.kit.TestChain;
import dev.orrery.proto.ibc.core.channel.v2.Packet;
import dev.orrery.proto.ibc.core.types.v1.GenesisState;
import org.junit.jupiter.api.Test;

class GenesisV2Test {
    private final TiedClients clients = new TiedClients();
    private final TestChain a = clients.pair().a().chain();
    private final TestChain b = clients.pair().b().chain();

    @Test
    void packetsBetweenClientsComeBackByteByByte() {
        Packet answered = clients.send(100);
        b.deliver(clients.receiving(clients.pair().b(), answered));
        a.deliver(clients.acknowledging(clients.pair().a(), answered, TiedClients.answer(b)));
        clients.send(100);
        clients.application().answer(new IbcModuleV2.Answer.Later());
        b.deliver(clients.receiving(clients.pair().b(), clients.send(100)));
        assertComesBack(a);
        assertComesBack(b);
        var packets = b.core().export(b.context()).getChannelV2Genesis();
        assertEquals(2, packets.getReceiptsCount());
        assertEquals(1, packets.getAcknowledgementsCount());
        assertEquals(1, packets.getAsyncPacketsCount());
    }

    private static void assertComesBack(TestChain chain) {
        GenesisState genesis = chain.core().export(chain.context());
        IbcContext after = chain.emptyContext();
        chain.core().initialize(after, genesis);
        assertEquals(TestChain.entries(chain.context(), IbcContext.STORE), TestChain.entries(after, IbcContext.STORE));
        assertEquals(genesis, chain.core().export(after));
    }

    @Test
    void packetsThatAreNoneAreRefused() {
        GenesisState.Builder genesis = a.core().export(a.context()).toBuilder();
        genesis.getChannelV2GenesisBuilder()
                .addAsyncPacketsBuilder()
                .setClientId("99-looking-0")
                .setSequence(7)
                .setData(ByteString.copyFromUtf8("none"));
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> a.core().initialize(a.emptyContext(), genesis.build()));
        assertEquals("async packet 7 of client 99-looking-0 is none", refusal.getMessage());
    }
}
