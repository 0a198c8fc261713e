package dev.orrery.chain.tx;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.ibc.Sha256;
import dev.orrery.proto.cosmos.crypto.secp256r1.PubKey;
import dev.orrery.vm.crypto.CryptoCode;
import dev.orrery.vm.crypto.Secp256r1;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A key of a phone or a hardware token. Cosmos SDK crypto/keys/secp256r1. */
public record Secp256r1PublicKey(ByteString key) implements PublicKey.Single {
    static final String TYPE_URL = "/cosmos.crypto.secp256r1.PubKey";

    private static final int KEY_BYTES = 33;
    private static final int SIGNATURE_BYTES = 64;
    private static final BigInteger HALF_ORDER =
            new BigInteger("7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8", 16);

    public Secp256r1PublicKey {
        if (key.size() != KEY_BYTES) {
            throw SdkError.INVALID_PUB_KEY.failure("wrong secp256r1 PubKey size");
        }
    }

    static Secp256r1PublicKey of(Any any) throws InvalidProtocolBufferException {
        return new Secp256r1PublicKey(PubKey.parseFrom(any.getValue()).getKey());
    }

    @Override
    public Address address() {
        byte[] type = Sha256.of(TYPE_URL.substring(1).getBytes(StandardCharsets.UTF_8));
        return Address.of(Sha256.of(type, key.toByteArray()));
    }

    @Override
    public Any toAny() {
        return KnownTypes.pack(PubKey.newBuilder().setKey(key).build());
    }

    @Override
    public byte[] aminoBytes() {
        return key.toByteArray();
    }

    @Override
    public boolean verifies(byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, SIGNATURE_BYTES / 2, SIGNATURE_BYTES));
        return s.compareTo(HALF_ORDER) <= 0
                && Secp256r1.verify(Sha256.of(message), signature, key.toByteArray()) == CryptoCode.VALID;
    }
}
