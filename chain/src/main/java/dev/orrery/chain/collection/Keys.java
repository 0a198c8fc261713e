package dev.orrery.chain.collection;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.state.KeyRange;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;

/** The layouts of keys. cosmossdk.io/collections, Cosmos SDK types/collections.go. */
public final class Keys {
    /** As they are at the end, with their length in front elsewhere. */
    public static final KeyCodec<byte[]> BYTES = new BytesCodec();

    public static final KeyCodec<Address> ADDRESS = mapped(BYTES, Address::bytes, Address::of);

    /** Always with its length in front. */
    public static final KeyCodec<Address> LENGTH_PREFIXED_ADDRESS = new NeverLast<>(ADDRESS);

    /** Ends with a zero byte unless it stands last. */
    public static final KeyCodec<String> TEXT = new TextCodec();

    /** Eight bytes, big endian. */
    public static final KeyCodec<Long> UINT64 = new Uint64Codec(0);

    /** The same, with the sign turned so that negative numbers come first. */
    public static final KeyCodec<Long> INT64 = new Uint64Codec(Long.MIN_VALUE);

    /** As text, in UTC, with nine decimals. Cosmos SDK types: SortableTimeFormat. */
    public static final KeyCodec<Instant> TIME = new TimeCodec();

    private Keys() {}

    /** Two keys, one after the other. */
    public record Pair<A, B>(A first, B second) {}

    /** Three keys, one after the other. */
    public record Triple<A, B, C>(A first, B second, C third) {}

    public static <A, B> KeyCodec<Pair<A, B>> pair(KeyCodec<A> first, KeyCodec<B> second) {
        return new KeyCodec<>() {
            @Override
            public void write(Pair<A, B> key, boolean last, ByteArrayOutputStream out) {
                first.write(key.first(), false, out);
                second.write(key.second(), last, out);
            }

            @Override
            public Pair<A, B> read(ByteBuffer in, boolean last) {
                A a = first.read(in, false);
                return new Pair<>(a, second.read(in, last));
            }
        };
    }

    public static <A, B, C> KeyCodec<Triple<A, B, C>> triple(KeyCodec<A> first, KeyCodec<B> second, KeyCodec<C> third) {
        KeyCodec<Pair<A, Pair<B, C>>> nested = pair(first, pair(second, third));
        return mapped(
                nested,
                key -> new Pair<>(key.first(), new Pair<>(key.second(), key.third())),
                key -> new Triple<>(
                        key.first(), key.second().first(), key.second().second()));
    }

    /** The bytes with which all keys begin whose first part is this one. */
    public static <A> byte[] prefix(KeyCodec<A> codec, A first) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        codec.write(first, false, out);
        return out.toByteArray();
    }

    public static <K, T> KeyCodec<K> mapped(KeyCodec<T> codec, Function<K, T> to, Function<T, K> from) {
        return new KeyCodec<>() {
            @Override
            public void write(K key, boolean last, ByteArrayOutputStream out) {
                codec.write(to.apply(key), last, out);
            }

            @Override
            public K read(ByteBuffer in, boolean last) {
                return from.apply(codec.read(in, last));
            }
        };
    }

    private record BytesCodec() implements KeyCodec<byte[]> {
        @Override
        public void write(byte[] key, boolean last, ByteArrayOutputStream out) {
            if (!last) {
                out.write(key.length); // one byte: no key of ours is longer than an address
            }
            out.writeBytes(key);
        }

        @Override
        public byte[] read(ByteBuffer in, boolean last) {
            byte[] key = new byte[last ? in.remaining() : in.get() & 0xff];
            in.get(key);
            return key;
        }
    }

    private record NeverLast<K>(KeyCodec<K> codec) implements KeyCodec<K> {
        @Override
        public void write(K key, boolean last, ByteArrayOutputStream out) {
            codec.write(key, false, out);
        }

        @Override
        public K read(ByteBuffer in, boolean last) {
            return codec.read(in, false);
        }
    }

    private record TextCodec() implements KeyCodec<String> {
        @Override
        public void write(String key, boolean last, ByteArrayOutputStream out) {
            out.writeBytes(key.getBytes(StandardCharsets.UTF_8));
            if (!last) {
                out.write(0);
            }
        }

        @Override
        public String read(ByteBuffer in, boolean last) {
            int end = in.position();
            while (end < in.limit() && (last || in.get(end) != 0)) {
                end++;
            }
            byte[] text = new byte[end - in.position()];
            in.get(text);
            if (!last) {
                in.get();
            }
            return new String(text, StandardCharsets.UTF_8);
        }
    }

    private record Uint64Codec(long turn) implements KeyCodec<Long> {
        @Override
        public void write(Long key, boolean last, ByteArrayOutputStream out) {
            out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(key ^ turn).array());
        }

        @Override
        public Long read(ByteBuffer in, boolean last) {
            return in.getLong() ^ turn;
        }
    }

    private record TimeCodec() implements KeyCodec<Instant> {
        private static final DateTimeFormatter FORMAT =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS", Locale.ROOT);
        private static final int LENGTH = 29;

        @Override
        public void write(Instant key, boolean last, ByteArrayOutputStream out) {
            out.writeBytes(
                    FORMAT.format(LocalDateTime.ofInstant(key, ZoneOffset.UTC)).getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public Instant read(ByteBuffer in, boolean last) {
            byte[] text = new byte[LENGTH];
            in.get(text);
            return LocalDateTime.parse(new String(text, StandardCharsets.US_ASCII), FORMAT)
                    .toInstant(ZoneOffset.UTC);
        }
    }

    /**
     * Entries of a queue by time that end before a time; those that end right then have longer keys and are left for later.
     *
     * @param prefix of the queue, whose keys go on after the time
     */
    public static KeyRange endingBefore(byte[] prefix, Instant time) {
        ByteArrayOutputStream end = new ByteArrayOutputStream();
        end.writeBytes(prefix);
        TIME.write(time, true, end);
        end.write(0);
        return KeyRange.between(prefix, end.toByteArray());
    }
}
