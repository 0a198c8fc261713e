package dev.orrery.chain.feegrant;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.proto.cosmos.feegrant.v1beta1.MsgGrantAllowance;
import dev.orrery.proto.cosmos.feegrant.v1beta1.MsgGrantAllowanceResponse;
import dev.orrery.proto.cosmos.feegrant.v1beta1.MsgPruneAllowances;
import dev.orrery.proto.cosmos.feegrant.v1beta1.MsgPruneAllowancesResponse;
import dev.orrery.proto.cosmos.feegrant.v1beta1.MsgRevokeAllowance;
import dev.orrery.proto.cosmos.feegrant.v1beta1.MsgRevokeAllowanceResponse;
import java.util.List;

/** Messages about who pays fees for whom. cosmossdk.io/x/feegrant keeper/msg_server.go. */
record FeeGrantMessages(FeeGrantKeeper keeper, AddressFormat addresses) {
    /** Allowances that one message removes. msg_server.go: PruneAllowances. */
    private static final int PRUNED_BY_MESSAGE = 75;

    /** Allowances inside allowances. Cosmos SDK codec/types: MaxUnpackAnyRecursionDepth. */
    private static final int MAX_DEPTH = 10;

    List<MessageRoute<?>> routes() {
        return List.of(
                new MessageRoute<>(
                        MsgGrantAllowance.getDefaultInstance(),
                        message -> checkKind(message.getAllowance(), MAX_DEPTH),
                        this::grant),
                MessageRoute.of(MsgRevokeAllowance.getDefaultInstance(), this::revoke),
                MessageRoute.of(MsgPruneAllowances.getDefaultInstance(), this::prune));
    }

    /** The reference finds out while it decodes. */
    private static void checkKind(Any any, int depth) {
        if (depth == 0) {
            throw SdkError.TX_DECODE.failure("max depth exceeded");
        }
        if (!any.getTypeUrl().isEmpty() && Allowance.of(any) instanceof Allowance.OfMessages filtered) {
            checkKind(filtered.allowance().getAllowance(), depth - 1);
        }
    }

    private Message grant(Context context, MsgGrantAllowance message) {
        if (message.getGrantee().equalsIgnoreCase(message.getGranter())) {
            throw SdkError.INVALID_ADDRESS.failure("cannot self-grant fee authorization");
        }
        Address grantee = addresses.parse(message.getGrantee());
        Address granter = addresses.parse(message.getGranter());
        keeper.requireNone(context, granter, grantee);
        Allowance allowance = Allowance.of(message.getAllowance());
        allowance.validate();
        keeper.grant(context, granter, grantee, allowance);
        return MsgGrantAllowanceResponse.getDefaultInstance();
    }

    private Message revoke(Context context, MsgRevokeAllowance message) {
        if (message.getGrantee().equals(message.getGranter())) {
            throw SdkError.INVALID_ADDRESS.failure("addresses must be different");
        }
        Address grantee = addresses.parse(message.getGrantee());
        Address granter = addresses.parse(message.getGranter());
        keeper.revoke(context, granter, grantee);
        return MsgRevokeAllowanceResponse.getDefaultInstance();
    }

    private Message prune(Context context, MsgPruneAllowances message) {
        keeper.prune(context, PRUNED_BY_MESSAGE);
        context.events().emit("prune_feegrant", "pruner", message.getPruner());
        return MsgPruneAllowancesResponse.getDefaultInstance();
    }
}
