package dev.orrery.chain.solo.index;

import dev.orrery.chain.state.Keys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Keys of the event index: prefix, tag, value, height, transaction, event. Tag and value stand behind their lengths, so that all
 * values of a tag, and all places of a value, are one range.
 */
final class EventKeys {
    /** Bytes behind the value: height, transaction and event. */
    private static final int PLACE_BYTES = Long.BYTES + Integer.BYTES + Integer.BYTES;

    private EventKeys() {}

    /** An event of a transaction, or of the block itself as the transaction -1. */
    record EventPlace(Place place, int event) {}

    static byte[] tag(byte[] prefix, String tag) {
        return Keys.concat(prefix, behindLength(tag));
    }

    static byte[] value(byte[] prefix, String tag, String value) {
        return Keys.concat(prefix, behindLength(tag), behindLength(value));
    }

    static byte[] event(byte[] prefix, String tag, String value, EventPlace at) {
        byte[] place = ByteBuffer.allocate(PLACE_BYTES)
                .putLong(at.place().height())
                .putInt(at.place().index())
                .putInt(at.event())
                .array();
        return Keys.concat(prefix, behindLength(tag), behindLength(value), place);
    }

    /** @param tagLength bytes of prefix and tag */
    static String readValue(byte[] key, int tagLength) {
        int start = tagLength + Integer.BYTES;
        return new String(key, start, key.length - PLACE_BYTES - start, StandardCharsets.UTF_8);
    }

    static EventPlace readPlace(byte[] key) {
        ByteBuffer place = ByteBuffer.wrap(key, key.length - PLACE_BYTES, PLACE_BYTES);
        return new EventPlace(new Place(place.getLong(), place.getInt()), place.getInt());
    }

    private static byte[] behindLength(String text) {
        byte[] bytes = Keys.utf8(text);
        return ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }
}
