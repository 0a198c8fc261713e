package dev.orrery.ibc.commitment;

import com.google.protobuf.ByteString;
import dev.orrery.proto.cosmos.ics23.v1.HashOp;
import dev.orrery.proto.cosmos.ics23.v1.LengthOp;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.digests.Blake2sDigest;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;

/** The hash functions and length prefixes a proof specification can name. Pure functions. cosmos/ics23 go/ops.go. */
final class Hashing {
    private static final int BLAKE2B_BITS = 512;
    private static final int BLAKE2S_BITS = 256;
    private static final int MORE = 0x80;
    private static final int PAYLOAD_BITS = 7;

    private Hashing() {}

    /** @param op as on the wire: proofs may name one that nobody knows */
    static byte[] hash(int op, byte[] preimage) {
        return switch (HashOp.forNumber(op)) {
            case SHA256 -> jdk("SHA-256", preimage);
            case SHA512 -> jdk("SHA-512", preimage);
            case SHA512_256 -> jdk("SHA-512/256", preimage);
            case RIPEMD160 -> bouncy(new RIPEMD160Digest(), preimage);
            case BITCOIN -> bouncy(new RIPEMD160Digest(), jdk("SHA-256", preimage));
            case BLAKE2B_512 -> bouncy(new Blake2bDigest(BLAKE2B_BITS), preimage);
            case BLAKE2S_256 -> bouncy(new Blake2sDigest(BLAKE2S_BITS), preimage);
            case null, default -> throw new RefusedProof("unsupported hashop: " + op);
        };
    }

    static byte[] hashOrKeep(int op, byte[] data) {
        return op == HashOp.NO_HASH_VALUE ? data : hash(op, data);
    }

    /** The data behind its length, or alone if only its length is prescribed. */
    static byte[] withLength(int op, byte[] data) {
        return switch (LengthOp.forNumber(op)) {
            case NO_PREFIX -> data;
            case VAR_PROTO -> join(varint(data.length), data);
            case REQUIRE_32_BYTES -> required(32, data);
            case REQUIRE_64_BYTES -> required(64, data);
            case FIXED32_BIG -> join(int32(ByteOrder.BIG_ENDIAN, data.length), data);
            case FIXED32_LITTLE -> join(int32(ByteOrder.LITTLE_ENDIAN, data.length), data);
            case FIXED64_BIG -> join(int64(ByteOrder.BIG_ENDIAN, data.length), data);
            case FIXED64_LITTLE -> join(int64(ByteOrder.LITTLE_ENDIAN, data.length), data);
            case null, default -> throw new RefusedProof("unsupported lengthop: " + op);
        };
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] join(ByteString before, byte[] middle, ByteString after) {
        return join(before.toByteArray(), middle, after.toByteArray());
    }

    private static byte[] required(int length, byte[] data) {
        if (data.length != length) {
            throw new RefusedProof("data was " + data.length + " bytes, not " + length);
        }
        return data;
    }

    private static byte[] varint(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = value;
        while (rest >= MORE) {
            out.write((rest & (MORE - 1)) | MORE);
            rest >>>= PAYLOAD_BITS;
        }
        out.write(rest);
        return out.toByteArray();
    }

    private static byte[] int32(ByteOrder order, int value) {
        return ByteBuffer.allocate(Integer.BYTES).order(order).putInt(value).array();
    }

    private static byte[] int64(ByteOrder order, int value) {
        return ByteBuffer.allocate(Long.BYTES).order(order).putLong(value).array();
    }

    private static byte[] jdk(String algorithm, byte[] preimage) {
        try {
            return MessageDigest.getInstance(algorithm).digest(preimage);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    private static byte[] bouncy(Digest digest, byte[] preimage) {
        byte[] out = new byte[digest.getDigestSize()];
        digest.update(preimage, 0, preimage.length);
        digest.doFinal(out, 0);
        return out;
    }
}
