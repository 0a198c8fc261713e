package dev.orrery.chain.ibchost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import dev.orrery.proto.cosmos.bank.v1beta1.MsgSend;
import dev.orrery.proto.cosmos.base.v1beta1.Coin;
import dev.orrery.proto.ibc.applications.transfer.v1.MsgTransfer;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import dev.orrery.proto.tendermint.abci.CheckTxType;
import dev.orrery.proto.tendermint.abci.ResponseCheckTx;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second relayer is told before it pays. */
class RedundantRelayTest {
    /** ibc-go 04-channel: ErrRedundantTx. */
    private static final int REDUNDANT = 22;

    private Vm vm;
    private IbcTestChain chain;
    private LocalhostLink link;
    private Packet packet;

    @BeforeEach
    void send(@TempDir Path home) throws Exception {
        vm = Vm.open(VmOptions.in(home));
        chain = new IbcTestChain(vm);
        String alice = chain.alice().text();
        link = new LocalhostLink("transfer", "transfer", "ics20-1", alice);
        link.open(chain);
        packet = LocalhostLink.sent(chain.deliver(MsgTransfer.newBuilder()
                .setSourcePort("transfer")
                .setSourceChannel("channel-0")
                .setToken(Coin.newBuilder().setDenom("ucosm").setAmount("5"))
                .setSender(alice)
                .setReceiver(chain.bob().text())
                .setTimeoutTimestamp(chain.in(1000))
                .build()));
    }

    @AfterEach
    void end() {
        chain.close();
        vm.close();
    }

    @Test
    void aPacketThatWaitsForABlockIsNotTakenAgain() {
        assertEquals(0, chain.check(link.receive(packet)).getCode());
        refused(chain.check(link.receive(packet)));
    }

    @Test
    void aPacketThatWasReceivedIsNotTaken() {
        chain.deliver(link.receive(packet));
        refused(chain.check(link.receive(packet)));
    }

    @Test
    void anAcknowledgementThatWasDeliveredIsNotTaken() {
        String answer = LocalhostLink.written(chain.deliver(link.receive(packet)));
        assertEquals(0, chain.check(link.acknowledge(packet, answer)).getCode());
        refused(chain.check(link.acknowledge(packet, answer)));
    }

    @Test
    void aPacketThatSomebodyElseRelayedMeanwhileDoesNotStay() {
        byte[] waiting = chain.signed(chain.alice(), link.receive(packet));
        assertEquals(0, chain.check(CheckTxType.NEW, waiting).getCode());
        chain.block();
        assertEquals(0, chain.check(CheckTxType.RECHECK, waiting).getCode());
        LocalhostLink ofBob =
                new LocalhostLink("transfer", "transfer", "ics20-1", chain.bob().text());
        chain.block(chain.signed(chain.bob(), ofBob.receive(packet)));
        refused(chain.check(CheckTxType.RECHECK, waiting));
    }

    @Test
    void aPacketThatCantBeReceivedSaysWhy() {
        Packet other = packet.toBuilder().setSequence(9).build();
        ResponseCheckTx result = chain.check(link.receive(other));
        assertTrue(result.getLog().startsWith("receive packet verification failed"), result::getLog);
    }

    @Test
    void whatElseIsInTheTransactionIsNotHeldUp() {
        chain.deliver(link.receive(packet));
        Message payment = MsgSend.newBuilder()
                .setFromAddress(chain.alice().text())
                .setToAddress(chain.bob().text())
                .addAmount(Coin.newBuilder().setDenom("ucosm").setAmount("1"))
                .build();
        assertEquals(0, chain.check(link.receive(packet), payment).getCode());
    }

    @Test
    void inABlockItSucceedsAndDoesNothing() {
        chain.deliver(link.receive(packet));
        assertEquals(0, chain.submit(link.receive(packet)).getCode());
    }

    private static void refused(ResponseCheckTx result) {
        assertEquals(REDUNDANT, result.getCode(), result::getLog);
        assertEquals("channel", result.getCodespace());
    }
}
