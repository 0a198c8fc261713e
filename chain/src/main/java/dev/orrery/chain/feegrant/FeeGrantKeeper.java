package dev.orrery.chain.feegrant;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.auth.FeeStep;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.collection.Keys.Triple;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.state.Direction;
import dev.orrery.proto.cosmos.feegrant.v1beta1.Grant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who pays whose fees. Reads and writes come in the reference's order, since each costs gas. cosmossdk.io/x/feegrant keeper.
 *
 * @param isBlocked whom nobody may send anything, and who therefore gets no account by a grant
 */
public record FeeGrantKeeper(AuthKeeper accounts, Predicate<Address> isBlocked) implements FeeStep.Allowances {
    /**
     * @throws ChainException if there is no such grant
     */
    Allowance allowance(Context context, Address granter, Address grantee) {
        return FeeGrantKeys.GRANTS
                .get(context, new Pair<>(grantee, granter))
                .map(grant -> Allowance.of(grant.getAllowance()))
                .orElseThrow(() -> SdkError.NOT_FOUND.failure("fee-grant not found"));
    }

    void requireNone(Context context, Address granter, Address grantee) {
        if (FeeGrantKeys.GRANTS.get(context, new Pair<>(grantee, granter)).isPresent()) {
            throw SdkError.INVALID_REQUEST.failure("fee allowance already exists");
        }
    }

    void grant(Context context, Address granter, Address grantee, Allowance allowance) {
        requireNone(context, granter, grantee);
        createAccount(context, grantee);
        Optional<Instant> end = allowance.expiration();
        if (end.filter(time -> time.isBefore(context.block().time())).isPresent()) {
            throw SdkError.INVALID_REQUEST.failure("expiration is before current block time");
        }
        end.ifPresent(time -> FeeGrantKeys.QUEUE.set(context, new Triple<>(time, grantee, granter), true));
        write(context, granter, grantee, allowance, "set_feegrant");
    }

    private void createAccount(Context context, Address grantee) {
        if (accounts.account(context, grantee).isEmpty()) {
            if (isBlocked.test(grantee)) {
                throw SdkError.UNAUTHORIZED.failure(accounts.text(grantee) + " is not allowed to receive funds");
            }
            accounts.setAccount(context, accounts.newAccount(context, grantee));
        }
    }

    private void write(Context context, Address granter, Address grantee, Allowance allowance, String event) {
        Grant grant = Grant.newBuilder()
                .setGranter(accounts.text(granter))
                .setGrantee(accounts.text(grantee))
                .setAllowance(allowance.toAny())
                .build();
        FeeGrantKeys.GRANTS.set(context, new Pair<>(grantee, granter), grant);
        emit(context, event, granter, grantee);
    }

    private void emit(Context context, String event, Address granter, Address grantee) {
        context.events().emit(event, "granter", accounts.text(granter), "grantee", accounts.text(grantee));
    }

    void revoke(Context context, Address granter, Address grantee) {
        Allowance allowance = allowance(context, granter, grantee);
        FeeGrantKeys.GRANTS.remove(context, new Pair<>(grantee, granter));
        // Quirk: the reference mixes up the two addresses here, so that the entry of the queue stays.
        allowance
                .expiration()
                .ifPresent(time -> FeeGrantKeys.QUEUE.remove(context, new Triple<>(time, granter, grantee)));
        emit(context, "revoke_feegrant", granter, grantee);
    }

    /** Asks an allowance to pay, and keeps what is left of it. */
    @Override
    public void use(Context context, Address granter, Address grantee, Coins fee, List<Message> messages) {
        Allowance allowance = allowance(context, granter, grantee);
        switch (allowance.pay(context, fee, messages)) {
            case Allowance.Payment.Paid(Allowance rest) -> {
                emit(context, "use_feegrant", granter, grantee);
                allowance(context, granter, grantee); // the reference looks again before it writes
                write(context, granter, grantee, rest, "update_feegrant");
            }
            case Allowance.Payment.PaidLast() -> {
                revoke(context, granter, grantee);
                emit(context, "use_feegrant", granter, grantee);
            }
            case Allowance.Payment.Over(ChainException failure) -> {
                revoke(context, granter, grantee);
                throw failure;
            }
        }
    }

    /**
     * Removes allowances whose time is over.
     *
     * @param limit as many at most
     */
    void prune(Context context, int limit) {
        int[] left = {limit};
        FeeGrantKeys.QUEUE.walk(
                context,
                Keys.endingBefore(FeeGrantKeys.QUEUE.prefix(), context.block().time()),
                Direction.ASCENDING,
                (key, present) -> {
                    FeeGrantKeys.QUEUE.remove(context, key);
                    FeeGrantKeys.GRANTS.remove(context, new Pair<>(key.second(), key.third()));
                    return --left[0] > 0;
                });
    }
}
