package dev.orrery.vm.imports;

import dev.orrery.vm.abi.Sections;
import dev.orrery.vm.crypto.Bls12381;
import dev.orrery.vm.crypto.CryptoCode;
import dev.orrery.vm.crypto.CryptoResult;
import dev.orrery.vm.crypto.Ed25519;
import dev.orrery.vm.crypto.Secp256k1;
import dev.orrery.vm.crypto.Secp256r1;
import dev.orrery.vm.gas.CryptoCosts;
import java.util.List;

/**
 * Signatures and pairings. Each reads all of its regions, then pays, and only then looks at what it read: lengths beyond a
 * maximum trap, anything else that is wrong is a code for the contract.
 */
final class CryptoImports {
    /** Bytes. cosmwasm crypto ecdsa.rs: MESSAGE_HASH_MAX_LEN, ECDSA_SIGNATURE_LEN, ECDSA_PUBKEY_MAX_LEN. */
    private static final int MAX_HASH_BYTES = 32;

    private static final int MAX_ECDSA_SIGNATURE_BYTES = 64;
    private static final int MAX_ECDSA_PUBKEY_BYTES = 65;

    /** Bytes. cosmwasm vm imports.rs: MAX_LENGTH_ED25519_MESSAGE, _SIGNATURE; cosmwasm crypto: EDDSA_PUBKEY_LEN. */
    private static final int MAX_ED25519_MESSAGE_BYTES = 128 * 1024;

    private static final int MAX_ED25519_SIGNATURE_BYTES = 64;
    private static final int MAX_ED25519_PUBKEY_BYTES = 32;

    /** Most entries of a batch. cosmwasm vm imports.rs: MAX_COUNT_ED25519_BATCH. */
    private static final int MAX_BATCH_ENTRIES = 256;

    /** What each entry of a list takes besides its bytes. */
    private static final int SECTION_LENGTH_BYTES = 4;

    /** Bytes. cosmwasm vm imports.rs: BLS12_381_MAX_AGGREGATE_SIZE, _MESSAGE_SIZE, _DST_SIZE. */
    private static final int MAX_POINTS_BYTES = 2 * 1024 * 1024;

    private static final int MAX_BLS_MESSAGE_BYTES = 5 * 1024 * 1024;
    private static final int MAX_BLS_DST_BYTES = 5 * 1024;

    /** Bytes of a compressed point. cosmwasm core: BLS12_381_G1_POINT_LEN, _G2_POINT_LEN. */
    private static final int G1_BYTES = 48;

    private static final int G2_BYTES = 96;

    private CryptoImports() {}

    private static CryptoCosts prices(Host host) {
        return host.prices().crypto();
    }

    static long secp256k1Verify(Host host, long[] args) {
        EcdsaInput input = EcdsaInput.read(host, args);
        byte[] pubkey = host.memory().read((int) args[2], MAX_ECDSA_PUBKEY_BYTES);
        host.gas().charge(prices(host).secp256k1Verify());
        return Secp256k1.verify(input.hash(), input.signature(), pubkey).number();
    }

    static long secp256r1Verify(Host host, long[] args) {
        EcdsaInput input = EcdsaInput.read(host, args);
        byte[] pubkey = host.memory().read((int) args[2], MAX_ECDSA_PUBKEY_BYTES);
        host.gas().charge(prices(host).secp256r1Verify());
        return Secp256r1.verify(input.hash(), input.signature(), pubkey).number();
    }

    static long secp256k1RecoverPubkey(Host host, long[] args) {
        EcdsaInput input = EcdsaInput.read(host, args);
        if (!isByte(args[2])) {
            return inHighHalf(CryptoCode.RECOVERY_PARAM);
        }
        host.gas().charge(prices(host).secp256k1RecoverPubkey());
        return giveKey(host, Secp256k1.recoverPubkey(input.hash(), input.signature(), (int) args[2]));
    }

    static long secp256r1RecoverPubkey(Host host, long[] args) {
        EcdsaInput input = EcdsaInput.read(host, args);
        if (!isByte(args[2])) {
            return inHighHalf(CryptoCode.RECOVERY_PARAM);
        }
        host.gas().charge(prices(host).secp256r1RecoverPubkey());
        return giveKey(host, Secp256r1.recoverPubkey(input.hash(), input.signature(), (int) args[2]));
    }

    static long ed25519Verify(Host host, long[] args) {
        byte[] message = host.memory().read((int) args[0], MAX_ED25519_MESSAGE_BYTES);
        byte[] signature = host.memory().read((int) args[1], MAX_ED25519_SIGNATURE_BYTES);
        byte[] pubkey = host.memory().read((int) args[2], MAX_ED25519_PUBKEY_BYTES);
        host.gas().charge(prices(host).ed25519Verify());
        return Ed25519.verify(message, signature, pubkey).number();
    }

