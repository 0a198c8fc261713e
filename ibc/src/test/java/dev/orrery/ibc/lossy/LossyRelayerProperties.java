package dev.orrery.ibc.lossy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Message;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.Handshakes;
import dev.orrery.ibc.kit.ScriptedApplication;
import dev.orrery.ibc.kit.TestBank;
import dev.orrery.ibc.packet.Acknowledgement;
import dev.orrery.ibc.transfer.TransferKeeper;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Two chains send each other tokens and texts, by channels with and without order and client to client, through a lossy relayer. At any time
 * every token is accounted for. At the end every packet was received and acknowledged once, or timed out once and never received; but
 * for answers to packets of a channel that was closed meanwhile, which IBC has no way to bring back.
 */
class LossyRelayerProperties {
    private static final int STEPS = 250;
    private static final int MOST_LANES = 8;

    @Property(tries = 15)
    void everyTokenIsAccountedForAndEveryPacketEndsOnce(@ForAll long seed) {
        new Run(seed).go();
    }

    private static final class Run {
        private final Random random;
        private final World world = new World();
        private final ChainPair pair = world.pair();
        private final LossyRelayer relayer;
        private final List<Sent> log = new ArrayList<>();

        Run(long seed) {
            random = new Random(seed);
            relayer = new LossyRelayer(world, random);
            applications(packet -> answer());
        }

        private void applications(Function<Packet, Optional<Acknowledgement>> answer) {
            world.sides().forEach(side -> world.application(side).answer = answer);
        }

        private Optional<Acknowledgement> answer() {
            return switch (random.nextInt(4)) {
                case 0 -> Optional.empty();
                case 1 -> Optional.of(Acknowledgement.error("no"));
                default -> Optional.of(Acknowledgement.result((byte) 1));
            };
        }

        void go() {
            for (int i = 0; i < STEPS; i++) {
                step();
                audit();
            }
            waiting().forEach(this::answerLater);
            applications(packet -> Optional.of(Acknowledgement.result((byte) 3)));
            relayer.finish(log, this::deliver);
            audit();
            log.forEach(Run::checkEnd);
            checkApplications();
            checkHomes((onTheWay, denom) -> assertEquals(BigInteger.ZERO, onTheWay, denom));
        }

        private void step() {
            ChainPair.Side side = world.sides().get(random.nextInt(2));
            switch (random.nextInt(32)) {
                case 0 -> relayer.restart(log);
                case 1 -> close(side);
                case 2 -> open();
                case 3, 4 -> side.chain().endBlock(random.nextInt(30));
                case 5, 6 -> any(waiting()).ifPresent(this::answerLater);
                case 7, 8, 9, 10, 11, 12 ->
                    any(world.lanes()).flatMap(lane -> lane.send(side, random)).ifPresent(log::add);
                case 13, 14, 15, 16, 17, 18, 19, 20 -> any(log).ifPresent(relayer::prepare);
                default -> relayer.submit(this::deliver);
            }
        }

        private <T> Optional<T> any(List<T> list) {
            return list.isEmpty() ? Optional.empty() : Optional.of(list.get(random.nextInt(list.size())));
        }

        /** Somebody closes a channel, which nobody can of those for tokens; or the relayer closes what has one end that is closed. */
        private void close(ChainPair.Side side) {
            String channel = "channel-" + random.nextInt(MOST_LANES);
            deliver(new Submission(side, Handshakes.closeInit(ScriptedApplication.PORT, channel), Optional.empty()));
            any(world.lanes()).ifPresent(lane -> lane.closings().forEach(this::deliver));
        }

        private void open() {
            if (world.lanes().size() < MOST_LANES) {
                world.open(random.nextBoolean() ? Order.ORDER_ORDERED : Order.ORDER_UNORDERED);
            }
        }

        private List<Sent> waiting() {
            return log.stream()
                    .filter(sent -> sent.isReceived() && sent.answer().isEmpty())
                    .toList();
        }

        private void answerLater(Sent sent) {
            ((ChannelLane) sent.lane())
                    .answerLater(sent, Acknowledgement.result((byte) 2).bytes());
        }

        private void deliver(Submission next) {
            Message response;
            try {
                response = next.to().chain().deliver(next.message());
            } catch (IbcException refused) {
                return;
            }
            if (next.about().isEmpty() || isNoop(response)) {
                return;
            }
            Sent sent = next.about().get();
            sent.happened(next.message());
            sent.lane().written(next.to().chain()).ifPresent(sent::answered);
        }

        private static boolean isNoop(Message response) {
            Object result = response.getField(response.getDescriptorForType().findFieldByName("result"));
            return ((EnumValueDescriptor) result).getName().endsWith("NOOP");
        }

        private void audit() {
            log.forEach(Sent::check);
            checkHomes((onTheWay, denom) -> {});
        }

        private interface HomeCheck {
            void check(BigInteger onTheWay, String denom);
        }

        /** Nothing is made or lost: what is in escrow has its vouchers, or is on the way. */
        private void checkHomes(HomeCheck more) {
            for (ChainPair.Side home : world.sides()) {
                IbcContext ctx = home.chain().context();
                String denom = world.token(home);
                BigInteger escrowed = BigInteger.ZERO;
                for (Lane lane : world.lanes()) {
                    BigInteger inLane = lane.tokenHome(home)
                            .map(there -> checkHome(lane, home, there, more))
                            .orElse(BigInteger.ZERO);
                    escrowed = escrowed.add(inLane);
                }
                assertEquals(BigInteger.valueOf(World.COINS), TestBank.supply(ctx, denom));
                assertEquals(escrowed, TransferKeeper.escrowed(ctx, denom));
            }
        }

        private BigInteger checkHome(Lane lane, ChainPair.Side home, Lane.TokenHome there, HomeCheck more) {
            BigInteger escrow = TestBank.balance(home.chain().context(), there.escrow(), there.denom());
            BigInteger vouchers = TestBank.supply(pair.other(home).chain().context(), there.voucher());
            BigInteger onTheWay = log.stream()
                    .filter(sent -> sent.lane().equals(lane)
                            && sent.tokens().denom().equals(there.denom())
                            && sent.isOnTheWay())
                    .map(sent -> sent.tokens().amount())
                    .reduce(BigInteger.ZERO, BigInteger::add);
            assertEquals(escrow, vouchers.add(onTheWay), lane + " " + there.denom());
            more.check(onTheWay, there.denom());
            return escrow;
        }

        private static void checkEnd(Sent sent) {
            boolean pending = sent.lane().pending(sent.from()).contains(sent.sequence());
            assertEquals(!pending, sent.isOver(), sent::toString);
            assertTrue(sent.isOver() || sent.lane().isStranded(sent), sent::toString);
        }

        /** Applications heard of each packet as often as of what became of it. */
        private void checkApplications() {
            for (ChainPair.Side side : world.sides()) {
                checkHeard(side, "onReceive ", sent -> sent.from() != side && sent.isReceived());
                checkHeard(side, "onAcknowledge ", sent -> sent.from() == side && sent.isAcknowledged());
                checkHeard(side, "onTimeout ", sent -> sent.from() == side && sent.isOver() && !sent.isAcknowledged());
            }
        }

        private void checkHeard(ChainPair.Side side, String step, Predicate<Sent> happened) {
            long heard = world.application(side).told.stream()
                    .filter(told -> told.startsWith(step))
                    .count();
            long texts = log.stream()
                    .filter(sent -> sent.tokens().equals(Sent.Tokens.NONE))
                    .filter(happened)
                    .count();
            assertEquals(texts, heard, step);
        }
    }
}
