package dev.orrery.ibc.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.TestAddresses;
import dev.orrery.ibc.kit.TestBank;
import dev.orrery.ibc.kit.TestChain;
import dev.orrery.ibc.kit.TransferPair;
import dev.orrery.ibc.transfer.Denom;
import dev.orrery.ibc.transfer.TransferKeeper;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import dev.orrery.proto.ibc.core.client.v1.Params;
import dev.orrery.proto.ibc.core.types.v1.GenesisState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A chain that begins with another's clients, connections, channels and packets has the same entries, byte by byte. */
class GenesisTest {
    private final TransferPair transfers = new TransferPair();
    private final ChainPair.Side a = transfers.pair().a();
    private final ChainPair.Side b = transfers.pair().b();

    private Packet send(ChainPair.Side from, String sender, String receiver, String denom) {
        return transfers.send(from, transfers.transfer(from, sender, receiver, denom, "10", 100));
    }

    /** Packets answered, received and still on their way, and vouchers on both sides. */
    private void trade() {
        transfers.give(a, "alice", "coin", 100);
        transfers.give(b, "bob", "gold", 100);
        transfers.relay(a, send(a, "alice", "bob", "coin"));
        transfers.relay(b, send(b, "bob", "alice", "gold"));
        transfers.relay(
                b,
                send(b, "bob", "alice", Denom.parse("transfer/channel-0/coin").local()));
        send(a, "alice", "bob", "coin");
        b.chain().deliver(transfers.pair().receive(b, send(a, "alice", TestBank.BLOCKED, "coin")));
    }

    @Test
    void theStateOfIbcComesBackByteByByte() {
        trade();
        for (ChainPair.Side side : List.of(a, b)) {
            IbcContext before = side.chain().context();
            GenesisState genesis = side.chain().core().export(before);
            IbcContext after = side.chain().emptyContext();
            side.chain().core().initialize(after, genesis);
            assertEquals(TestChain.entries(before, IbcContext.STORE), TestChain.entries(after, IbcContext.STORE));
            assertEquals(genesis, side.chain().core().export(after));
        }
        GenesisState genesis = a.chain().core().export(a.chain().context());
        assertEquals(2, genesis.getChannelGenesis().getCommitmentsCount());
        assertEquals(2, genesis.getChannelGenesis().getReceiptsCount());
        assertEquals(1, genesis.getConnectionGenesis().getClientConnectionPathsCount());
    }

    @Test
    void vouchersAndEscrowComeBackByteByByte() {
        trade();
        TransferKeeper keeper = new TransferKeeper(transfers.bank(), new TestAddresses());
        IbcContext before = a.chain().context();
        IbcContext after = a.chain().emptyContext();
        var genesis = keeper.export(before).orElseThrow();
        keeper.initialize(after, genesis);
        assertEquals(TestChain.entries(before, TransferKeeper.STORE), TestChain.entries(after, TransferKeeper.STORE));
        assertEquals(1, genesis.getDenomsCount());
        assertEquals("20", genesis.getTotalEscrowed(0).getAmount());
    }

    @Test
    void clientsOfUnwantedTypesAreRefused() {
        GenesisState genesis = a.chain().core().export(a.chain().context());
        GenesisState.Builder strict = genesis.toBuilder();
        strict.getClientGenesisBuilder().setParams(Params.newBuilder().addAllowedClients("07-tendermint"));
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> a.chain().core().initialize(a.chain().emptyContext(), strict.build()));
        assertEquals("client " + a.client() + " is of a type that params don't allow", refusal.getMessage());
    }
}
