package dev.orrery.chain.state;

import java.util.Arrays;
import java.util.Optional;

/**
 * The keys {@code start ≤ key < end}.
 *
 * @param start absent: from the first key
 * @param end absent: to the last key
 */
public record KeyRange(Optional<byte[]> start, Optional<byte[]> end) {
    public static final KeyRange ALL = new KeyRange(Optional.empty(), Optional.empty());

    public static KeyRange between(byte[] start, byte[] end) {
        return new KeyRange(Optional.of(start), Optional.of(end));
    }

    public static KeyRange from(byte[] start) {
        return new KeyRange(Optional.of(start), Optional.empty());
    }

    /** All keys that begin with {@code prefix}. */
    public static KeyRange prefixed(byte[] prefix) {
        return new KeyRange(Optional.of(prefix), afterPrefix(prefix));
    }

    /** The part of the range that begins with a key inside it. */
    public KeyRange after(byte[] first) {
        return new KeyRange(Optional.of(first), end);
    }

    /** The same range below {@code prefix}. */
    public KeyRange below(byte[] prefix) {
        byte[] first = start.map(key -> Keys.concat(prefix, key)).orElse(prefix);
        Optional<byte[]> last = end.isPresent() ? end.map(key -> Keys.concat(prefix, key)) : afterPrefix(prefix);
        return new KeyRange(Optional.of(first), last);
    }

    public boolean contains(byte[] key) {
        return start.map(first -> Arrays.compareUnsigned(first, key) <= 0).orElse(true)
                && end.map(last -> Arrays.compareUnsigned(key, last) < 0).orElse(true);
    }

    /** Whether no key can be inside, as when the bounds are the wrong way round. */
    public boolean isEmpty() {
        return start.isPresent() && end.isPresent() && Arrays.compareUnsigned(start.get(), end.get()) >= 0;
    }

    /** The first key after all those with the prefix; absent if there is none, as after {@code ff ff}. */
    private static Optional<byte[]> afterPrefix(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != (byte) 0xff) {
                byte[] after = Arrays.copyOf(prefix, i + 1);
                after[i]++;
                return Optional.of(after);
            }
        }
        return Optional.empty();
    }
}