    static long ed25519BatchVerify(Host host, long[] args) {
        byte[] messages = readList(host, args[0], MAX_ED25519_MESSAGE_BYTES);
        byte[] signatures = readList(host, args[1], MAX_ED25519_SIGNATURE_BYTES);
        byte[] pubkeys = readList(host, args[2], MAX_ED25519_PUBKEY_BYTES);
        List<byte[]> messageList = Sections.decode(messages);
        List<byte[]> signatureList = Sections.decode(signatures);
        List<byte[]> pubkeyList = Sections.decode(pubkeys);
        host.gas().charge(prices(host).ed25519BatchVerify(signatureList.size(), pubkeyList.size()));
        return Ed25519.batchVerify(messageList, signatureList, pubkeyList).number();
    }

    static long aggregateG1(Host host, long[] args) {
        byte[] points = host.memory().read((int) args[0], MAX_POINTS_BYTES);
        host.gas().charge(prices(host).bls12381AggregateG1().of(points.length / G1_BYTES));
        return writePoint(host, (int) args[1], Bls12381.aggregateG1(points));
    }

    static long aggregateG2(Host host, long[] args) {
        byte[] points = host.memory().read((int) args[0], MAX_POINTS_BYTES);
        host.gas().charge(prices(host).bls12381AggregateG2().of(points.length / G2_BYTES));
        return writePoint(host, (int) args[1], Bls12381.aggregateG2(points));
    }

    static long pairingEquality(Host host, long[] args) {
        byte[] ps = host.memory().read((int) args[0], MAX_POINTS_BYTES);
        byte[] qs = host.memory().read((int) args[1], MAX_POINTS_BYTES);
        byte[] r = host.memory().read((int) args[2], G1_BYTES);
        byte[] s = host.memory().read((int) args[3], G2_BYTES);
        int pairings = ps.length / G1_BYTES + 1;
        host.gas().charge(prices(host).bls12381PairingEquality().of(pairings));
        return Bls12381.pairingEquality(ps, qs, r, s).number();
    }

    static long hashToG1(Host host, long[] args) {
        byte[] message = host.memory().read((int) args[1], MAX_BLS_MESSAGE_BYTES);
        byte[] dst = host.memory().read((int) args[2], MAX_BLS_DST_BYTES);
        host.gas().charge(prices(host).bls12381HashToG1());
        return writePoint(host, (int) args[3], Bls12381.hashToG1((int) args[0], message, dst));
    }

    static long hashToG2(Host host, long[] args) {
        byte[] message = host.memory().read((int) args[1], MAX_BLS_MESSAGE_BYTES);
        byte[] dst = host.memory().read((int) args[2], MAX_BLS_DST_BYTES);
        host.gas().charge(prices(host).bls12381HashToG2());
        return writePoint(host, (int) args[3], Bls12381.hashToG2((int) args[0], message, dst));
    }

    /** A list of sections, each of which has at most {@code maxEntryBytes}. */
    private static byte[] readList(Host host, long pointer, int maxEntryBytes) {
        return host.memory().read((int) pointer, (maxEntryBytes + SECTION_LENGTH_BYTES) * MAX_BATCH_ENTRIES);
    }

    private static boolean isByte(long param) {
        return Integer.compareUnsigned((int) param, 0xFF) <= 0;
    }

    /** A recovery answers with a code in the high half or an address in the low half. */
    private static long inHighHalf(CryptoCode code) {
        return (long) code.number() << Integer.SIZE;
    }

    private static long giveKey(Host host, CryptoResult result) {
        return switch (result) {
            case CryptoResult.Output output -> Integer.toUnsignedLong(host.give(output.bytes()));
            case CryptoResult.Refused refused -> inHighHalf(refused.code());
        };
    }

    /** Puts a point where the contract wants it; answers with the code alone. */
    private static long writePoint(Host host, int destination, CryptoResult result) {
        return switch (result) {
            case CryptoResult.Output output -> {
                host.memory().write(destination, output.bytes());
                yield CryptoCode.VALID.number();
            }
            case CryptoResult.Refused refused -> refused.code().number();
        };
    }

    private record EcdsaInput(byte[] hash, byte[] signature) {
        static EcdsaInput read(Host host, long[] args) {
            return new EcdsaInput(
                    host.memory().read((int) args[0], MAX_HASH_BYTES),
                    host.memory().read((int) args[1], MAX_ECDSA_SIGNATURE_BYTES));
        }
    }
}
