package dev.orrery.vm.crypto;

/** Answer of the functions that produce bytes: the bytes, or the code of the reason why there are none. */
public sealed interface CryptoResult {
    /** Success, code 0; the bytes belong to the receiver. */
    record Output(byte[] bytes) implements CryptoResult {}

    /** Never carries {@link CryptoCode#VALID}. */
    record Refused(CryptoCode code) implements CryptoResult {}
}
