package dev.orrery.chain.feegrant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.TestContext;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.tx.MessageRouter;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.bank.v1beta1.MsgMultiSend;
import dev.orrery.proto.cosmos.bank.v1beta1.MsgSend;
import dev.orrery.proto.cosmos.feegrant.v1beta1.AllowedMsgAllowance;
import dev.orrery.proto.cosmos.feegrant.v1beta1.BasicAllowance;
import dev.orrery.proto.cosmos.feegrant.v1beta1.MsgGrantAllowance;
import dev.orrery.proto.cosmos.feegrant.v1beta1.PeriodicAllowance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FeeGrantTest {
    private static final Instant START = Instant.ofEpochSecond(1_000);
    private static final Address GRANTER = Address.ofModule("granter");
    private static final Address GRANTEE = Address.ofModule("grantee");
    private static final Address BLOCKED = Address.ofModule("blocked");

    private final Context start = TestContext.at(START, "feegrant", "acc");
    private final AuthKeeper accounts = new AuthKeeper(AddressFormats.of("wasm"), Map.of());
    private final FeeGrantKeeper keeper = new FeeGrantKeeper(accounts, BLOCKED::equals);

    private static Coins stake(long amount) {
        return amount == 0 ? Coins.NONE : Coins.of(Coin.of("stake", amount));
    }

    private static Allowance.Basic upTo(long amount) {
        return new Allowance.Basic(BasicAllowance.newBuilder()
                .addAllSpendLimit(stake(amount).toProto())
                .build());
    }

    private static Allowance.Basic until(Instant end) {
        return new Allowance.Basic(
                BasicAllowance.newBuilder().setExpiration(Times.timestamp(end)).build());
    }

    private static PeriodicLimit periodic(long total, long perPeriod, Duration period) {
        return new PeriodicLimit(PeriodicAllowance.newBuilder()
                .setBasic(upTo(total).allowance())
                .setPeriod(Times.duration(period))
                .addAllPeriodSpendLimit(stake(perPeriod).toProto())
                .addAllPeriodCanSpend(stake(perPeriod).toProto())
                .setPeriodReset(Times.timestamp(START.plus(period)))
                .build());
    }

    private void pay(Context context, long fee, Message... messages) {
        keeper.use(context, GRANTER, GRANTEE, stake(fee), List.of(messages));
    }

    private static String refusal(Runnable payment) {
        return assertThrows(ChainException.class, payment::run).text();
    }

    private boolean isGranted(Context context) {
        return FeeGrantKeys.GRANTS.has(context, new Pair<>(GRANTEE, GRANTER));
    }

    @Test
    void anAllowanceThatIsUsedUpIsGone() {
        keeper.grant(start, GRANTER, GRANTEE, upTo(10));

        pay(start, 4);
        assertEquals("basic allowance: fee limit exceeded", refusal(() -> pay(start, 7)));
        pay(start, 6);

        assertFalse(isGranted(start));
        assertEquals("fee-grant not found: not found", refusal(() -> pay(start, 1)));
    }

    @Test
    void anAllowanceWithoutALimitPaysEverything() {
        keeper.grant(start, GRANTER, GRANTEE, upTo(0));

        pay(start, 1_000_000);

        assertTrue(isGranted(start));
    }

    @Test
    void anAllowanceHoldsUntilItsEndAndNotLonger() {
        Instant end = START.plusSeconds(10);
        keeper.grant(start, GRANTER, GRANTEE, until(end));

        pay(TestContext.later(start, end), 1);
        Context later = TestContext.later(start, end.plusNanos(1));

        assertEquals("basic allowance: fee allowance expired", refusal(() -> pay(later, 1)));
    }

    @Test
    void eachPeriodBeginsAnew() {
        keeper.grant(start, GRANTER, GRANTEE, periodic(100, 10, Duration.ofSeconds(60)));

        pay(start, 10);
        assertEquals("period limit: fee limit exceeded", refusal(() -> pay(start, 1)));
        pay(TestContext.later(start, START.plusSeconds(60)), 10);
        Context stillSecond = TestContext.later(start, START.plusSeconds(119));

        assertEquals("period limit: fee limit exceeded", refusal(() -> pay(stillSecond, 1)));
    }

    @Test
    void aPeriodAfterAPauseBeginsWithThePayment() {
        Allowance.Payment payment = periodic(100, 10, Duration.ofSeconds(60))
                .pay(TestContext.later(start, START.plusSeconds(1_000)), stake(1), List.of());

        PeriodicLimit rest = (PeriodicLimit) ((Allowance.Payment.Paid) payment).rest();
        assertEquals(START.plusSeconds(1_060), Times.instant(rest.allowance().getPeriodReset()));
    }

    @Test
    void aPeriodGivesNoMoreThanThereIsInAll() {
        Allowance.Payment payment = periodic(5, 10, Duration.ofSeconds(60))
                .pay(TestContext.later(start, START.plusSeconds(60)), stake(2), List.of());

        PeriodicLimit rest = (PeriodicLimit) ((Allowance.Payment.Paid) payment).rest();
        assertEquals(stake(3), Coins.ofProto(rest.allowance().getPeriodCanSpendList()));
    }

    @Test
    void onlyMessagesOfTheKindArePaidFor() {
        keeper.grant(
                start,
                GRANTER,
                GRANTEE,
                new Allowance.OfMessages(AllowedMsgAllowance.newBuilder()
                        .setAllowance(upTo(10).toAny())
                        .addAllowedMessages("/cosmos.bank.v1beta1.MsgSend")
                        .build()));

        pay(start, 4, MsgSend.getDefaultInstance());

        assertEquals(
                "message does not exist in allowed messages: message not allowed",
                refusal(() -> pay(start, 1, MsgSend.getDefaultInstance(), MsgMultiSend.getDefaultInstance())));
        assertEquals("basic allowance: fee limit exceeded", refusal(() -> pay(start, 7, MsgSend.getDefaultInstance())));
    }

    @Test
    void whatHasEndedIsRemovedNotMoreThanAskedFor() {
        Instant end = START.plusSeconds(10);
        for (int i = 0; i < 5; i++) {
            keeper.grant(start, Address.ofModule("granter" + i), GRANTEE, until(end));
        }
        Context later = TestContext.later(start, end.plusSeconds(1));

        keeper.prune(later, 3);
        assertEquals(2, FeeGrantKeys.GRANTS.entries(later).size());
        keeper.prune(later, 3);
        assertEquals(0, FeeGrantKeys.GRANTS.entries(later).size());
    }

    @Test
    void aNewGrantEndsWithTheOneThatWasRevoked() {
        Instant end = START.plusSeconds(10);
        keeper.grant(start, GRANTER, GRANTEE, until(end));
        keeper.revoke(start, GRANTER, GRANTEE);
        keeper.grant(start, GRANTER, GRANTEE, upTo(10));
        Context later = TestContext.later(start, end.plusSeconds(1));

        keeper.prune(later, 10); // the reference forgets to take the revoked one out of its queue

        assertFalse(isGranted(later));
    }

    @Test
    void whoMayNotBeSentAnythingGetsNoAccountByAGrant() {
        assertEquals(
                accounts.text(BLOCKED) + " is not allowed to receive funds: unauthorized",
                refusal(() -> keeper.grant(start, GRANTER, BLOCKED, upTo(1))));
    }

    @Test
    void allowancesInsideAllowancesEndSomewhere() {
        Allowance nested = upTo(1);
        for (int i = 0; i < 1_000; i++) {
            nested = new Allowance.OfMessages(AllowedMsgAllowance.newBuilder()
                    .setAllowance(nested.toAny())
                    .addAllowedMessages("/a.B")
                    .build());
        }
        MsgGrantAllowance message =
                MsgGrantAllowance.newBuilder().setAllowance(nested.toAny()).build();
        MessageRouter router = new MessageRouter(
                new FeeGrantModule(keeper, accounts.formats().account()).messages(), (context, typeUrl) -> true);

        assertEquals("max depth exceeded: tx parse error", refusal(() -> router.check(message)));
    }
}
