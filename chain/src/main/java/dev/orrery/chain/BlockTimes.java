package dev.orrery.chain;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.chain.state.db.Batch;
import dev.orrery.chain.state.db.Reader;
import dev.orrery.chain.wire.Times;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** When each block was made, beside the state, for queries of earlier states. */
final class BlockTimes {
    private static final byte[] PREFIX = "x/chain/time/".getBytes(StandardCharsets.US_ASCII);

    private BlockTimes() {}

    static void write(long height, Instant time, Batch batch) {
        batch.put(key(height), Times.timestamp(time).toByteArray());
    }

    static Optional<Instant> read(long height, Reader database) {
        return database.get(key(height)).map(bytes -> {
            try {
                return Times.instant(Timestamp.parseFrom(bytes));
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("a block's time is damaged", e);
            }
        });
    }

    static void rewind(long height, Reader database, Batch batch) {
        batch.deleteAll(KeyRange.prefixed(PREFIX).after(key(height + 1)), database);
    }

    private static byte[] key(long height) {
        return ByteBuffer.allocate(PREFIX.length + Long.BYTES)
                .put(PREFIX)
                .putLong(height)
                .array();
    }
}
