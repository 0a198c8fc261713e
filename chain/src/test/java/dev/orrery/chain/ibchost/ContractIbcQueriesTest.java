package dev.orrery.chain.ibchost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orrery.chain.Context;
import dev.orrery.chain.TestContext;
import dev.orrery.chain.address.Address;
import dev.orrery.ibc.channel.ChannelKeeper;
import dev.orrery.msg.IbcQuery;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.State;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ContractIbcQueriesTest {
    private static final String OPEN = "{\"endpoint\":{\"port_id\":\"wasm.a\",\"channel_id\":\"channel-0\"},"
            + "\"counterparty_endpoint\":{\"port_id\":\"p\",\"channel_id\":\"channel-9\"},"
            + "\"order\":\"ORDER_ORDERED\",\"version\":\"v\",\"connection_id\":\"connection-0\"}";

    private final Context context = TestContext.at(Instant.EPOCH, "ibc");
    private final ChannelKeeper channels = new ChannelKeeper();
    private String port = "wasm.a";

    ContractIbcQueriesTest() {
        put("wasm.a", "channel-0", State.STATE_OPEN);
        put("wasm.a", "channel-1", State.STATE_CLOSED);
        put("wasm.b", "channel-2", State.STATE_INIT);
    }

    private void put(String owner, String id, State state) {
        Channel.Builder channel = Channel.newBuilder()
                .setState(state)
                .setOrdering(Order.ORDER_ORDERED)
                .addConnectionHops("connection-0")
                .setVersion("v");
        channel.getCounterpartyBuilder().setPortId("p").setChannelId("channel-9");
        channels.set(new HostContext(context), owner, id, channel.build());
    }

    private String ask(IbcQuery query) {
        ContractIbcQueries queries = new ContractIbcQueries(channels, (ctx, contract) -> port);
        return new String(queries.answer(context, Address.of(new byte[32]), query), UTF_8);
    }

    @Test
    void aContractLearnsItsPort() {
        assertEquals("{\"port_id\":\"wasm.a\"}", ask(new IbcQuery.PortId()));
        port = "";
        assertEquals("{\"port_id\":\"\"}", ask(new IbcQuery.PortId()));
    }

    @Test
    void onlyOpenChannelsShow() {
        assertEquals("{\"channel\":" + OPEN + "}", ask(new IbcQuery.Channel("", "channel-0")));
        assertEquals("{}", ask(new IbcQuery.Channel("", "channel-1")));
        assertEquals("{}", ask(new IbcQuery.Channel("wasm.b", "channel-2")));
        assertEquals("{}", ask(new IbcQuery.Channel("", "channel-7")));
    }

    @Test
    void listsHoldTheOpenChannelsOfAPort() {
        assertEquals("{\"channels\":[" + OPEN + "]}", ask(new IbcQuery.ListChannels("")));
        assertEquals("{\"channels\":[]}", ask(new IbcQuery.ListChannels("wasm.b")));
        port = "";
        assertEquals("{\"channels\":[]}", ask(new IbcQuery.ListChannels("")));
    }
}
