package dev.orrery.vm.imports;

import dev.orrery.vm.abi.Sections;
import dev.orrery.vm.error.Failure;
import dev.orrery.vm.error.FailureException;
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

    private static final int INVALID_RECOVERY_PARAM = 6;

    private CryptoImports() {}

    private static CryptoCosts prices(Host host) {
        return host.prices().crypto();
    }

    static long secp256k1Verify(Host host, long[] args) {
        EcdsaInput input = EcdsaInput.read(host, args);
        byte[] pubkey = host.memory().read((int) args[2], MAX_ECDSA_PUBKEY_BYTES);
        host.gas().charge(prices(host).secp256k1Verify());
        throw notYet(input, pubkey);
    }

    static long secp256r1Verify(Host host, long[] args) {
        EcdsaInput input = EcdsaInput.read(host, args);
        byte[] pubkey = host.memory().read((int) args[2], MAX_ECDSA_PUBKEY_BYTES);
        host.gas().charge(prices(host).secp256r1Verify());
        throw notYet(input, pubkey);
    }

    static long secp256k1RecoverPubkey(Host host, long[] args) {
        EcdsaInput input = EcdsaInput.read(host, args);
        if (!isByte(args[2])) {
            return inHighHalf(INVALID_RECOVERY_PARAM);
        }
        host.gas().charge(prices(host).secp256k1RecoverPubkey());
        throw notYet(input);
    }

    static long secp256r1RecoverPubkey(Host host, long[] args) {
        EcdsaInput input = EcdsaInput.read(host, args);
        if (!isByte(args[2])) {
            return inHighHalf(INVALID_RECOVERY_PARAM);
        }
        host.gas().charge(prices(host).secp256r1RecoverPubkey());
        throw notYet(input);
    }

    static long ed25519Verify(Host host, long[] args) {
        byte[] message = host.memory().read((int) args[0], MAX_ED25519_MESSAGE_BYTES);
        byte[] signature = host.memory().read((int) args[1], MAX_ED25519_SIGNATURE_BYTES);
        byte[] pubkey = host.memory().read((int) args[2], MAX_ED25519_PUBKEY_BYTES);
        host.gas().charge(prices(host).ed25519Verify());
        throw notYet(message, signature, pubkey);
    }

    static long ed25519BatchVerify(Host host, long[] args) {
        byte[] messages = readList(host, args[0], MAX_ED25519_MESSAGE_BYTES);
        byte[] signatures = readList(host, args[1], MAX_ED25519_SIGNATURE_BYTES);
        byte[] pubkeys = readList(host, args[2], MAX_ED25519_PUBKEY_BYTES);
        Sections.decode(messages);
        List<byte[]> signatureList = Sections.decode(signatures);
        List<byte[]> pubkeyList = Sections.decode(pubkeys);
        host.gas().charge(prices(host).ed25519BatchVerify(signatureList.size(), pubkeyList.size()));
        throw notYet();
    }

    static long aggregateG1(Host host, long[] args) {
        byte[] points = host.memory().read((int) args[0], MAX_POINTS_BYTES);
        host.gas().charge(prices(host).bls12381AggregateG1().of(points.length / G1_BYTES));
        throw notYet(points);
    }

    static long aggregateG2(Host host, long[] args) {
        byte[] points = host.memory().read((int) args[0], MAX_POINTS_BYTES);
        host.gas().charge(prices(host).bls12381AggregateG2().of(points.length / G2_BYTES));
        throw notYet(points);
    }

    static long pairingEquality(Host host, long[] args) {
        byte[] ps = host.memory().read((int) args[0], MAX_POINTS_BYTES);
        byte[] qs = host.memory().read((int) args[1], MAX_POINTS_BYTES);
        byte[] r = host.memory().read((int) args[2], G1_BYTES);
        byte[] s = host.memory().read((int) args[3], G2_BYTES);
        int pairings = ps.length / G1_BYTES + 1;
        host.gas().charge(prices(host).bls12381PairingEquality().of(pairings));
        throw notYet(ps, qs, r, s);
    }

    static long hashToG1(Host host, long[] args) {
        byte[] message = host.memory().read((int) args[1], MAX_BLS_MESSAGE_BYTES);
        byte[] dst = host.memory().read((int) args[2], MAX_BLS_DST_BYTES);
        host.gas().charge(prices(host).bls12381HashToG1());
        throw notYet(message, dst);
    }

    static long hashToG2(Host host, long[] args) {
        byte[] message = host.memory().read((int) args[1], MAX_BLS_MESSAGE_BYTES);
        byte[] dst = host.memory().read((int) args[2], MAX_BLS_DST_BYTES);
        host.gas().charge(prices(host).bls12381HashToG2());
        throw notYet(message, dst);
    }

    /** A list of sections, each of which has at most {@code maxEntryBytes}. */
    private static byte[] readList(Host host, long pointer, int maxEntryBytes) {
        return host.memory().read((int) pointer, (maxEntryBytes + SECTION_LENGTH_BYTES) * MAX_BATCH_ENTRIES);
    }

    private static boolean isByte(long param) {
        return Integer.compareUnsigned((int) param, 0xFF) <= 0;
    }

    /** A recovery answers with a code in the high half or an address in the low half. */
    private static long inHighHalf(int code) {
        return (long) code << Integer.SIZE;
    }

    private static FailureException notYet(Object... inputs) {
        return new FailureException(
                new Failure.Generic("cryptographic imports are not available yet: " + inputs.length + " inputs"));
    }

    private record EcdsaInput(byte[] hash, byte[] signature) {
        static EcdsaInput read(Host host, long[] args) {
            return new EcdsaInput(
                    host.memory().read((int) args[0], MAX_HASH_BYTES),
                    host.memory().read((int) args[1], MAX_ECDSA_SIGNATURE_BYTES));
        }
    }
}
