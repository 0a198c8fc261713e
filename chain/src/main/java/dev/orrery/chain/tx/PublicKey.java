package dev.orrery.chain.tx;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.proto.cosmos.crypto.multisig.LegacyAminoPubKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A key that an account signs with. */
public sealed interface PublicKey permits PublicKey.Single, MultisigPublicKey {
    /** Keys inside a multisig, at all depths. The reference has no limit; a transaction's signature limit is far lower. */
    int MAX_NESTED = 100;

    /** The account that belongs to this key. */
    Address address();

    Any toAny();

    /** The form in which a key stands inside a multisig, and whose length a simulated signature is charged for. */
    byte[] aminoBytes();

    /**
     * @throws ChainException if it isn't a key of a type that the chain knows
     */
    static PublicKey of(Any any) {
        return of(any, MAX_NESTED);
    }

    private static PublicKey of(Any any, int budget) {
        if (budget <= 0) {
            throw SdkError.INVALID_PUB_KEY.failure("too many keys in a multisig");
        }
        try {
            return switch (any.getTypeUrl()) {
                case Secp256k1PublicKey.TYPE_URL -> Secp256k1PublicKey.of(any);
                case Secp256r1PublicKey.TYPE_URL -> Secp256r1PublicKey.of(any);
                case Ed25519PublicKey.TYPE_URL -> Ed25519PublicKey.of(any);
                case MultisigPublicKey.TYPE_URL -> multisig(any, budget);
                default ->
                    throw ChainException.plain("no concrete type registered for type URL " + any.getTypeUrl()
                            + " against interface *types.PubKey");
            };
        } catch (InvalidProtocolBufferException e) {
            throw SdkError.INVALID_PUB_KEY.failure("malformed key");
        }
    }

    private static MultisigPublicKey multisig(Any any, int budget) throws InvalidProtocolBufferException {
        LegacyAminoPubKey message = LegacyAminoPubKey.parseFrom(any.getValue());
        List<PublicKey> keys = new ArrayList<>();
        int left = budget - 1;
        for (Any member : message.getPublicKeysList()) {
            PublicKey key = of(member, left);
            left -= key.count();
            keys.add(key);
        }
        return new MultisigPublicKey(message.getThreshold(), keys);
    }

    /** Absent where nothing is set. */
    static Optional<PublicKey> ofOptional(boolean present, Any any) {
        return present ? Optional.of(of(any)) : Optional.empty();
    }

    /** How many keys it stands for. */
    default int count() {
        return 1;
    }

    /** A key that makes signatures of plain bytes, which a multisig doesn't. */
    sealed interface Single extends PublicKey permits Secp256k1PublicKey, Secp256r1PublicKey, Ed25519PublicKey {
        boolean verifies(byte[] message, byte[] signature);
    }

    /** All types of keys, for {@link KnownTypes}. */
    static List<com.google.protobuf.Message> prototypes() {
        return List.of(
                dev.orrery.proto.cosmos.crypto.secp256k1.PubKey.getDefaultInstance(),
                dev.orrery.proto.cosmos.crypto.secp256r1.PubKey.getDefaultInstance(),
                dev.orrery.proto.cosmos.crypto.ed25519.PubKey.getDefaultInstance(),
                LegacyAminoPubKey.getDefaultInstance());
    }
}
