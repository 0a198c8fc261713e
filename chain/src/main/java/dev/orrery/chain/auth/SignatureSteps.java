package dev.orrery.chain.auth;

import com.google.protobuf.ByteString;
import dev.orrery.chain.Context;
import dev.orrery.chain.ExecutionMode;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.gas.GasMeter;
import dev.orrery.chain.tx.AnteStep;
import dev.orrery.chain.tx.Ed25519PublicKey;
import dev.orrery.chain.tx.MultisigPublicKey;
import dev.orrery.chain.tx.PublicKey;
import dev.orrery.chain.tx.Secp256k1PublicKey;
import dev.orrery.chain.tx.Secp256r1PublicKey;
import dev.orrery.chain.tx.SignBytes;
import dev.orrery.chain.tx.SignatureCheck;
import dev.orrery.chain.tx.SignatureData;
import dev.orrery.chain.tx.Tx;
import dev.orrery.chain.tx.VerifiedSignatures;
import dev.orrery.proto.cosmos.auth.v1beta1.Params;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Steps about keys, signatures and sequences. Cosmos SDK x/auth/ante/sigverify.go. */
final class SignatureSteps {
    private final AuthKeeper keeper;
    private final SignBytes signBytes;
    private final ImpersonatedAccounts impersonated;
    private final SignatureCheck signatures = new SignatureCheck(new VerifiedSignatures());

    SignatureSteps(AuthKeeper keeper, SignBytes signBytes, ImpersonatedAccounts impersonated) {
        this.keeper = keeper;
        this.signBytes = signBytes;
        this.impersonated = impersonated;
    }

    /** Remembers the key with which an account signs for the first time. */
    AnteStep setKeys() {
        return (context, tx) -> {
            List<Optional<PublicKey>> keys = tx.publicKeys();
            List<Address> signers = tx.signers();
            if (keys.size() > signers.size()) {
                throw ChainException.plain("more signer infos than signers");
            }
            for (int i = 0; i < keys.size(); i++) {
                Optional<PublicKey> key = keys.get(i).or(() -> simulated(context));
                if (key.isPresent() && !impersonated.contain(context, signers.get(i))) {
                    setKey(context, signers.get(i), i, key.get());
                }
            }
            emitSignatures(context, tx, signers);
            return context;
        };
    }

    private void setKey(Context context, Address signer, int index, PublicKey key) {
        if (verifies(context) && !key.address().equals(signer)) {
            throw SdkError.INVALID_PUB_KEY.failure(
                    "pubKey does not match signer address " + keeper.text(signer) + " with signer index: " + index);
        }
        Account account = signerAccount(context, signer);
        if (!account.base().hasPubKey()) {
            keeper.setAccount(
                    context,
                    account.withBase(
                            account.base().toBuilder().setPubKey(key.toAny()).build()));
        }
    }

    private void emitSignatures(Context context, Tx tx, List<Address> signers) {
        List<Tx.Signature> signatures = tx.signatureList();
        for (int i = 0; i < signatures.size(); i++) {
            Tx.Signature signature = signatures.get(i);
            if (!tx.body().getUnordered()) {
                context.events()
                        .emit(
                                "tx",
                                "acc_seq",
                                keeper.text(signers.get(i)) + "/" + Long.toUnsignedString(signature.sequence()));
            }
            SignatureData data = signature.data().orElseThrow(() -> ChainException.plain("got empty SignatureData"));
            for (ByteString bytes : data.flat()) {
                context.events().emit("tx", "signature", Base64.getEncoder().encodeToString(bytes.toByteArray()));
            }
        }
    }

    AnteStep countKeys() {
        return (context, tx) -> {
            long limit = keeper.params(context).getTxSigLimit();
            int count = 0;
            for (Optional<PublicKey> key : tx.publicKeys()) {
                count += key.map(PublicKey::count).orElse(0);
                if (Long.compareUnsigned(count, limit) > 0) {
                    throw SdkError.TOO_MANY_SIGNATURES.failure(
                            "signatures: " + count + ", limit: " + Long.toUnsignedString(limit));
                }
            }
            return context;
        };
    }

    AnteStep charge() {
        return (context, tx) -> {
            Params params = keeper.params(context);
            List<Address> signers = tx.signers();
            List<Tx.Signature> signatures = tx.signatureList();
            for (int i = 0; i < signatures.size(); i++) {
                Address signer = signers.get(i);
                PublicKey key = keyOf(signerAccount(context, signer))
                        .or(() -> standIn(context, signer))
                        .orElseThrow(() -> SdkError.INVALID_PUB_KEY.failure("unrecognized public key type: <nil>"));
                charge(context.gas(), key, signatures.get(i).data(), params);
            }
            return context;
        };
    }

