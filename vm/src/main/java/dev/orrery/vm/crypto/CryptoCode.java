package dev.orrery.vm.crypto;

/** What a contract reads back from a cryptographic import. Numbers: cosmwasm-crypto errors.rs, never reused. */
public enum CryptoCode {
    /** The signature or equation holds, or the output was produced. */
    VALID(0),
    /** Well-formed input whose signature or equation does not hold. */
    INVALID(1),
    HASH_FORMAT(3),
    SIGNATURE_FORMAT(4),
    PUBKEY_FORMAT(5),
    RECOVERY_PARAM(6),
    BATCH_SHAPE(7),
    INVALID_POINT(8),
    UNKNOWN_HASH_FUNCTION(9),
    /** Whatever the ECDSA libraries refuse: r or s out of range, a key that is no point, no key to recover. */
    GENERIC(10),
    PAIRING_G1_LENGTH(11),
    PAIRING_G2_LENGTH(12),
    PAIRING_UNEQUAL_COUNTS(13),
    AGGREGATE_EMPTY(14),
    AGGREGATE_LENGTH(15);

    private final int number;

    CryptoCode(int number) {
        this.number = number;
    }

    /** The value the guest sees. */
    public int number() {
        return number;
    }
}
