package dev.orrery.chain.vesting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.TestContext;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.bank.BankKeeper;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.collection.StoreItem;
import dev.orrery.chain.collection.Values;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.tx.MessageRouter;
import dev.orrery.proto.cosmos.bank.v1beta1.Params;
import dev.orrery.proto.cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccount;
import dev.orrery.proto.cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccount;
import dev.orrery.proto.cosmos.vesting.v1beta1.MsgCreateVestingAccount;
import dev.orrery.proto.cosmos.vesting.v1beta1.Period;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class VestingMessagesTest {
    private static final Instant START = Instant.ofEpochSecond(1_000);
    private static final Address FROM = Address.ofModule("mint");
    private static final Address TO = Address.of(new byte[20]);

    private static final StoreItem<Params> PARAMS =
            new StoreItem<>("bank", new byte[] {5}, Values.message(Params.parser()));

    private final Context start = TestContext.at(START, "acc", "bank");
    private final AuthKeeper accounts = new AuthKeeper(AddressFormats.of("wasm"), Map.of("mint", List.of("minter")));
    private final BankKeeper bank = new BankKeeper(accounts, Set.of());
    private final MessageRouter router =
            new MessageRouter(new VestingModule(accounts, bank).messages(), (context, typeUrl) -> true);

    @BeforeEach
    void fund() {
        bank.mint(start, "mint", stake(100));
        PARAMS.set(start, Params.newBuilder().setDefaultSendEnabled(true).build());
    }

    private static Coins stake(long amount) {
        return Coins.of(Coin.of("stake", amount));
    }

    private MsgCreateVestingAccount.Builder until(long end) {
        return MsgCreateVestingAccount.newBuilder()
                .setFromAddress(accounts.text(FROM))
                .setToAddress(accounts.text(TO))
                .addAllAmount(stake(60).toProto())
                .setEndTime(end);
    }

    private MsgCreatePeriodicVestingAccount periods(long... lengths) {
        MsgCreatePeriodicVestingAccount.Builder message = MsgCreatePeriodicVestingAccount.newBuilder()
                .setFromAddress(accounts.text(FROM))
                .setToAddress(accounts.text(TO))
                .setStartTime(1_000);
        for (long length : lengths) {
            message.addVestingPeriods(
                    Period.newBuilder().setLength(length).addAllAmount(stake(10).toProto()));
        }
        return message.build();
    }

    private String refusal(Message message) {
        return assertThrows(ChainException.class, () -> router.run(start, message))
                .text();
    }

    private Coins spendable(long atSecond) {
        return bank.spendable(TestContext.later(start, Instant.ofEpochSecond(atSecond)), TO);
    }

    @Test
    void coinsAreReleasedEvenly() {
        router.run(start, until(1_060).build());

        assertEquals(Coins.NONE, spendable(1_000));
        assertEquals(stake(15), spendable(1_015));
        assertEquals(stake(60), spendable(1_060));
    }

    @Test
    void delayedCoinsAreReleasedAtOnce() {
        router.run(start, until(1_060).setDelayed(true).build());

        assertEquals(Coins.NONE, spendable(1_059));
        assertEquals(stake(60), spendable(1_060));
    }

    @Test
    void lockedCoinsAreNeverReleased() {
        router.run(
                start,
                MsgCreatePermanentLockedAccount.newBuilder()
                        .setFromAddress(accounts.text(FROM))
                        .setToAddress(accounts.text(TO))
                        .addAllAmount(stake(60).toProto())
                        .build());

        assertEquals(Coins.NONE, spendable(1_000_000_000));
        assertEquals(stake(60), bank.balances(start, TO));
    }

    @Test
    void coinsAreReleasedPeriodByPeriod() {
        router.run(start, periods(10, 20));

        assertEquals(Coins.NONE, spendable(1_009));
        assertEquals(stake(10), spendable(1_010));
        assertEquals(stake(20), spendable(1_030));
    }

    @Test
    void anAccountIsMadeOnce() {
        router.run(start, until(1_060).build());

        assertEquals(
                "account " + accounts.text(TO) + " already exists: invalid request",
                refusal(until(1_060).build()));
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertEquals("invalid end time: invalid request", refusal(until(0).build()));
        assertEquals(": invalid coins", refusal(until(1).clearAmount().build()));
        assertEquals(
                "invalid 'to' address: empty address string is not allowed: invalid address",
                refusal(until(1).clearToAddress().build()));
        assertEquals(
                "invalid period length of 0 in period 1, length must be greater than 0: invalid request",
                refusal(periods(10, 0)));
        assertEquals("vesting start-time cannot be before end-time: invalid request", refusal(periods()));
        assertEquals("vesting start-time cannot be before end-time: invalid request", refusal(periods(Long.MAX_VALUE)));
    }
}
