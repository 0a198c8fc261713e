package dev.orrery.chain.wire;

import com.google.protobuf.Descriptors.Descriptor;

/** Names of the reference's Go types, which stand in some of its error texts. */
public final class GoTypeNames {
    private GoTypeNames() {}

    /** Such as {@code *types.MsgSend}. */
    public static String pointerTo(Descriptor type) {
        return "*" + packageOf(type.getFile().getPackage()) + "." + nested(type);
    }

    private static String nested(Descriptor type) {
        return type.getContainingType() == null
                ? type.getName()
                : nested(type.getContainingType()) + "_" + type.getName();
    }

    private static String packageOf(String protoPackage) {
        return switch (protoPackage) {
            case "cosmos.tx.v1beta1" -> "tx";
            case "cosmos.tx.signing.v1beta1" -> "signing";
            case "cosmos.crypto.secp256k1" -> "secp256k1";
            case "cosmos.crypto.secp256r1" -> "secp256r1";
            case "cosmos.crypto.ed25519" -> "ed25519";
            case "cosmos.crypto.multisig" -> "multisig";
            case "cosmos.gov.v1" -> "v1";
            case "cosmos.gov.v1beta1" -> "v1beta1";
            case "cosmos.authz.v1beta1" -> "authz";
            case "cosmos.feegrant.v1beta1" -> "feegrant";
            default -> "types";
        };
    }
}
