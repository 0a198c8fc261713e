package dev.orrery.ibc.v2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orrery.ibc.IbcError;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.TestBank;
import dev.orrery.ibc.kit.TestChain;
import dev.orrery.ibc.transfer.Denom;
import dev.orrery.ibc.transfer.TransferData;
import dev.orrery.ibc.transfer.TransferDataReader;
import dev.orrery.ibc.transfer.TransferKeeper;
import dev.orrery.proto.cosmos.base.v1beta1.Coin;
import dev.orrery.proto.ibc.applications.transfer.v1.MsgTransfer;
import dev.orrery.proto.ibc.core.channel.v2.MsgSendPacket;
import dev.orrery.proto.ibc.core.channel.v2.Packet;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientTransfersTest {
    private final TiedClients clients = new TiedClients();
    private final ChainPair pair = clients.pair();
    private final TestChain a = pair.a().chain();
    private final TestChain b = pair.b().chain();

    private Packet transfer(TestChain from, String sender, String receiver, String denom, String encoding) {
        from.deliver(MsgTransfer.newBuilder()
                .setSourcePort("transfer")
                .setSourceChannel("99-looking-0")
                .setToken(Coin.newBuilder().setDenom(denom).setAmount("30"))
                .setSender(sender)
                .setReceiver(receiver)
                .setTimeoutTimestamp(from.clock().nanos() / 1_000_000_000L + 100)
                .setEncoding(encoding)
                .build());
        return TiedClients.sent(from);
    }

    @Test
    void tokensTravelBetweenClientsInEveryEncoding() {
        String voucher = Denom.parse("transfer/99-looking-0/coin").local();
        for (String encoding : List.of("", "application/x-protobuf", "application/x-solidity-abi")) {
            a.transact(ctx -> {
                TestBank.give(ctx, "alice", "coin", 30);
                return true;
            });
            Packet out = transfer(a, "alice", "bob", "coin", encoding);
            b.deliver(clients.receiving(pair.b(), out));
            a.deliver(clients.acknowledging(pair.a(), out, TiedClients.answer(b)));
            assertEquals(BigInteger.valueOf(30), TestBank.balance(b.context(), "bob".getBytes(UTF_8), voucher));
            Packet back = transfer(b, "bob", "carol", voucher, encoding);
            assertEquals(BigInteger.ZERO, TestBank.supply(b.context(), voucher));
            a.deliver(clients.receiving(pair.a(), back));
            b.deliver(clients.acknowledging(pair.b(), back, TiedClients.answer(a)));
        }
        assertEquals(BigInteger.valueOf(90), TestBank.balance(a.context(), "carol".getBytes(UTF_8), "coin"));
        assertEquals(BigInteger.ZERO, TransferKeeper.escrowed(a.context(), "coin"));
    }

    @Test
    void whatIsRefusedThereComesBack() {
        a.transact(ctx -> {
            TestBank.give(ctx, "alice", "coin", 30);
            return true;
        });
        Packet out = transfer(a, "alice", TestBank.BLOCKED, "coin", "");
        b.deliver(clients.receiving(pair.b(), out));
        assertEquals(Acknowledgements.ERROR, TiedClients.answer(b).getAppAcknowledgements(0));
        a.deliver(clients.acknowledging(pair.a(), out, TiedClients.answer(b)));
        assertEquals(BigInteger.valueOf(30), TestBank.balance(a.context(), "alice".getBytes(UTF_8), "coin"));
    }

    @Test
    void onlyTheSenderSignsAndBasesHaveNoSlashes() {
        MsgSendPacket forged = clients.sending(50).toBuilder()
                .setPayloads(0, TransferModuleV2.payload(new TransferData("coin", "5", "alice", "bob", ""), ""))
                .setSigner("mallory")
                .build();
        a.refuse(forged, "sender alice is different from signer mallory: unauthorized");
        a.refuse(
                clients.sending(50).toBuilder()
                        .setPayloads(0, TransferModuleV2.payload(new TransferData("a/b", "5", "alice", "bob", ""), ""))
                        .build(),
                "base denomination a/b cannot contain slashes for IBC v2 packet");
    }

    @Test
    void brokenSolidityIsRefused() {
        TransferData data = new TransferData("coin", "5", "alice", "bob", "memo");
        byte[] good = TransferDataReader.write(data, "application/x-solidity-abi");
        assertEquals(data, TransferDataReader.read(good, "ics20-1", "application/x-solidity-abi", clients.bank()));
        for (int cut = 0; cut < good.length - 32; cut += 16) {
            byte[] broken = Arrays.copyOf(good, cut);
            try {
                TransferDataReader.read(broken, "ics20-1", "application/x-solidity-abi", clients.bank());
            } catch (IbcException refused) {
                assertEquals(IbcError.INVALID_TYPE, refused.kind());
                continue;
            }
            throw new AssertionError("read from " + cut + " bytes");
        }
    }
}
