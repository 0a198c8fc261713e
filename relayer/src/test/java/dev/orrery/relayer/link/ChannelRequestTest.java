package dev.orrery.relayer.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.orrery.proto.ibc.core.channel.v1.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelRequestTest {
    @Test
    void tokensNeedNoVersion() {
        assertEquals(ChannelRequest.TRANSFER, ChannelRequest.parse("transfer:transfer"));
    }

    @Test
    void otherPortsProposeNoneUnlessTold() {
        assertEquals(
                new ChannelRequest("wasm.a", "wasm.b", Order.ORDER_UNORDERED, ""),
                ChannelRequest.parse("wasm.a:wasm.b"));
    }

    @Test
    void theOrderComesBeforeTheVersion() {
        assertEquals(
                new ChannelRequest("wasm.a", "wasm.b", Order.ORDER_ORDERED, "ping-1"),
                ChannelRequest.parse("wasm.a:wasm.b:ordered:ping-1"));
        assertEquals(
                new ChannelRequest("wasm.a", "wasm.b", Order.ORDER_UNORDERED, "orderedly"),
                ChannelRequest.parse("wasm.a:wasm.b:orderedly"));
    }

    @Test
    void versionsMayHoldColons() {
        assertEquals(
                "{\"v\":\"1:2\"}", ChannelRequest.parse("p1:p2:{\"v\":\"1:2\"}").version());
        assertEquals("a:b", ChannelRequest.parse("p1:p2:unordered:a:b").version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "transfer", "a:b", "transfer:no port", ":transfer"})
    void portsMustBeNamed(String text) {
        assertThrows(IllegalArgumentException.class, () -> ChannelRequest.parse(text));
    }
}
