package dev.orrery.chain.tx;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.proto.cosmos.crypto.ed25519.PubKey;
import dev.orrery.vm.crypto.CryptoCode;
import dev.orrery.vm.crypto.Ed25519;

/** The kind of key that validators have; accounts may. Cosmos SDK crypto/keys/ed25519. */
public record Ed25519PublicKey(ByteString key) implements PublicKey.Single {
    static final String TYPE_URL = "/cosmos.crypto.ed25519.PubKey";

    private static final int KEY_BYTES = 32;
    private static final byte[] AMINO_PREFIX = {0x16, 0x24, (byte) 0xde, 0x64, KEY_BYTES};

    public Ed25519PublicKey {
        if (key.size() != KEY_BYTES) {
            throw SdkError.INVALID_PUB_KEY.failure("pubkey is incorrect size");
        }
    }

    static Ed25519PublicKey of(Any any) throws InvalidProtocolBufferException {
        return new Ed25519PublicKey(PubKey.parseFrom(any.getValue()).getKey());
    }

    @Override
    public Address address() {
        return Address.of(Digests.shortSha256(key.toByteArray()));
    }

    @Override
    public Any toAny() {
        return KnownTypes.pack(PubKey.newBuilder().setKey(key).build());
    }

    @Override
    public byte[] aminoBytes() {
        return ByteString.copyFrom(AMINO_PREFIX).concat(key).toByteArray();
    }

    @Override
    public boolean verifies(byte[] message, byte[] signature) {
        return Ed25519.verify(message, signature, key.toByteArray()) == CryptoCode.VALID;
    }
}
