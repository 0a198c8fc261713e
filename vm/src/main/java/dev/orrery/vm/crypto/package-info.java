/**
 * The cryptography CosmWasm contracts import, as pure functions with the result codes of cosmwasm-crypto 3.0: ECDSA over
 * secp256k1 and secp256r1, Ed25519 with ZIP-215 rules, BLS12-381.
 *
 * <p>Entry types: {@link dev.orrery.vm.crypto.Secp256k1}, {@link dev.orrery.vm.crypto.Secp256r1}, {@link
 * dev.orrery.vm.crypto.Ed25519}, {@link dev.orrery.vm.crypto.Bls12381}. Gas, region limits and guest memory do not belong
 * here: the imports charge, read and write; these functions only map bytes to a code or to bytes.
 */
package dev.orrery.vm.crypto;
