package dev.orrery.ibc.light.tendermint;

import com.google.protobuf.ByteString;
import dev.orrery.proto.tendermint.crypto.PublicKey;

/**
 * One that votes on the other chain's blocks.
 *
 * @param priority to propose; not part of any hash
 */
record Validator(ByteString address, PublicKey key, long power, long priority) {
    private static final int ED25519_KEY_BYTES = 32;
    private static final int SECP256K1_KEY_BYTES = 33;

    /** @throws CometRefusal if the key is of no known kind or length */
    static Validator read(dev.orrery.proto.tendermint.types.Validator validator) {
        PublicKey key = validator.getPubKey();
        switch (key.getSumCase()) {
            case ED25519 -> checkSize("Ed25519", key.getEd25519(), ED25519_KEY_BYTES);
            case SECP256K1 -> checkSize("Secp256k1", key.getSecp256K1(), SECP256K1_KEY_BYTES);
            case SUM_NOT_SET -> throw new CometRefusal("fromproto: key type <nil> is not supported");
        }
        return new Validator(validator.getAddress(), key, validator.getVotingPower(), validator.getProposerPriority());
    }

    private static void checkSize(String kind, ByteString key, int expected) {
        if (key.size() != expected) {
            throw new CometRefusal("invalid size for PubKey" + kind + ". Got " + key.size() + ", expected " + expected);
        }
    }

    void validate() {
        if (power < 0) {
            throw new CometRefusal("validator has negative voting power");
        }
        ByteString derived = BlockHash.address(key);
        if (!address.equals(derived)) {
            throw new CometRefusal("validator address is incorrectly derived from pubkey. Exp: " + Texts.hex(derived)
                    + ", got " + Texts.hex(address));
        }
    }

    boolean isEd25519() {
        return key.getSumCase() == PublicKey.SumCase.ED25519;
    }

    boolean signed(SignatureVerifier signatures, byte[] message, ByteString signature) {
        return isEd25519()
                ? signatures.ed25519(key.getEd25519().toByteArray(), message, signature.toByteArray())
                : signatures.secp256k1(key.getSecp256K1().toByteArray(), message, signature.toByteArray());
    }

    /** As in the reference's texts. */
    @Override
    public String toString() {
        String shown = isEd25519()
                ? "PubKeyEd25519{" + Texts.hex(key.getEd25519()) + "}"
                : "PubKeySecp256k1{" + Texts.hex(key.getSecp256K1()) + "}";
        return "Validator{" + Texts.hex(address) + " " + shown + " VP:" + power + " A:" + priority + "}";
    }
}
