package dev.orrery.ibc.host;

import dev.orrery.ibc.IbcContext;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** A number kept under a key, 8 bytes, big-endian, unsigned. */
public record Counter(byte[] key) {
    public OptionalLong get(IbcContext ctx) {
        return ctx.store()
                .get(key)
                .map(value -> OptionalLong.of(ByteBuffer.wrap(value).getLong()))
                .orElse(OptionalLong.empty());
    }

    public void set(IbcContext ctx, long value) {
        ctx.store().set(key, bigEndian(value));
    }

    /** The number, which is one more afterwards. Begins where the chain's genesis said. */
    public long next(IbcContext ctx) {
        long value = get(ctx).orElseThrow(() -> new IllegalStateException("a counter of IBC was never set"));
        set(ctx, value + 1);
        return value;
    }

    public static byte[] bigEndian(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
