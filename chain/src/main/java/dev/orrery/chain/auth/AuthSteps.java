package dev.orrery.chain.auth;

import dev.orrery.chain.tx.AnteStep;
import dev.orrery.chain.tx.SignBytes;
import java.util.List;

/** The checks of a transaction against accounts, in the reference's order. Cosmos SDK x/auth/ante/ante.go. */
public final class AuthSteps {
    private AuthSteps() {}

    public static List<AnteStep> all(
            AuthKeeper keeper, FeeStep fee, SignBytes signBytes, ImpersonatedAccounts impersonated) {
        TxChecks tx = new TxChecks(keeper);
        SignatureSteps signatures = new SignatureSteps(keeper, signBytes, impersonated);
        return List.of(
                tx.extensions(),
                tx.shape(),
                tx.timeout(),
                tx.memo(),
                tx.size(),
                fee,
                signatures.setKeys(),
                signatures.countKeys(),
                signatures.charge(),
                signatures.verify(),
                signatures.incrementSequences());
    }

    /** For a transaction that nobody signed: no fee, no signature, no sequence, and nobody needs an account. */
    public static List<AnteStep> unsigned(AuthKeeper keeper) {
        TxChecks tx = new TxChecks(keeper);
        return List.of(tx.onlyInBlocks(), tx.extensions(), tx.timeout(), tx.memo());
    }
}
