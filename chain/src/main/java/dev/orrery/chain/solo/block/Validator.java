package dev.orrery.chain.solo.block;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.commitment.MerkleTree;
import dev.orrery.proto.tendermint.crypto.PublicKey;
import dev.orrery.proto.tendermint.types.SimpleValidator;
import java.security.MessageDigest;

/**
 * One that votes on blocks.
 *
 * @param power voting power, more than nothing
 */
public record Validator(PublicKey key, long power) {
    private static final int ADDRESS_BYTES = 20;

    public ByteString address() {
        return addressOf(key);
    }

    static ByteString addressOf(PublicKey key) {
        MessageDigest hash = MerkleTree.sha256();
        // Only ed25519: consensus parameters allow validators no other kind of key.
        return ByteString.copyFrom(hash.digest(key.getEd25519().toByteArray()), 0, ADDRESS_BYTES);
    }

    ByteString hashed() {
        return SimpleValidator.newBuilder()
                .setPubKey(key)
                .setVotingPower(power)
                .build()
                .toByteString();
    }
}
