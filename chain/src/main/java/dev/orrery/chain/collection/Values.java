package dev.orrery.chain.collection;

import com.google.protobuf.BoolValue;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.wire.GoWire;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** The layouts of values. cosmossdk.io/collections, Cosmos SDK types/collections.go. */
public final class Values {
    public static final ValueCodec<byte[]> BYTES = of(bytes -> bytes, bytes -> bytes);

    /** Nothing: the key says it all. */
    public static final ValueCodec<Boolean> PRESENCE = of(value -> new byte[0], bytes -> true);

    public static final ValueCodec<Address> ADDRESS = of(Address::bytes, Address::of);

    /** Eight bytes, big endian. */
    public static final ValueCodec<Long> UINT64 = of(
            value -> ByteBuffer.allocate(Long.BYTES).putLong(value).array(),
            bytes -> ByteBuffer.wrap(bytes).getLong());

    /** Decimal digits. */
    public static final ValueCodec<BigInteger> INTEGER = of(
            value -> value.toString().getBytes(StandardCharsets.US_ASCII),
            bytes -> new BigInteger(new String(bytes, StandardCharsets.US_ASCII)));

    /** Decimal digits, without the point. */
    public static final ValueCodec<Decimal> DECIMAL = of(
            value -> value.wireText().getBytes(StandardCharsets.US_ASCII),
            bytes -> Decimal.ofDigits(new String(bytes, StandardCharsets.US_ASCII)));

    /** A wrapped truth value of protobuf. */
    public static final ValueCodec<Boolean> TRUTH = of(
            value -> BoolValue.of(value).toByteArray(),
            bytes -> read(BoolValue.parser(), bytes).getValue());

    private Values() {}

    /** A message, with everything in it that the reference writes. */
    public static <M extends Message> ValueCodec<M> message(Parser<M> parser) {
        return of(GoWire::encode, bytes -> read(parser, bytes));
    }

    public static <V> ValueCodec<V> of(Function<V, byte[]> encode, Function<byte[], V> decode) {
        return new ValueCodec<>() {
            @Override
            public byte[] encode(V value) {
                return encode.apply(value);
            }

            @Override
            public V decode(byte[] bytes) {
                return decode.apply(bytes);
            }
        };
    }

    private static <M> M read(Parser<M> parser, byte[] bytes) {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a value in a store is not what was written there", e);
        }
    }
}
