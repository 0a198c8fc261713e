package dev.orrery.chain.ibchost;

import static dev.orrery.chain.ibchost.IbcContracts.contract;
import static dev.orrery.chain.ibchost.IbcContracts.receive;
import static dev.orrery.chain.ibchost.IbcContracts.sending;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.proto.ibc.core.channel.v1.Packet;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.testkit.contracts.AnsweringContract;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packets between contracts over the chain's connection with itself, in signed transactions. */
class ContractPacketsTest {
    private Vm vm;
    private IbcTestChain chain;
    private IbcContracts contracts;

    @BeforeEach
    void begin(@TempDir Path codes) throws VmException {
        vm = Vm.open(VmOptions.in(codes));
        chain = new IbcTestChain(vm);
        contracts = new IbcContracts(chain);
    }

    @AfterEach
    void end() {
        chain.close();
        vm.close();
    }

    @Test
    void contractsTalkAndRawAnswersGoBack() {
        LocalhostLink link = contracts.link(contract(), 1000);
        Packet packet = contracts.send(link);
        ExecTxResult received = chain.deliver(link.receive(packet));
        assertEquals("fine", LocalhostLink.written(received));
        assertEquals("b", IbcTestChain.attribute(received, "wasm", "a").orElseThrow());
        assertEquals(
                "true",
                IbcTestChain.attribute(received, "ibc_packet_received", "success")
                        .orElseThrow());
        chain.deliver(link.acknowledge(packet, "fine"));
        assertEquals(0, contracts.pending(link));
    }

    @Test
    void aContractsErrorIsToldWordByWordAndUndone() {
        LocalhostLink link =
                contracts.link(contract().answer("ibc_packet_receive", "{\"error\":\"no <thanks>\"}"), 1000);
        Packet packet = contracts.send(link);
        ExecTxResult received = chain.deliver(link.receive(packet));
        assertEquals("{\"error\":\"no \\u003cthanks\\u003e\"}", LocalhostLink.written(received));
        assertEquals(
                "false",
                IbcTestChain.attribute(received, "ibccallbackerror-ibc_packet_received", "ibccallbackerror-success")
                        .orElseThrow());
        assertTrue(IbcTestChain.attribute(received, "ibccallbackerror-ibc_packet_received", "ibccallbackerror-error")
                .isEmpty());
        assertTrue(contracts.isReceived(link, 1));
        chain.deliver(link.acknowledge(packet, LocalhostLink.written(received)));
    }

    @Test
    void whatAContractSentAndFailedIsToldByNumber() {
        long before = chain.balance(chain.bob(), "ucosm");
        String answer = receive("ZmluZQ==", contracts.pay(3, "never"), contracts.pay(5, "never"));
        LocalhostLink link = linkWithCoins(contract().answer("ibc_packet_receive", answer), 7);
        ExecTxResult received = chain.deliver(link.receive(contracts.send(link)));
        assertEquals(
                "{\"error\":\"ABCI error: sdk/5: error handling packet: see events for details\"}",
                LocalhostLink.written(received));
        assertTrue(IbcTestChain.attribute(received, "ibccallbackerror-ibc_packet_received", "ibccallbackerror-error")
                .isPresent());
        assertEquals(before, chain.balance(chain.bob(), "ucosm"));
        assertTrue(contracts.isReceived(link, 1));
    }

    /** The same as {@link IbcContracts#link}, with coins for who receives. */
    private LocalhostLink linkWithCoins(AnsweringContract receiver, int coins) {
        LocalhostLink link = new LocalhostLink(
                contracts.port(contract().answer("execute", sending(contracts.packet(1000)))),
                contracts.port(receiver, coins),
                "v",
                chain.alice().text());
        link.open(chain);
        return link;
    }

