package dev.orrery.chain.authz;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.tx.MessageRouter;
import dev.orrery.proto.cosmos.authz.v1beta1.MsgExec;
import dev.orrery.proto.cosmos.authz.v1beta1.MsgExecResponse;
import dev.orrery.proto.cosmos.authz.v1beta1.MsgGrant;
import dev.orrery.proto.cosmos.authz.v1beta1.MsgGrantResponse;
import dev.orrery.proto.cosmos.authz.v1beta1.MsgRevoke;
import dev.orrery.proto.cosmos.authz.v1beta1.MsgRevokeResponse;
import java.util.List;
import java.util.function.Supplier;

/**
 * Messages about sending in the name of others. Cosmos SDK x/authz/keeper/msg_server.go.
 *
 * @param router known only when all modules are connected
 */
record AuthzMessages(AuthzKeeper keeper, AddressFormat addresses, Supplier<MessageRouter> router) {
    /** Messages inside messages. Cosmos SDK codec/types: MaxUnpackAnyRecursionDepth. */
    private static final int MAX_DEPTH = 10;

    List<MessageRoute<?>> routes() {
        return List.of(
                new MessageRoute<>(MsgGrant.getDefaultInstance(), this::checkKind, this::grant),
                MessageRoute.of(MsgRevoke.getDefaultInstance(), this::revoke),
                new MessageRoute<>(
                        MsgExec.getDefaultInstance(), message -> checkMessages(message, MAX_DEPTH), this::exec));
    }

    /** The reference finds out while it decodes. */
    private void checkKind(MsgGrant message) {
        if (!message.getGrant().getAuthorization().getTypeUrl().isEmpty()) {
            keeper.read(message.getGrant().getAuthorization());
        }
    }

    private void checkMessages(MsgExec message, int depth) {
        if (depth == 0) {
            throw SdkError.TX_DECODE.failure("max depth exceeded");
        }
        for (Any any : message.getMsgsList()) {
            if (router.get().unpack(any) instanceof MsgExec nested) {
                checkMessages(nested, depth - 1);
            }
        }
    }

    private Message grant(Context context, MsgGrant message) {
        requireDifferent(message.getGranter(), message.getGrantee());
        Address grantee = address(message.getGrantee(), "invalid grantee address: ");
        Address granter = address(message.getGranter(), "invalid granter address: ");
        if (!message.getGrant().hasAuthorization()) {
            throw SdkError.INVALID_TYPE.failure("authorization is nil");
        }
        if (message.getGrant().getAuthorization().getTypeUrl().isEmpty()) {
            throw SdkError.INVALID_TYPE.failure("expected <nil>, got <nil>");
        }
        Authorization authorization = keeper.read(message.getGrant().getAuthorization());
        authorization.validate();
        keeper.createAccount(context, grantee);
        if (!router.get().knows(authorization.typeUrl())) {
            throw SdkError.INVALID_TYPE.failure(authorization.typeUrl() + " doesn't exist.");
        }
        keeper.save(context, granter, grantee, authorization, AuthzKeeper.end(message.getGrant()));
        return MsgGrantResponse.getDefaultInstance();
    }

    private Message revoke(Context context, MsgRevoke message) {
        requireDifferent(message.getGranter(), message.getGrantee());
        Address grantee = address(message.getGrantee(), "invalid grantee address: ");
        Address granter = address(message.getGranter(), "invalid granter address: ");
        if (message.getMsgTypeUrl().isEmpty()) {
            throw SdkError.INVALID_REQUEST.failure("missing msg method name");
        }
        keeper.delete(context, granter, grantee, message.getMsgTypeUrl());
        return MsgRevokeResponse.getDefaultInstance();
    }

    private static void requireDifferent(String granter, String grantee) {
        if (grantee.equalsIgnoreCase(granter)) {
            throw AuthzError.GRANTEE_IS_GRANTER.failure();
        }
    }

    private Address address(String text, String circumstances) {
        try {
            return addresses.parse(text);
        } catch (ChainException e) {
            throw SdkError.INVALID_ADDRESS.failure(circumstances + e.text());
        }
    }

    private Message exec(Context context, MsgExec message) {
        if (message.getGrantee().isEmpty()) {
            throw ChainException.plain("empty address string is not allowed");
        }
        Address grantee = address(message.getGrantee(), "invalid grantee address: ");
        if (message.getMsgsCount() == 0) {
            throw SdkError.INVALID_REQUEST.failure("messages cannot be empty");
        }
        List<Message> messages =
                message.getMsgsList().stream().map(router.get()::unpack).toList();
        for (int i = 0; i < messages.size(); i++) {
            check(messages.get(i), i);
        }
        return MsgExecResponse.newBuilder()
                .addAllResults(new AuthorizedSending(keeper, router.get()).send(context, grantee, messages))
                .build();
    }

    private void check(Message message, int index) {
        try {
            router.get().check(message);
        } catch (ChainException e) {
            throw e.in("msg " + index);
        }
    }
}
