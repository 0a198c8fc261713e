package dev.orrery.chain.tx;

import dev.orrery.chain.error.ChainException;
import dev.orrery.proto.cosmos.crypto.multisig.v1beta1.CompactBitArray;
import dev.orrery.proto.cosmos.tx.signing.v1beta1.SignMode;
import java.util.List;
import java.util.function.Function;

/** Does a signature belong to a key? Cosmos SDK x/auth/signing, crypto/keys/multisig. */
public record SignatureCheck(VerifiedSignatures verified) {

    /**
     * @param signBytes what is signed in a given way
     * @throws ChainException if it doesn't
     */
    public void check(PublicKey key, SignatureData signature, Function<SignMode, byte[]> signBytes) {
        switch (signature) {
            case SignatureData.Single(SignMode mode, var bytes) -> {
                if (!(key instanceof PublicKey.Single single)) {
                    throw ChainException.plain("a multisig can't make a single signature");
                }
                if (!verified.verifies(single, signBytes.apply(mode), bytes.toByteArray())) {
                    throw ChainException.plain("unable to verify single signer signature");
                }
            }
            case SignatureData.Multi multi -> {
                if (!(key instanceof MultisigPublicKey multisig)) {
                    throw ChainException.plain("expected multisig.PubKey, got a single key");
                }
                check(multisig, multi, signBytes);
            }
        }
    }

    private void check(
            MultisigPublicKey multisig, SignatureData.Multi signature, Function<SignMode, byte[]> signBytes) {
        int size = signature.size();
        List<SignatureData> signatures = signature.signatures();
        if (multisig.keys().size() != size) {
            throw ChainException.plain(
                    "bit array size is incorrect, expecting: " + multisig.keys().size());
        }
        if (signatures.size() < multisig.threshold() || signatures.size() > size) {
            throw ChainException.plain("signature size is incorrect " + signatures.size());
        }
        if (signature.signerCount() < multisig.threshold()) {
            throw ChainException.plain("not enough signatures set, have " + signature.signerCount() + ", expected "
                    + multisig.threshold());
        }
        int next = 0;
        for (int i = 0; i < size; i++) {
            if (signature.signs(i)) {
                if (next == signatures.size()) {
                    throw ChainException.plain("signature size is incorrect " + signatures.size());
                }
                checkMember(multisig.keys().get(i), i, signatures.get(next++), signBytes);
            }
        }
    }

    private void checkMember(PublicKey key, int index, SignatureData signature, Function<SignMode, byte[]> signBytes) {
        switch (signature) {
            case SignatureData.Single(SignMode mode, var bytes) -> {
                byte[] message = signBytes.apply(mode);
                if (!(key instanceof PublicKey.Single single)
                        || !verified.verifies(single, message, bytes.toByteArray())) {
                    throw ChainException.plain("unable to verify signature at index " + index);
                }
            }
            case SignatureData.Multi(CompactBitArray signers, List<SignatureData> signatures) -> {
                if (!(key instanceof MultisigPublicKey nested)) {
                    throw ChainException.plain("unable to parse pubkey of index " + index);
                }
                check(nested, new SignatureData.Multi(signers, signatures), signBytes);
            }
        }
    }
}
