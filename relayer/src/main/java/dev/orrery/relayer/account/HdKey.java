package dev.orrery.relayer.account;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** From the words of a wallet to the secret of its first account, as BIP-39, BIP-32 and BIP-44 say. */
final class HdKey {
    /** m/44'/118'/0'/0/0, which wallets of the Cosmos SDK use. */
    private static final int[] PATH = {hardened(44), hardened(118), hardened(0), 0, 0};

    /** BIP-39. */
    private static final int SEED_ROUNDS = 2048;

    private static final int SEED_BITS = 512;

    private static final int SECRET_BYTES = 32;

    private HdKey() {}

    private static int hardened(int index) {
        return index | 0x8000_0000;
    }

    /** The words' checksum is not looked at: other words are another account, which has nothing. */
    static BigInteger secret(String words) {
        byte[] node = hmac("Bitcoin seed".getBytes(StandardCharsets.UTF_8), seed(words));
        for (int index : PATH) {
            node = child(node, index);
        }
        return secretOf(node);
    }

    private static byte[] seed(String words) {
        String normal = Normalizer.normalize(String.join(" ", words.strip().split("\\s+")), Normalizer.Form.NFKD);
        PBEKeySpec spec = new PBEKeySpec(
                normal.toCharArray(), "mnemonic".getBytes(StandardCharsets.UTF_8), SEED_ROUNDS, SEED_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param parent secret, then chain code */
    private static byte[] child(byte[] parent, int index) {
        byte[] chainCode = Arrays.copyOfRange(parent, SECRET_BYTES, 2 * SECRET_BYTES);
        ByteBuffer data = ByteBuffer.allocate(1 + SECRET_BYTES + Integer.BYTES);
        if (index < 0) {
            data.put((byte) 0).put(parent, 0, SECRET_BYTES);
        } else {
            data.put(SigningKey.publicKey(secretOf(parent)));
        }
        byte[] derived = hmac(chainCode, data.putInt(index).array());
        BigInteger secret = secretOf(derived).add(secretOf(parent)).mod(SigningKey.ORDER);
        return ByteBuffer.allocate(2 * SECRET_BYTES)
                .put(SigningKey.unsigned(secret))
                .put(derived, SECRET_BYTES, SECRET_BYTES)
                .array();
    }

    private static BigInteger secretOf(byte[] node) {
        return new BigInteger(1, node, 0, SECRET_BYTES);
    }

    private static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(key, "HmacSHA512"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
