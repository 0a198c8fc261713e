package dev.orrery.chain.ibchost;

import com.google.protobuf.ByteString;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.tx.Ed25519PublicKey;
import dev.orrery.chain.tx.PublicKey;
import dev.orrery.chain.tx.Secp256k1PublicKey;
import dev.orrery.ibc.light.tendermint.SignatureVerifier;
import java.util.function.Function;

/**
 * Checks signatures of other chains' validators as CometBFT does, which is how the chain checks those of its accounts: ed25519 by
 * ZIP-215, secp256k1 with low s only. Any thread.
 */
public final class ValidatorSignatures implements SignatureVerifier {
    @Override
    public boolean ed25519(byte[] publicKey, byte[] message, byte[] signature) {
        return verifies(Ed25519PublicKey::new, publicKey, message, signature);
    }

    @Override
    public boolean secp256k1(byte[] publicKey, byte[] message, byte[] signature) {
        return verifies(Secp256k1PublicKey::new, publicKey, message, signature);
    }

    private static boolean verifies(
            Function<ByteString, PublicKey.Single> kind, byte[] publicKey, byte[] message, byte[] signature) {
        try {
            return kind.apply(ByteString.copyFrom(publicKey)).verifies(message, signature);
        } catch (ChainException e) {
            return false; // not a key at all
        }
    }
}
