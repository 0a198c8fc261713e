package dev.orrery.chain.tx;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerifiedSignaturesTest {
    private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);

    private final VerifiedSignatures signatures = new VerifiedSignatures();
    private KeyPair pair;
    private Ed25519PublicKey key;
    private byte[] signature;

    @BeforeEach
    void sign() throws GeneralSecurityException {
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        key = keyOf(pair);
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(MESSAGE);
        signature = signer.sign();
    }

    @Test
    void aGoodSignatureStaysGood() {
        assertTrue(signatures.verifies(key, MESSAGE, signature));
        assertTrue(signatures.verifies(key, MESSAGE, signature));
    }

    @Test
    void aGoodSignatureSaysNothingOfAnotherMessageKeyOrSignature() throws GeneralSecurityException {
        assertTrue(signatures.verifies(key, MESSAGE, signature));
        byte[] longer = Arrays.copyOf(MESSAGE, MESSAGE.length + 1);
        assertFalse(signatures.verifies(key, longer, signature));
        Ed25519PublicKey other = keyOf(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        assertFalse(signatures.verifies(other, MESSAGE, signature));
        byte[] damaged = signature.clone();
        damaged[5] ^= 1;
        assertFalse(signatures.verifies(key, MESSAGE, damaged));
        assertTrue(signatures.verifies(key, MESSAGE, signature));
    }

    @Test
    void aBadSignatureIsNotRemembered() {
        byte[] damaged = signature.clone();
        damaged[5] ^= 1;
        assertFalse(signatures.verifies(key, MESSAGE, damaged));
        assertFalse(signatures.verifies(key, MESSAGE, damaged));
        assertTrue(signatures.verifies(key, MESSAGE, signature));
    }

    /** The last 32 bytes of the usual encoding are the key itself. */
    private static Ed25519PublicKey keyOf(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return new Ed25519PublicKey(ByteString.copyFrom(encoded, encoded.length - 32, 32));
    }
}
