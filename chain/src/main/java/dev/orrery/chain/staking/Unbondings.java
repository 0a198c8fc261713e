package dev.orrery.chain.staking;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.staking.v1beta1.DVPair;
import dev.orrery.proto.cosmos.staking.v1beta1.DVPairs;
import dev.orrery.proto.cosmos.staking.v1beta1.UnbondingDelegation;
import dev.orrery.proto.cosmos.staking.v1beta1.UnbondingDelegationEntry;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Tokens that are taken back and not free yet. Cosmos SDK x/staking/keeper/delegation.go. */
public final class Unbondings {
    private final AddressFormats formats;

    Unbondings(AddressFormats formats) {
        this.formats = formats;
    }

    public Optional<UnbondingDelegation> find(Context context, Address delegator, Address validator) {
        return StakingKeys.UNBONDING.get(context, new Pair<>(delegator, validator));
    }

    /** All that are leaving a validator, by delegator. */
    List<UnbondingDelegation> from(Context context, Address validator) {
        return StakingKeys.UNBONDING_BY_VALIDATOR
                .entries(context, Keys.prefix(Keys.LENGTH_PREFIXED_ADDRESS, validator))
                .stream()
                .map(entry -> find(context, entry.key().second(), validator).orElseThrow())
                .toList();
    }

    void set(Context context, Address delegator, Address validator, UnbondingDelegation unbonding) {
        StakingKeys.UNBONDING.set(context, new Pair<>(delegator, validator), unbonding);
        StakingKeys.UNBONDING_BY_VALIDATOR.set(context, new Pair<>(validator, delegator), true);
    }

    private static void remove(Context context, Address delegator, Address validator) {
        StakingKeys.UNBONDING.remove(context, new Pair<>(delegator, validator));
        StakingKeys.UNBONDING_BY_VALIDATOR.remove(context, new Pair<>(validator, delegator));
    }

    /** Keeps what has entries, forgets what has none. */
    void setOrRemove(Context context, Address delegator, Address validator, UnbondingDelegation unbonding) {
        if (unbonding.getEntriesCount() == 0) {
            remove(context, delegator, validator);
        } else {
            set(context, delegator, validator, unbonding);
        }
    }

    /** Adds tokens that will be free at a time. Those of one block and one time are one entry. */
    void add(Context context, Address delegator, Address validator, Instant free, BigInteger tokens) {
        long id = UnbondingIds.next(context);
        UnbondingDelegation.Builder unbonding = find(context, delegator, validator)
                .map(UnbondingDelegation::toBuilder)
                .orElseGet(() -> UnbondingDelegation.newBuilder()
                        .setDelegatorAddress(formats.account().text(delegator))
                        .setValidatorAddress(formats.validator().text(validator)));
        boolean isNew = addEntry(unbonding, context.block().height(), free, tokens, id);
        set(context, delegator, validator, unbonding.build());
        if (isNew) {
            byte[] key = StakingKeys.UNBONDING.storeKey(new Pair<>(delegator, validator));
            UnbondingIds.set(context, id, UnbondingIds.Kind.DELEGATION, key);
        }
        enqueue(context, free, unbonding.getDelegatorAddress(), unbonding.getValidatorAddress());
    }

    private static boolean addEntry(
            UnbondingDelegation.Builder unbonding, long height, Instant free, BigInteger tokens, long id) {
        for (UnbondingDelegationEntry.Builder entry : unbonding.getEntriesBuilderList()) {
            if (entry.getCreationHeight() == height
                    && Times.instant(entry.getCompletionTime()).equals(free)) {
                entry.setBalance(new BigInteger(entry.getBalance()).add(tokens).toString());
                entry.setInitialBalance(
                        new BigInteger(entry.getInitialBalance()).add(tokens).toString());
                return false;
            }
        }
        unbonding.addEntries(UnbondingDelegationEntry.newBuilder()
                .setCreationHeight(height)
                .setCompletionTime(Times.timestamp(free))
                .setInitialBalance(tokens.toString())
                .setBalance(tokens.toString())
                .setUnbondingId(id));
        return true;
    }

    void enqueue(Context context, Instant free, String delegator, String validator) {
        DVPairs.Builder pairs = StakingKeys.UNBONDING_QUEUE
                .get(context, free)
                .map(DVPairs::toBuilder)
                .orElseGet(DVPairs::newBuilder);
        pairs.addPairs(DVPair.newBuilder().setDelegatorAddress(delegator).setValidatorAddress(validator));
        StakingKeys.UNBONDING_QUEUE.set(context, free, pairs.build());
    }

    /** All whose time has come; they are off the queue. */
    List<DVPair> dequeue(Context context) {
        List<DVPair> due = new ArrayList<>();
        StakingKeys.UNBONDING_QUEUE.walk(
                context,
                upTo(
                        StakingKeys.UNBONDING_QUEUE.prefix(),
                        StakingKeys.UNBONDING_QUEUE.storeKey(context.block().time())),
                Direction.ASCENDING,
                (time, pairs) -> {
                    due.addAll(pairs.getPairsList());
                    StakingKeys.UNBONDING_QUEUE.remove(context, time);
                    return true;
                });
        return due;
    }

    /** A range with its last key. */
    static KeyRange upTo(byte[] first, byte[] last) {
        return KeyRange.between(first, Arrays.copyOf(last, last.length + 1));
    }

    /** Takes out the entries whose time has come, and gives their tokens. */
    List<BigInteger> complete(Context context, Address delegator, Address validator) {
        UnbondingDelegation unbonding =
                find(context, delegator, validator).orElseThrow(StakingError.NO_UNBONDING_DELEGATION::failure);
        List<BigInteger> freed = new ArrayList<>();
        UnbondingDelegation.Builder rest = unbonding.toBuilder().clearEntries();
        for (UnbondingDelegationEntry entry : unbonding.getEntriesList()) {
            boolean due = !Times.instant(entry.getCompletionTime())
                    .isAfter(context.block().time());
            if (due && entry.getUnbondingOnHoldRefCount() == 0) {
                UnbondingIds.remove(context, entry.getUnbondingId());
                freed.add(new BigInteger(entry.getBalance()));
            } else {
                rest.addEntries(entry);
            }
        }
        setOrRemove(context, delegator, validator, rest.build());
        return freed;
    }
}
