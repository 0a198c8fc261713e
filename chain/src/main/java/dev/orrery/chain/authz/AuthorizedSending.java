package dev.orrery.chain.authz;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.EventLog;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.tx.MessageRouter;
import dev.orrery.chain.tx.Signers;
import dev.orrery.chain.wire.GoMessageText;
import dev.orrery.chain.wire.GoWire;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.msg.Attribute;
import dev.orrery.msg.Event;
import dev.orrery.proto.cosmos.authz.v1beta1.Grant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sends messages in the name of those who granted it. Cosmos SDK x/authz/keeper/keeper.go: DispatchActions. */
record AuthorizedSending(AuthzKeeper keeper, MessageRouter router) {
    /**
     * @param grantee who sends, and who needs no grant for messages of its own
     * @return the response to each message, encoded
     */
    List<ByteString> send(Context context, Address grantee, List<Message> messages) {
        AddressFormats formats = keeper.accounts().formats();
        List<ByteString> results = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            List<Address> signers = new Signers(formats).of(message);
            if (signers.size() != 1) {
                throw AuthzError.NUMBER_OF_SIGNERS.failure();
            }
            Address granter = signers.getFirst();
            if (!granter.equals(grantee)) {
                useGrant(context, granter, grantee, message);
            }
            MessageRouter.Result result = run(context, message);
            results.add(GoWire.encodeToByteString(result.response()));
            context.events().emitAll(indexed(result.events(), i));
        }
        return results;
    }

    private void useGrant(Context context, Address granter, Address grantee, Message message) {
        String typeUrl = KnownTypes.urlOf(message);
        Grant grant = keeper.grant(context, granter, grantee, typeUrl)
                .orElseThrow(() -> AuthzError.NOT_FOUND.failure("failed to get grant with given granter: "
                        + keeper.accounts().text(granter) + ", grantee: "
                        + keeper.accounts().text(grantee) + " & msgType: " + typeUrl + " "));
        Instant now = context.block().time();
        if (AuthzKeeper.end(grant).filter(end -> end.isBefore(now)).isPresent()) {
            throw AuthzError.EXPIRED.failure();
        }
        switch (keeper.read(grant.getAuthorization()).accept(context, message)) {
            case Authorization.Verdict.Accepted() -> {}
            case Authorization.Verdict.AcceptedLast() -> keeper.delete(context, granter, grantee, typeUrl);
            case Authorization.Verdict.Updated(Authorization rest) -> keeper.update(context, granter, grantee, rest);
            case Authorization.Verdict.Refused() -> throw SdkError.UNAUTHORIZED.failure();
        }
    }

    private MessageRouter.Result run(Context context, Message message) {
        try {
            return router.run(context, message);
        } catch (ChainException e) {
            throw e.in("failed to execute message; message " + GoMessageText.of(message));
        }
    }

    private static List<Event> indexed(List<Event> events, int index) {
        return EventLog.marked(events, new Attribute("authz_msg_index", String.valueOf(index)));
    }
}
