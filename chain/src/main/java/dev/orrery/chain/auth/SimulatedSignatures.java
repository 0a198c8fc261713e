package dev.orrery.chain.auth;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.tx.MultisigPublicKey;
import dev.orrery.chain.tx.PublicKey;
import dev.orrery.chain.tx.Secp256k1PublicKey;
import dev.orrery.chain.tx.SignatureData;
import dev.orrery.chain.tx.Tx;
import dev.orrery.proto.cosmos.auth.v1beta1.Params;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The price of signatures that a simulated transaction doesn't carry: as many bytes as a key and a signature take in the old codec.
 * Cosmos SDK x/auth/ante/basic.go.
 */
record SimulatedSignatures(AuthKeeper keeper) {
    /** Stands for a key that the chain doesn't know yet. Cosmos SDK x/auth/ante/sigverify.go: simSecp256k1Pubkey. */
    static final PublicKey UNKNOWN_KEY = new Secp256k1PublicKey(ByteString.copyFrom(
            HexFormat.of().parseHex("035ad6810a47f073553ff30d2fcc7e0d3b1c0b74b61a1aaa2582344037151e143a")));

    private static final int KEY_FIELD = 1;
    private static final int SIGNATURE_FIELD = 2;
    private static final int SIGNATURE_BYTES = 64;

    /** Bytes that the reference adds for what stands around a signature. */
    private static final int OVERHEAD = 6;

    void charge(Context context, Tx tx, Params params) {
        List<Tx.Signature> signatures = tx.signatureList();
        List<Address> signers = tx.signers();
        for (int i = 0; i < signers.size(); i++) {
            if (i >= signatures.size() || isIncomplete(signatures.get(i))) {
                PublicKey key = knownKey(context, signers.get(i)).orElse(UNKNOWN_KEY);
                long cost = encodedLength(key);
                if (key instanceof MultisigPublicKey) {
                    cost *= params.getTxSigLimit();
                }
                context.gas().consume(params.getTxSizeCostPerByte() * cost, "txSize");
            }
        }
    }

    private static boolean isIncomplete(Tx.Signature signature) {
        return signature.data().map(SignatureData::isIncomplete).orElse(true);
    }

    private Optional<PublicKey> knownKey(Context context, Address signer) {
        return keeper.account(context, signer)
                .flatMap(account -> PublicKey.ofOptional(
                        account.base().hasPubKey(), account.base().getPubKey()));
    }

    private static int encodedLength(PublicKey key) {
        return CodedOutputStream.computeByteArraySize(KEY_FIELD, key.aminoBytes())
                + CodedOutputStream.computeByteArraySize(SIGNATURE_FIELD, new byte[SIGNATURE_BYTES])
                + OVERHEAD;
    }
}
