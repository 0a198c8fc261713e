package dev.orrery.server.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.orrery.ibc.transfer.Denom;
import dev.orrery.proto.ibc.applications.transfer.v1.FungibleTokenPacketData;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v2.MsgSendPacket;
import dev.orrery.proto.ibc.core.channel.v2.Payload;
import dev.orrery.relayer.link.ChannelRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each run of the relayer is a new one: it finds on the chains what the one before left. */
class RelayTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static UserChain left;
    private static UserChain right;

    @BeforeAll
    static void start() throws IOException {
        left = UserChain.start("left-1");
        right = UserChain.start("right-1");
    }

    @AfterAll
    static void stop() {
        left.close();
        right.close();
    }

    @Test
    void tokensGoThereAndBackAndHomeWhenTheyAreLate() throws InterruptedException {
        relay(ChannelRequest.TRANSFER);
        String back = right.channel("transfer", "transfer");
        String there = right.counterpart("transfer", back);
        long before = left.balance("ucosm");

        left.transfer(there, 1000, "ucosm", HOUR);
        left.transfer(there, 500, "ucosm", HOUR);
        relay(ChannelRequest.TRANSFER);
        String voucher = voucher(back);
        assertEquals(1500, right.balance(voucher));

        right.transfer(back, 300, voucher, HOUR);
        left.transfer(there, 77, "ucosm", SECOND);
        Thread.sleep(SECOND.plusMillis(500));
        relay(ChannelRequest.TRANSFER);
        assertEquals(before - 1200, left.balance("ucosm"));
        assertEquals(1200, right.balance(voucher));
        assertEquals(0, left.waiting("transfer", there) + right.waiting("transfer", back));
    }

    @Test
    void packetsOfAnOrderedChannelAreAnsweredUntilOneIsLate() throws InterruptedException {
        String ping = left.deploy("ibc-ping");
        String pong = right.deploy("ibc-ping");
        ChannelRequest ordered = channel(ping, pong, Order.ORDER_ORDERED);
        relay(ordered);
        String there = left.channel("wasm." + ping, "wasm." + pong);
        String back = right.channel("wasm." + pong, "wasm." + ping);

        left.execute(ping, ping(there, "at_once", 600), ping(there, "error_ack", 600), ping(there, "fail", 600));
        left.execute(ping, ping(there, "later", 600));
        right.execute(pong, ping(back, "at_once", 600));
        relay(ordered);
        assertEquals(1, left.waiting("wasm." + ping, there));
        right.execute(pong, "{\"acknowledge\":{\"channel\":\"" + back + "\",\"sequence\":4,\"text\":\"at last\"}}");
        relay(ordered);
        JsonObject counts = left.ask(ping, "counts");
        assertEquals(List.of(4, 1, 2, 2), numbers(counts, "sent", "received", "ponged", "refused"));
        assertEquals("at last", counts.get("last").getAsString());

        left.execute(ping, ping(there, "at_once", 1));
        right.execute(pong, ping(back, "at_once", 600));
        Thread.sleep(SECOND.plusMillis(500));
        relay();
        assertEquals(List.of(1, 2), numbers(left.ask(ping, "counts"), "timed_out", "received"));
        assertEquals("STATE_CLOSED", left.state("wasm." + ping, there));
        assertEquals("STATE_CLOSED", right.state("wasm." + pong, back));
        assertEquals(0, left.waiting("wasm." + ping, there) + right.waiting("wasm." + pong, back));
    }

    @Test
    void packetsToAClosedEndAreGivenUp() throws InterruptedException {
        String ping = left.deploy("ibc-ping");
        String pong = right.deploy("ibc-ping");
        relay(channel(ping, pong, Order.ORDER_UNORDERED));
        String there = left.channel("wasm." + ping, "wasm." + pong);

        left.execute(ping, ping(there, "at_once", 600), ping(there, "at_once", 600));
        right.execute(pong, "{\"close\":{\"channel\":\"" + right.channel("wasm." + pong, "wasm." + ping) + "\"}}");
        relay();
        assertEquals(List.of(2, 0), numbers(left.ask(ping, "counts"), "timed_out", "ponged"));
        assertEquals("STATE_CLOSED", left.state("wasm." + ping, there));
        assertEquals(0, left.waiting("wasm." + ping, there));
    }

    @Test
    void clientsThatKnowEachOtherNeedNoChannels() throws InterruptedException {
        relayBetweenClients();
        String there = left.pairedClient();
        String back = right.pairedClient();
        String ping = left.deploy("ibc2-ping");
        String pong = right.deploy("ibc2-ping");
        long before = left.balance("ucosm");

        left.send(tokens(there, 250));
        left.execute(
                ping,
                ping2(there, ping, pong, "at_once", 600),
                ping2(there, ping, pong, "fail", 600),
                ping2(there, ping, pong, "later", 600));
        left.execute(ping, ping2(there, ping, pong, "at_once", 1));
        Thread.sleep(SECOND.multipliedBy(2));
        relayBetweenClients();
        assertEquals(before - 250, left.balance("ucosm"));
        assertEquals(250, right.balance(voucher(back)));
        assertEquals(List.of(4, 2, 1), numbers(left.ask(ping, "counts"), "sent", "acknowledged", "timed_out"));
        assertEquals(1, left.waiting(there));

        right.execute(
                pong,
                "{\"acknowledge\":{\"source_client\":\"" + there + "\",\"destination_client\":\"" + back
                        + "\",\"sequence\":4,\"text\":\"at last\"}}");
        relayBetweenClients();
        assertEquals("at last", left.ask(ping, "counts").get("last").getAsString());
        assertEquals(0, left.waiting(there) + right.waiting(back));
    }

    @Test
    void itGoesOnWhenAChainComesBack(@TempDir Path home) throws Exception {
        UserChain restarted = UserChain.start("again-1", Optional.of(home), "127.0.0.1:0");
        String rpc = restarted.rpc().getAuthority();
        Run run = Run.over(left, restarted, ChannelRequest.TRANSFER);
        Thread thread = run.start();
        await(() -> run.log().contains("ready"));
        restarted.close();
        await(() -> run.log().contains("troubled"));
        restarted = UserChain.start("again-1", Optional.of(home), rpc);
        try {
            String back = restarted.channel("transfer", "transfer");
            left.transfer(restarted.counterpart("transfer", back), 5, "ucosm", HOUR);
            UserChain there = restarted;
            await(() -> there.balance(voucher(back)) == 5);
        } finally {
            thread.interrupt();
            thread.join();
            restarted.close();
        }
    }

    private static void relay(ChannelRequest... channels) throws InterruptedException {
        assertEquals(List.of(), Run.over(left, right, channels).once());
    }

    private static void relayBetweenClients() throws InterruptedException {
        assertEquals(List.of(), Run.betweenClients(left, right).once());
    }

    private static ChannelRequest channel(String ping, String pong, Order order) {
        return new ChannelRequest("wasm." + ping, "wasm." + pong, order, "orrery-ping-1");
    }

    private static String ping(String channel, String answer, int seconds) {
        return "{\"ping\":{\"channel\":\"" + channel + "\",\"answer\":\"" + answer
                + "\",\"text\":\"hello\",\"timeout_seconds\":" + seconds + "}}";
    }

    private static String ping2(String client, String from, String to, String answer, int seconds) {
        return "{\"ping\":{\"source_client\":\"" + client + "\",\"source_port\":\"" + port2(from)
                + "\",\"destination_port\":\"" + port2(to) + "\",\"pings\":[{\"text\":\"hello\",\"answer\":\"" + answer
                + "\"}],\"timeout_seconds\":" + seconds + "}}";
    }

    private static String port2(String contract) {
        return "wasm2" + contract.substring("wasm".length());
    }

    private static MsgSendPacket tokens(String client, long amount) {
        FungibleTokenPacketData data = FungibleTokenPacketData.newBuilder()
                .setDenom("ucosm")
                .setAmount(Long.toString(amount))
                .setSender(left.alice())
                .setReceiver(right.alice())
                .build();
        return MsgSendPacket.newBuilder()
                .setSourceClient(client)
                .setTimeoutTimestamp(Instant.now().plus(HOUR).getEpochSecond())
                .addPayloads(Payload.newBuilder()
                        .setSourcePort("transfer")
                        .setDestinationPort("transfer")
                        .setVersion("ics20-1")
                        .setEncoding("application/x-protobuf")
                        .setValue(data.toByteString()))
                .setSigner(left.alice())
                .build();
    }

    /** What ucosm of another chain is called where it came in by a channel or a client. */
    private static String voucher(String hop) {
        return Denom.parse("transfer/" + hop + "/ucosm").local();
    }

    private static List<Integer> numbers(JsonObject counts, String... names) {
        return List.of(names).stream().map(name -> counts.get(name).getAsInt()).toList();
    }

    private interface Check {
        boolean holds();
    }

    private static void await(Check check) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!check.holds()) {
            assertTrue(Instant.now().isBefore(end), "it takes too long");
            Thread.sleep(20);
        }
    }
}
