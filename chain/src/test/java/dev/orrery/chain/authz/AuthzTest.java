package dev.orrery.chain.authz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.orrery.chain.Context;
import dev.orrery.chain.TestContext;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.collection.Keys.Triple;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.tx.MessageRouter;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.proto.cosmos.authz.v1beta1.Grant;
import dev.orrery.proto.cosmos.authz.v1beta1.GrantQueueItem;
import dev.orrery.proto.cosmos.authz.v1beta1.MsgExec;
import dev.orrery.proto.cosmos.authz.v1beta1.MsgGrant;
import dev.orrery.proto.cosmos.bank.v1beta1.MsgSend;
import dev.orrery.proto.cosmos.bank.v1beta1.MsgSendResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AuthzTest {
    private static final Instant START = Instant.ofEpochSecond(1_000);
    private static final Instant END = START.plusSeconds(10);
    private static final String SEND = "/cosmos.bank.v1beta1.MsgSend";
    private static final String MULTI = "/cosmos.bank.v1beta1.MsgMultiSend";
    private static final Address GRANTER = Address.ofModule("granter");
    private static final Address GRANTEE = Address.ofModule("grantee");

    private final Context start = TestContext.at(START, "authz", "acc");
    private final AuthKeeper accounts = new AuthKeeper(AddressFormats.of("wasm"), Map.of());
    private final AuthzKeeper keeper = new AuthzKeeper(accounts, address -> false);
    private final List<String> sent = new ArrayList<>();
    private final MessageRouter router = new MessageRouter(routes(), (context, typeUrl) -> true);

    private List<MessageRoute<?>> routes() {
        List<MessageRoute<?>> routes =
                new ArrayList<>(new AuthzMessages(keeper, accounts.formats().account(), this::router).routes());
        routes.add(MessageRoute.of(MsgSend.getDefaultInstance(), this::send));
        return routes;
    }

    private MessageRouter router() {
        return router;
    }

    private Message send(Context context, MsgSend message) {
        sent.add(message.getToAddress());
        return MsgSendResponse.getDefaultInstance();
    }

    @BeforeEach
    void learn() {
        keeper.learn(List.of(GenericAuthorization.KIND, StakeAuthorization.KIND));
    }

    private static Authorization any(String typeUrl) {
        return new GenericAuthorization(dev.orrery.proto.cosmos.authz.v1beta1.GenericAuthorization.newBuilder()
                .setMsg(typeUrl)
                .build());
    }

    private void grant(String typeUrl, Instant end) {
        keeper.save(start, GRANTER, GRANTEE, any(typeUrl), Optional.of(end));
    }

    private MsgSend send(Address from, String to) {
        return MsgSend.newBuilder()
                .setFromAddress(accounts.text(from))
                .setToAddress(to)
                .build();
    }

    private MsgExec exec(Message... messages) {
        return MsgExec.newBuilder()
                .setGrantee(accounts.text(GRANTEE))
                .addAllMsgs(List.of(messages).stream().map(KnownTypes::pack).toList())
                .build();
    }

    private String refusal(Context context, MsgExec message) {
        return assertThrows(ChainException.class, () -> router.run(context, message))
                .text();
    }

    @Test
    void messagesAreSentWhileTheGrantHolds() {
        grant(SEND, END);

        router.run(TestContext.later(start, END), exec(send(GRANTER, "alice"), send(GRANTEE, "bob")));

        assertEquals(List.of("alice", "bob"), sent);
        assertEquals(
                "authorization expired",
                refusal(TestContext.later(start, END.plusNanos(1)), exec(send(GRANTER, "alice"))));
    }

    @Test
    void aMessageInsideMessagesIsSent() {
        grant(SEND, END);

        router.run(start, exec(exec(exec(send(GRANTER, "alice")))));

        assertEquals(List.of("alice"), sent);
    }

    @Test
    void messagesInsideMessagesEndSomewhere() {
        MsgExec nested = exec(send(GRANTEE, "alice"));
        for (int i = 0; i < 10; i++) {
            nested = exec(nested);
        }

        assertEquals("max depth exceeded: tx parse error", refusal(start, nested));
    }

    @Test
    void whatNobodyKnowsIsNotSent() {
        MsgExec message = MsgExec.newBuilder()
                .setGrantee(accounts.text(GRANTEE))
                .addMsgs(Any.newBuilder().setTypeUrl("/no.Such"))
                .build();

        assertEquals(
                "no concrete type registered for type URL /no.Such against interface *types.Msg: tx parse error",
                refusal(start, message));
    }

    @Test
    void grantsThatEndTogetherLieInOneEntry() {
        grant(SEND, END);
        grant(MULTI, END);
        grant(SEND, END.plusSeconds(5));

        assertEquals(Optional.of(List.of(MULTI)), queued(END));
        assertEquals(Optional.of(List.of(SEND)), queued(END.plusSeconds(5)));
    }

    private Optional<List<String>> queued(Instant end) {
        return AuthzKeys.QUEUE
                .get(start, new Triple<>(end, GRANTER, GRANTEE))
                .map(GrantQueueItem::getMsgTypeUrlsList)
                .map(List::copyOf);
    }

    @Test
    void whatHasEndedIsRemoved() {
        grant(SEND, END);
        grant(MULTI, END.plusSeconds(5));
        Context later = TestContext.later(start, END.plusSeconds(1));

        keeper.prune(later);

        assertEquals(Optional.empty(), keeper.grant(later, GRANTER, GRANTEE, SEND));
        assertEquals(Optional.empty(), queued(END));
        assertEquals(
                Optional.of(END.plusSeconds(5)),
                keeper.grant(later, GRANTER, GRANTEE, MULTI).flatMap(AuthzKeeper::end));
    }

    @Test
    void nothingIsGrantedForThePast() {
        String text =
                assertThrows(ChainException.class, () -> grant(SEND, START)).text();

        assertEquals(
                "expiration must be after the current block time (1970-01-01T00:16:40Z), got 1970-01-01T00:16:40Z:"
                        + " expiration time of authorization should be more than current time",
                text);
    }

    @Test
    void aGrantEndsWithinTheYearsThatKeysCanHold() {
        MsgGrant message = MsgGrant.newBuilder()
                .setGranter(accounts.text(GRANTER))
                .setGrantee(accounts.text(GRANTEE))
                .setGrant(Grant.newBuilder()
                        .setAuthorization(KnownTypes.pack(any(SEND).toProto()))
                        .setExpiration(Timestamp.newBuilder().setSeconds(253_402_300_800L)))
                .build();

        assertEquals(
                "timestamp: seconds:253402300800 nanos:0 is out of range",
                assertThrows(ChainException.class, () -> router.run(start, message))
                        .text());
    }
}
