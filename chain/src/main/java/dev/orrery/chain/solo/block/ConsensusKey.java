package dev.orrery.chain.solo.block;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.orrery.ibc.light.tendermint.BlockHash;
import dev.orrery.ibc.light.tendermint.VoteBytes;
import dev.orrery.proto.tendermint.crypto.PublicKey;
import dev.orrery.proto.tendermint.types.BlockID;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** The validator's ed25519 key: signs what CometBFT's light clients check. Any thread. */
public final class ConsensusKey {
    /** A single node always decides in the first. */
    private static final int ROUND = 0;

    private static final int SEED_BYTES = Ed25519PrivateKeyParameters.KEY_SIZE;

    private final Ed25519PrivateKeyParameters key;
    private final PublicKey publicKey;
    private final ByteString address;

    private ConsensusKey(Ed25519PrivateKeyParameters key) {
        this.key = key;
        publicKey = PublicKey.newBuilder()
                .setEd25519(ByteString.copyFrom(key.generatePublicKey().getEncoded()))
                .build();
        address = BlockHash.address(publicKey);
    }

    public static ConsensusKey generate(SecureRandom random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return fromSeed(seed);
    }

    /** The key that RFC 8032 derives from 32 bytes. */
    public static ConsensusKey fromSeed(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("an ed25519 key has " + SEED_BYTES + " bytes, not " + seed.length);
        }
        return new ConsensusKey(new Ed25519PrivateKeyParameters(seed, 0));
    }

    public byte[] seed() {
        return key.getEncoded();
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    /** The first 20 bytes of the key's SHA-256. */
    public ByteString address() {
        return address;
    }

    /** Signs the vote that makes a block final. */
    public ByteString signPrecommit(String chainId, long height, BlockID block, Timestamp time) {
        byte[] message = VoteBytes.precommit(chainId, height, ROUND, block, time);
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(message, 0, message.length);
        return ByteString.copyFrom(signer.generateSignature());
    }
}