    private static void charge(GasMeter gas, PublicKey key, Optional<SignatureData> signature, Params params) {
        switch (key) {
            case Ed25519PublicKey ignored -> gas.consume(params.getSigVerifyCostEd25519(), "ante verify: ed25519");
            case Secp256k1PublicKey ignored ->
                gas.consume(params.getSigVerifyCostSecp256K1(), "ante verify: secp256k1");
            case Secp256r1PublicKey ignored ->
                gas.consume(params.getSigVerifyCostSecp256K1() / 2, "ante verify: secp256r1");
            case MultisigPublicKey multisig -> {
                if (!(signature.orElse(null) instanceof SignatureData.Multi multi)) {
                    throw ChainException.plain(
                            "expected *signing.MultiSignatureData, got, *signing.SingleSignatureData");
                }
                chargeMembers(gas, multisig, multi, params);
            }
        }
    }

    private static void chargeMembers(
            GasMeter gas, MultisigPublicKey multisig, SignatureData.Multi signature, Params params) {
        int next = 0;
        for (int i = 0; i < signature.size(); i++) {
            if (signature.signs(i)) {
                if (i >= multisig.keys().size()
                        || next >= signature.signatures().size()) {
                    throw ChainException.plain("more signers than keys or signatures in a multisignature");
                }
                charge(
                        gas,
                        multisig.keys().get(i),
                        Optional.of(signature.signatures().get(next++)),
                        params);
            }
        }
    }

    AnteStep verify() {
        return (context, tx) -> {
            if (tx.body().getUnordered()) {
                throw SdkError.NOT_SUPPORTED.failure("unordered transactions are not enabled");
            }
            List<Tx.Signature> signatures = tx.signatureList();
            List<Address> signers = tx.signers();
            if (signatures.size() != signers.size()) {
                throw SdkError.UNAUTHORIZED.failure(
                        "invalid number of signer;  expected: " + signers.size() + ", got " + signatures.size());
            }
            for (int i = 0; i < signatures.size(); i++) {
                verify(context, tx, signers.get(i), signatures.get(i));
            }
            return context;
        };
    }

    private void verify(Context context, Tx tx, Address signer, Tx.Signature signature) {
        Account account = signerAccount(context, signer);
        boolean verifies = verifies(context) && !impersonated.contain(context, signer);
        Optional<PublicKey> key = keyOf(account);
        if (verifies && key.isEmpty()) {
            throw SdkError.INVALID_PUB_KEY.failure("pubkey on account is not set");
        }
        if (signature.sequence() != account.sequence()) {
            throw SdkError.WRONG_SEQUENCE.failure("account sequence mismatch, expected "
                    + Long.toUnsignedString(account.sequence()) + ", got "
                    + Long.toUnsignedString(signature.sequence()));
        }
        if (verifies && context.mode() != ExecutionMode.RECHECK) {
            long number = context.block().height() == 0 ? 0 : account.number();
            SignBytes.Account as = new SignBytes.Account(context.block().chainId(), number, signature.sequence());
            SignatureData data =
                    signature.data().orElseThrow(() -> ChainException.plain("unexpected SignatureData <nil>"));
            requireAllKeys(tx);
            try {
                signatures.check(key.orElseThrow(), data, mode -> signBytes.of(mode, tx, as));
            } catch (ChainException e) {
                throw SdkError.UNAUTHORIZED.failure(failureText(data, as, account, e));
            }
        }
    }

    /** Quirk: the reference panics where a signer relies on the key that the chain knows. Cosmos SDK x/auth/tx/adapter.go. */
    private static void requireAllKeys(Tx tx) {
        if (tx.publicKeys().stream().anyMatch(Optional::isEmpty)) {
            throw SdkError.PANIC.failure("recovered: runtime error: invalid memory address or nil pointer dereference");
        }
    }

    private static String failureText(SignatureData data, SignBytes.Account as, Account account, ChainException e) {
        String number = Long.toUnsignedString(as.accountNumber());
        return data.isOnlyLegacy()
                ? "signature verification failed; please verify account number (" + number + "), sequence ("
                        + Long.toUnsignedString(account.sequence()) + ") and chain-id (" + as.chainId() + ")"
                : "signature verification failed; please verify account number (" + number + ") and chain-id ("
                        + as.chainId() + "): (" + e.text() + ")";
    }

    AnteStep incrementSequences() {
        return (context, tx) -> {
            tx.signers().forEach(signer -> keeper.incrementSequence(context, signer));
            return context;
        };
    }

    /** Nothing is verified where only the price is asked for. */
    private static boolean verifies(Context context) {
        return context.mode() != ExecutionMode.SIMULATE;
    }

    private static Optional<PublicKey> keyOf(Account account) {
        return PublicKey.ofOptional(account.base().hasPubKey(), account.base().getPubKey());
    }

    private static Optional<PublicKey> simulated(Context context) {
        return context.mode() == ExecutionMode.SIMULATE
                ? Optional.of(SimulatedSignatures.UNKNOWN_KEY)
                : Optional.empty();
    }

    /** What is paid for where nobody looks at the signature. */
    private Optional<PublicKey> standIn(Context context, Address signer) {
        return impersonated.contain(context, signer)
                ? Optional.of(SimulatedSignatures.UNKNOWN_KEY)
                : simulated(context);
    }

    private Account signerAccount(Context context, Address signer) {
        return keeper.account(context, signer)
                .orElseThrow(
                        () -> SdkError.UNKNOWN_ADDRESS.failure("account " + keeper.text(signer) + " does not exist"));
    }
}