    @Test
    void anAnswerThatLooksLikeAnErrorStaysASuccess() {
        long before = chain.balance(chain.bob(), "ucosm");
        String error = Base64.getEncoder().encodeToString("{\"error\":\"only a text\"}".getBytes(UTF_8));
        LocalhostLink link =
                linkWithCoins(contract().answer("ibc_packet_receive", receive(error, contracts.pay(5, "never"))), 7);
        ExecTxResult received = chain.deliver(link.receive(contracts.send(link)));
        assertEquals("{\"error\":\"only a text\"}", LocalhostLink.written(received));
        assertEquals(before + 5, chain.balance(chain.bob(), "ucosm"));
        assertEquals(
                "true",
                IbcTestChain.attribute(received, "ibc_packet_received", "success")
                        .orElseThrow());
    }

    @Test
    void theDataOfAReplyIsTheAnswer() {
        String reply = "{\"ok\":{\"messages\":[],\"attributes\":[],\"events\":[],\"data\":\"b3Zlcg==\"}}";
        assertEquals("over", answered("success", reply, 7));
        assertEquals("fine", answered("success", IbcContracts.NOTHING, 7));
    }

    @Test
    void aContractMaySurviveWhatItSent() {
        assertEquals("fine", answered("error", IbcContracts.NOTHING, 0));
        assertEquals(
                "{\"error\":\"ABCI error: sdk/5: error handling packet: see events for details\"}",
                answered("success", IbcContracts.NOTHING, 0));
    }

    /** What is answered by a contract that pays bob and hears how that went, on a chain of its own. */
    private String answered(String replyOn, String reply, int coins) {
        try (IbcTestChain other = new IbcTestChain(vm)) {
            IbcContracts there = new IbcContracts(other);
            String pays = receive("ZmluZQ==", there.pay(5, replyOn));
            LocalhostLink link = new LocalhostLink(
                    there.port(contract().answer("execute", sending(there.packet(1000)))),
                    there.port(contract().answer("ibc_packet_receive", pays).answer("reply", reply), coins),
                    "v",
                    other.alice().text());
            link.open(other);
            return LocalhostLink.written(other.deliver(link.receive(there.send(link))));
        }
    }

    @Test
    void aContractThatTrapsFailsTheTransactionSoThatItCanBeTriedAgain() {
        LocalhostLink link = contracts.link(contract().answer("ibc_packet_receive", "no answer"), 1000);
        ExecTxResult received = chain.submit(link.receive(contracts.send(link)));
        assertEquals(111_222, received.getCode(), received.getLog());
        assertFalse(contracts.isReceived(link, 1));
    }

    @Test
    void lackOfGasFailsTheTransactionSoThatItCanBeTriedAgain() {
        LocalhostLink link = contracts.link(contract(), 1000);
        long needed = chain.deliver(link.receive(contracts.send(link))).getGasUsed();
        Packet packet = contracts.send(link);
        for (long missing : List.of(5_000L, 30_000L, 70_000L)) {
            ExecTxResult received = chain.submitWithGas(needed - missing, link.receive(packet));
            assertEquals("sdk 11", received.getCodespace() + " " + received.getCode(), received.getLog());
            assertFalse(contracts.isReceived(link, 2));
        }
        chain.deliver(link.receive(packet));
        assertTrue(contracts.isReceived(link, 2));
    }

    @Test
    void noAnswerIsWrittenNowIfTheContractAnswersLater() {
        LocalhostLink link = contracts.link(contract().answer("ibc_packet_receive", receive("")), 1000);
        ExecTxResult received = chain.deliver(link.receive(contracts.send(link)));
        assertTrue(IbcTestChain.attribute(received, "write_acknowledgement", "packet_ack_hex")
                .isEmpty());
        assertTrue(contracts.isReceived(link, 1));
    }

    @Test
    void aContractAnswersLaterAndOnlyOnce() {
        LocalhostLink link = contracts.link(answersLater(), 1000);
        Packet packet = contracts.send(link);
        assertTrue(chain.submit(contracts.execute(link.right())).getLog().contains("packet: invalid"));
        chain.deliver(link.receive(packet));
        String stranger = contracts.port(answersLater());
        assertTrue(chain.submit(contracts.execute(stranger)).getLog().contains("packet: invalid"));
        assertEquals("late", LocalhostLink.written(chain.deliver(contracts.execute(link.right()))));
        assertTrue(chain.submit(contracts.execute(link.right())).getLog().contains("packet: invalid"));
        chain.deliver(link.acknowledge(packet, "late"));
    }

