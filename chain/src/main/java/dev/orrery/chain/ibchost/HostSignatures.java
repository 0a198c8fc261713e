package dev.orrery.chain.ibchost;

import com.google.protobuf.ByteString;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.tx.Ed25519PublicKey;
import dev.orrery.chain.tx.Secp256k1PublicKey;
import dev.orrery.ibc.light.tendermint.SignatureVerifier;

/** Signatures of other chains' validators, by the rules for those of our own accounts. */
public final class HostSignatures implements SignatureVerifier {
    @Override
    public boolean ed25519(byte[] publicKey, byte[] message, byte[] signature) {
        try {
            return new Ed25519PublicKey(ByteString.copyFrom(publicKey)).verifies(message, signature);
        } catch (ChainException e) {
            return false; // not a key at all
        }
    }

    @Override
    public boolean secp256k1(byte[] publicKey, byte[] message, byte[] signature) {
        try {
            return new Secp256k1PublicKey(ByteString.copyFrom(publicKey)).verifies(message, signature);
        } catch (ChainException e) {
            return false; // not a key at all
        }
    }
}
