package dev.orrery.vm.gas;

/**
 * What the cryptographic imports cost besides their copies. CosmWasm gas. cosmwasm vm environment.rs: GasConfig.
 *
 * @param ed25519Batch per signature
 * @param ed25519BatchOneKey per signature, where exactly one public key is given
 * @param ed25519BatchAtLeast what a batch costs at least
 * @param bls12381AggregateG1 per point
 * @param bls12381AggregateG2 per point
 * @param bls12381PairingEquality per pairing
 */
public record CryptoCosts(
        long secp256k1Verify,
        long secp256k1RecoverPubkey,
        long secp256r1Verify,
        long secp256r1RecoverPubkey,
        long ed25519Verify,
        LinearCost ed25519Batch,
        LinearCost ed25519BatchOneKey,
        long ed25519BatchAtLeast,
        LinearCost bls12381AggregateG1,
        LinearCost bls12381AggregateG2,
        long bls12381HashToG1,
        long bls12381HashToG2,
        LinearCost bls12381PairingEquality) {
    /** The price of a batch of {@code signatures} under {@code keys} public keys. */
    public long ed25519BatchVerify(long signatures, long keys) {
        long price = (keys == 1 ? ed25519BatchOneKey : ed25519Batch).of(signatures);
        return Long.compareUnsigned(price, ed25519BatchAtLeast) < 0 ? ed25519BatchAtLeast : price;
    }
}