    private static AnsweringContract answersLater() {
        return contract()
                .answer("ibc_packet_receive", receive(""))
                .answer(
                        "execute",
                        sending(IbcContracts.ibc("{\"write_acknowledgement\":{\"channel_id\":\"channel-1\","
                                + "\"packet_sequence\":1,\"ack\":{\"data\":\"bGF0ZQ==\"}}}")));
    }

    @Test
    void aPacketTimesOutByTheChainsClock() {
        LocalhostLink link = contracts.link(contract(), 12);
        Packet packet = contracts.send(link);
        assertTrue(chain.submit(link.timeout(packet)).getLog().contains("packet timeout not reached"));
        for (int i = 0; i < 20; i++) {
            chain.block();
        }
        ExecTxResult late = chain.submit(link.receive(packet));
        assertTrue(late.getLog().contains("timeout elapsed"), late.getLog());
        chain.deliver(link.timeout(packet));
    }

    @Test
    void aContractThatFailsAtItsAnswerKeepsThePacketPending() {
        for (String failure : List.of("{\"error\":\"no\"}", "no answer")) {
            try (IbcTestChain other = new IbcTestChain(vm)) {
                IbcContracts there = new IbcContracts(other);
                LocalhostLink link = there.between(
                        contract()
                                .answer("execute", sending(there.packet(1000)))
                                .answer("ibc_packet_ack", failure),
                        contract());
                link.open(other);
                Packet packet = there.send(link);
                other.deliver(link.receive(packet));
                ExecTxResult refused = other.submit(link.acknowledge(packet, "fine"));
                assertTrue(refused.getCode() != 0, failure);
                assertTrue(refused.getLog().contains("acknowledge packet callback failed: on ack"), refused.getLog());
                assertEquals(1, there.pending(link), failure);
            }
        }
    }

    @Test
    void aContractThatFailsAtATimeoutKeepsThePacketPending() {
        for (String failure : List.of("{\"error\":\"no\"}", "no answer")) {
            try (IbcTestChain other = new IbcTestChain(vm)) {
                IbcContracts there = new IbcContracts(other);
                LocalhostLink link = there.between(
                        contract().answer("execute", sending(there.packet(12))).answer("ibc_packet_timeout", failure),
                        contract());
                link.open(other);
                Packet packet = there.send(link);
                for (int i = 0; i < 20; i++) {
                    other.block();
                }
                ExecTxResult refused = other.submit(link.timeout(packet));
                assertTrue(refused.getCode() != 0, failure);
                assertTrue(refused.getLog().contains("timeout packet callback failed: on timeout"), refused.getLog());
                assertEquals(1, there.pending(link), failure);
            }
        }
    }

    @Test
    void onlyContractsWithAPortSendPackets() {
        String plain = contracts.create(
                new AnsweringContract()
                        .answer("instantiate", IbcContracts.NOTHING)
                        .answer("execute", sending(contracts.packet(1000))),
                0);
        ExecTxResult refused = chain.submit(contracts.execute(plain));
        assertTrue(refused.getLog().contains("ibc not supported"), refused.getLog());
    }

    @Test
    void feesForRelayersAreGone() {
        String fee = "{\"pay_packet_fee\":{\"port_id\":\"p\",\"channel_id\":\"channel-0\",\"fee\":{\"receive_fee\":[],"
                + "\"ack_fee\":[],\"timeout_fee\":[]},\"relayers\":[]}}";
        String payer = contracts.port(contract().answer("execute", sending(IbcContracts.ibc(fee))));
        ExecTxResult refused = chain.submit(contracts.execute(payer));
        assertTrue(refused.getLog().contains("no handler found: unknown message from the contract"), refused.getLog());
    }
}
