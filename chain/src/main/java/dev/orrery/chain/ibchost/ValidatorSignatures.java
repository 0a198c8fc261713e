package dev.orrery.chain.ibchost;

import dev.orrery.ibc.commitment.MerkleTree;
import dev.orrery.ibc.light.tendermint.SignatureVerifier;
import dev.orrery.vm.crypto.CryptoCode;
import dev.orrery.vm.crypto.Ed25519;
import dev.orrery.vm.crypto.Secp256k1;
import java.math.BigInteger;
import java.util.Arrays;

/** Checks signatures of other chains' validators as CometBFT does: ed25519 by ZIP-215, secp256k1 with low s only. Any thread. */
public final class ValidatorSignatures implements SignatureVerifier {
    private static final int SIGNATURE_BYTES = 64;
    private static final int SCALAR_BYTES = 32;

    /** Half of the group's order, rounded down: s may not be above. SEC 2: n of secp256k1. */
    private static final BigInteger HIGHEST_S =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16).shiftRight(1);

    @Override
    public boolean ed25519(byte[] publicKey, byte[] message, byte[] signature) {
        return Ed25519.verify(message, signature, publicKey) == CryptoCode.VALID;
    }

    @Override
    public boolean secp256k1(byte[] publicKey, byte[] message, byte[] signature) {
        return signature.length == SIGNATURE_BYTES
                && new BigInteger(1, Arrays.copyOfRange(signature, SCALAR_BYTES, SIGNATURE_BYTES)).compareTo(HIGHEST_S)
                        <= 0
                && Secp256k1.verify(MerkleTree.sha256().digest(message), signature, publicKey) == CryptoCode.VALID;
    }
}
