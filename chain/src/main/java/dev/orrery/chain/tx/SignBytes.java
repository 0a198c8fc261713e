package dev.orrery.chain.tx;

import dev.orrery.chain.error.ChainException;
import dev.orrery.proto.cosmos.tx.signing.v1beta1.SignMode;
import dev.orrery.proto.cosmos.tx.v1beta1.SignDoc;

/** What a signer signs, in each of the ways we accept. */
public final class SignBytes {
    private final LegacyJson json;

    /**
     * @param json writes messages for legacy signatures
     */
    public SignBytes(LegacyJson json) {
        this.json = json;
    }

    /** The account that signs, as of before the transaction. */
    public record Account(String chainId, long accountNumber, long sequence) {}

    /**
     * @throws ChainException if this can't be signed in this way
     */
    public byte[] of(SignMode mode, Tx tx, Account account) {
        return switch (mode) {
            case SIGN_MODE_DIRECT -> direct(tx, account);
            case SIGN_MODE_LEGACY_AMINO_JSON -> json.signDocument(tx, account);
            case SIGN_MODE_UNSPECIFIED, SIGN_MODE_TEXTUAL, SIGN_MODE_DIRECT_AUX, SIGN_MODE_EIP_191, UNRECOGNIZED ->
                throw ChainException.plain("unsupported sign mode " + mode);
        };
    }

    private static byte[] direct(Tx tx, Account account) {
        return SignDoc.newBuilder()
                .setBodyBytes(tx.bodyBytes())
                .setAuthInfoBytes(tx.authInfoBytes())
                .setChainId(account.chainId())
                .setAccountNumber(account.accountNumber())
                .build()
                .toByteArray();
    }
}
