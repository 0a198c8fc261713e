package dev.orrery.ibc.packet;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which all commitments are made of. */
public final class Digests {
    private Digests() {}

    /** The digest of the parts, one after the other. */
    public static byte[] sha256(byte[]... parts) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }
}
