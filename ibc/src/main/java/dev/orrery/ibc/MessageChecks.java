package dev.orrery.ibc;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.client.ProofError;
import dev.orrery.ibc.connection.ProofChecks.Proof;

/**
 * What all messages of IBC are checked for.
 *
 * @param authority the account that governs the chain, as messages spell it
 */
public record MessageChecks(Addresses addresses, String authority) {
    public void signer(String signer) {
        addresses.parse(signer);
    }

    /** Refuses unless the chain's authority asks. Cosmos SDK types/authority.go: ValidateAuthority. */
    public void authority(String signer) {
        if (!isAuthority(signer)) {
            throw SdkError.UNAUTHORIZED.failure("invalid authority: expected " + authority + ", got " + signer);
        }
    }

    public boolean isAuthority(String signer) {
        return authority.equals(signer);
    }

    /** The account that relays, spelled as the chain spells it. */
    public String relayer(String signer) {
        return addresses.text(addresses.parse(signer));
    }

    public static void proof(ByteString proof, String emptyText) {
        if (proof.isEmpty()) {
            throw ProofError.INVALID_PROOF.failure(emptyText);
        }
    }

    public static void sequence(long nextReceive) {
        if (nextReceive == 0) {
            throw IbcError.INVALID_SEQUENCE.failure("next sequence receive cannot be 0");
        }
    }

    public static Proof proof(ByteString bytes, dev.orrery.proto.ibc.core.client.v1.Height height) {
        return new Proof(bytes.toByteArray(), height(height));
    }

    public static Height height(dev.orrery.proto.ibc.core.client.v1.Height height) {
        return new Height(height.getRevisionNumber(), height.getRevisionHeight());
    }
}
