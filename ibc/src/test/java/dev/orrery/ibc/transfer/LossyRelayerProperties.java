package dev.orrery.ibc.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.TestBank;
import dev.orrery.ibc.kit.TransferPair;
import dev.orrery.ibc.packet.PacketStore;
import dev.orrery.proto.ibc.applications.transfer.v1.MsgTransfer;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Two chains send each other tokens through a relayer that loses messages, submits them twice, late and in the wrong order. At the end every
 * token is accounted for, and every packet was either acknowledged or timed out, once.
 */
class LossyRelayerProperties {
    private static final int STEPS = 120;

    @Property(tries = 12)
    void everyTokenIsAccountedForAndEveryPacketEndsOnce(@ForAll long seed) {
        new Run(seed).go();
    }

    private static final class Run {
        private final Random random;
        private final TransferPair transfers = new TransferPair();
        private final ChainPair pair = transfers.pair();
        private final List<ChainPair.Side> sides = List.of(pair.a(), pair.b());
        private final List<Sent> sent = new ArrayList<>();
        private final List<Submission> inbox = new ArrayList<>();
        private final Map<Sent, Integer> ends = new HashMap<>();
        private final Map<Sent, byte[]> answers = new HashMap<>();

        /** A packet and the side it left from. */
        private record Sent(ChainPair.Side from, Packet packet) {}

        /** A message of the relayer, made at some time and submitted at another. */
        private record Submission(ChainPair.Side to, Message message, Sent about) {}

        Run(long seed) {
            random = new Random(seed);
        }

        void go() {
            transfers.give(pair.a(), "alice", "gold", 1000);
            transfers.give(pair.b(), "bob", "silver", 1000);
            for (int i = 0; i < STEPS; i++) {
                step();
                audit();
            }
            finish();
        }

        private void step() {
            switch (random.nextInt(8)) {
                case 0, 1 -> send();
                case 2, 3 -> prepareReceive();
                case 4 -> prepareTimeout();
                case 5 -> sides.get(random.nextInt(2)).chain().endBlock(random.nextInt(30));
                default -> submit();
            }
        }

        private void send() {
            ChainPair.Side from = sides.get(random.nextInt(2));
            boolean atA = from == pair.a();
            String sender = atA ? "alice" : "bob";
            String receiver = random.nextInt(5) == 0 ? TestBank.BLOCKED : atA ? "bob" : "alice";
            String own = atA ? "gold" : "silver";
            String voucher = Denom.parse("transfer/channel-0/" + (atA ? "silver" : "gold"))
                    .local();
            String denom = random.nextBoolean() ? own : voucher;
            String amount = Integer.toString(1 + random.nextInt(60));
            long seconds = random.nextBoolean() ? 20 : 100_000;
            MsgTransfer transfer = transfers.transfer(from, sender, receiver, denom, amount, seconds);
            try {
                sent.add(new Sent(from, transfers.send(from, transfer)));
            } catch (IbcException poor) {
                assertTrue(poor.text().contains("insufficient") || poor.text().contains("not found"), poor.text());
            }
        }

        private void prepareReceive() {
            pick().ifPresent(one -> {
                ChainPair.Side to = pair.other(one.from());
                inbox.add(new Submission(to, pair.receive(to, one.packet()), one));
            });
        }

        private void prepareTimeout() {
            pick().ifPresent(one ->
                    inbox.add(new Submission(one.from(), pair.timeout(one.from(), one.packet(), 1), one)));
        }

        private Optional<Sent> pick() {
            return sent.isEmpty() ? Optional.empty() : Optional.of(sent.get(random.nextInt(sent.size())));
        }

        /** Any message, in any order; some are lost, some kept to be submitted again. */
        private void submit() {
            if (inbox.isEmpty()) {
                return;
            }
            int at = random.nextInt(inbox.size());
            Submission next = inbox.get(at);
            int fate = random.nextInt(10);
            if (fate < 8) {
                inbox.remove(at);
            }
            if (fate > 0) {
                deliver(next);
            }
        }

        private void deliver(Submission next) {
            try {
                next.to().chain().deliver(next.message());
            } catch (IbcException refused) {
                return;
            }
            if (next.to().chain().event("acknowledge_packet").isPresent()
                    || next.to().chain().event("timeout_packet").isPresent()) {
                ends.merge(next.about(), 1, Integer::sum);
            }
            ChainPair.acknowledgement(next.to().chain()).ifPresent(answer -> {
                answers.put(next.about(), answer);
                ChainPair.Side from = next.about().from();
                inbox.add(
                        new Submission(from, pair.acknowledge(from, next.about().packet(), answer), next.about()));
            });
        }

        /** At any time: nothing is made or lost, and no voucher is without a token in escrow. */
        private void audit() {
            check(pair.a(), pair.b(), "gold");
            check(pair.b(), pair.a(), "silver");
        }

        private void check(ChainPair.Side home, ChainPair.Side away, String denom) {
            assertEquals(BigInteger.valueOf(1000), TestBank.supply(home.chain().context(), denom));
            BigInteger escrow = transfers.inEscrow(home, denom);
            assertEquals(escrow, TransferKeeper.escrowed(home.chain().context(), denom));
            assertTrue(vouchers(away, denom).compareTo(escrow) <= 0);
        }

        private static BigInteger vouchers(ChainPair.Side away, String denom) {
            String voucher = Denom.parse("transfer/channel-0/" + denom).local();
            return TestBank.supply(away.chain().context(), voucher);
        }

        /** A relayer that works looks after all that is left. */
        private void finish() {
            for (Sent one : sent) {
                ChainPair.Side to = pair.other(one.from());
                deliver(new Submission(to, pair.receive(to, one.packet()), one));
                byte[] answer = answers.get(one);
                deliver(
                        answer == null
                                ? new Submission(one.from(), pair.timeout(one.from(), one.packet(), 1), one)
                                : new Submission(one.from(), pair.acknowledge(one.from(), one.packet(), answer), one));
            }
            List.copyOf(inbox).forEach(this::deliver);
            audit();
            for (Sent one : sent) {
                assertFalse(isPending(one));
                assertEquals(1, ends.get(one), "ends of a packet");
            }
            assertEquals(transfers.inEscrow(pair.a(), "gold"), vouchers(pair.b(), "gold"));
            assertEquals(transfers.inEscrow(pair.b(), "silver"), vouchers(pair.a(), "silver"));
        }

        private static boolean isPending(Sent one) {
            Packet packet = one.packet();
            return PacketStore.commitment(
                            one.from().chain().context(),
                            packet.getSourcePort(),
                            packet.getSourceChannel(),
                            packet.getSequence())
                    .isPresent();
        }
    }
}
