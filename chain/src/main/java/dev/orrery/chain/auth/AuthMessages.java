package dev.orrery.chain.auth;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.proto.cosmos.auth.v1beta1.MsgUpdateParams;
import dev.orrery.proto.cosmos.auth.v1beta1.MsgUpdateParamsResponse;
import dev.orrery.proto.cosmos.auth.v1beta1.Params;
import java.util.List;

/**
 * Messages about accounts.
 *
 * @param authority who may change parameters
 */
record AuthMessages(AuthKeeper keeper, String authority) {
    List<MessageRoute<?>> routes() {
        return List.of(MessageRoute.of(MsgUpdateParams.getDefaultInstance(), this::updateParams));
    }

    private Message updateParams(Context context, MsgUpdateParams message) {
        if (!message.getAuthority().equals(authority)) {
            throw ChainException.plain("expected gov account as only signer for proposal message; invalid authority;"
                    + " expected " + authority + ", got " + message.getAuthority());
        }
        Params params = message.getParams();
        check(params.getTxSigLimit(), "tx signature limit");
        check(params.getSigVerifyCostEd25519(), "ED25519 signature verification cost");
        check(params.getSigVerifyCostSecp256K1(), "SECK256k1 signature verification cost");
        check(params.getMaxMemoCharacters(), "max memo characters");
        check(params.getTxSizeCostPerByte(), "tx size cost per byte");
        keeper.setParams(context, params);
        return MsgUpdateParamsResponse.getDefaultInstance();
    }

    private static void check(long value, String name) {
        if (value == 0) {
            throw ChainException.plain("invalid " + name + ": 0");
        }
    }
}
