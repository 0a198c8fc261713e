package dev.orrery.chain.tx;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.ibc.Sha256;
import dev.orrery.proto.cosmos.crypto.secp256k1.PubKey;
import dev.orrery.vm.crypto.CryptoCode;
import dev.orrery.vm.crypto.Secp256k1;
import java.math.BigInteger;
import java.util.Arrays;

/** The key of an ordinary account. Cosmos SDK crypto/keys/secp256k1. */
public record Secp256k1PublicKey(ByteString key) implements PublicKey.Single {
    static final String TYPE_URL = "/cosmos.crypto.secp256k1.PubKey";

    private static final int KEY_BYTES = 33;
    private static final int SIGNATURE_BYTES = 64;

    /** Amino's name of the type, hashed, and the length of what follows. */
    private static final byte[] AMINO_PREFIX = {(byte) 0xeb, 0x5a, (byte) 0xe9, (byte) 0x87, KEY_BYTES};

    private static final BigInteger HALF_ORDER =
            new BigInteger("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0", 16);

    public Secp256k1PublicKey {
        if (key.size() != KEY_BYTES) {
            throw SdkError.INVALID_PUB_KEY.failure("length of pubkey is incorrect");
        }
    }

    static Secp256k1PublicKey of(Any any) throws InvalidProtocolBufferException {
        return new Secp256k1PublicKey(PubKey.parseFrom(any.getValue()).getKey());
    }

    @Override
    public Address address() {
        return Address.of(Digests.ripemd160(Sha256.of(key.toByteArray())));
    }

    @Override
    public Any toAny() {
        return KnownTypes.pack(PubKey.newBuilder().setKey(key).build());
    }

    @Override
    public byte[] aminoBytes() {
        return ByteString.copyFrom(AMINO_PREFIX).concat(key).toByteArray();
    }

    /** Refuses the second of the two signatures that every signer could make, so that a transaction has one hash. */
    @Override
    public boolean verifies(byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, SIGNATURE_BYTES / 2, SIGNATURE_BYTES));
        return s.compareTo(HALF_ORDER) <= 0
                && Secp256k1.verify(Sha256.of(message), signature, key.toByteArray()) == CryptoCode.VALID;
    }
}
