package dev.orrery.chain.staking;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.Keys.Triple;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.staking.v1beta1.DVVTriplet;
import dev.orrery.proto.cosmos.staking.v1beta1.DVVTriplets;
import dev.orrery.proto.cosmos.staking.v1beta1.Redelegation;
import dev.orrery.proto.cosmos.staking.v1beta1.RedelegationEntry;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tokens that went from one validator to another a while ago. Cosmos SDK x/staking/keeper/delegation.go. */
public final class Redelegations {
    private final AddressFormats formats;

    Redelegations(AddressFormats formats) {
        this.formats = formats;
    }

    public Optional<Redelegation> find(Context context, Address delegator, Address source, Address destination) {
        return StakingKeys.REDELEGATIONS.get(context, new Triple<>(delegator, source, destination));
    }

    /** All that left a validator. */
    List<Redelegation> from(Context context, Address source) {
        return StakingKeys.REDELEGATIONS_BY_SOURCE
                .entries(context, Keys.prefix(Keys.LENGTH_PREFIXED_ADDRESS, source))
                .stream()
                .map(entry -> find(
                                context,
                                entry.key().second(),
                                source,
                                entry.key().third())
                        .orElseThrow())
                .toList();
    }

    /** Whether tokens of this delegator came to the validator by a redelegation that isn't over. */
    public boolean isReceiving(Context context, Address delegator, Address destination) {
        ByteArrayOutputStream beginning = new ByteArrayOutputStream();
        Keys.LENGTH_PREFIXED_ADDRESS.write(destination, false, beginning);
        Keys.LENGTH_PREFIXED_ADDRESS.write(delegator, false, beginning);
        List<Triple<Address, Address, Address>> found = new ArrayList<>();
        StakingKeys.REDELEGATIONS_BY_DESTINATION.walk(
                context, beginning.toByteArray(), Direction.ASCENDING, (key, present) -> {
                    found.add(key);
                    return false;
                });
        return !found.isEmpty();
    }

    void set(Context context, Address delegator, Address source, Address destination, Redelegation redelegation) {
        StakingKeys.REDELEGATIONS.set(context, new Triple<>(delegator, source, destination), redelegation);
        StakingKeys.REDELEGATIONS_BY_SOURCE.set(context, new Triple<>(source, delegator, destination), true);
        StakingKeys.REDELEGATIONS_BY_DESTINATION.set(context, new Triple<>(destination, delegator, source), true);
    }

    private static void remove(Context context, Address delegator, Address source, Address destination) {
        StakingKeys.REDELEGATIONS.remove(context, new Triple<>(delegator, source, destination));
        StakingKeys.REDELEGATIONS_BY_SOURCE.remove(context, new Triple<>(source, delegator, destination));
        StakingKeys.REDELEGATIONS_BY_DESTINATION.remove(context, new Triple<>(destination, delegator, source));
    }

    /** A move from one validator to another. */
    record Move(Address delegator, Address source, Address destination, BigInteger tokens, Decimal shares) {}

    void add(Context context, Move move, long height, Instant over) {
        long id = UnbondingIds.next(context);
        Redelegation.Builder redelegation = find(context, move.delegator(), move.source(), move.destination())
                .map(Redelegation::toBuilder)
                .orElseGet(() -> Redelegation.newBuilder()
                        .setDelegatorAddress(formats.account().text(move.delegator()))
                        .setValidatorSrcAddress(formats.validator().text(move.source()))
                        .setValidatorDstAddress(formats.validator().text(move.destination())));
        redelegation.addEntries(RedelegationEntry.newBuilder()
                .setCreationHeight(height)
                .setCompletionTime(Times.timestamp(over))
                .setInitialBalance(move.tokens().toString())
                .setSharesDst(move.shares().wireText())
                .setUnbondingId(id));
        set(context, move.delegator(), move.source(), move.destination(), redelegation.build());
        byte[] key =
                StakingKeys.REDELEGATIONS.storeKey(new Triple<>(move.delegator(), move.source(), move.destination()));
        UnbondingIds.set(context, id, UnbondingIds.Kind.REDELEGATION, key);
        enqueue(context, over, redelegation.build());
    }

    void enqueue(Context context, Instant over, Redelegation redelegation) {
        DVVTriplets.Builder triplets = StakingKeys.REDELEGATION_QUEUE
                .get(context, over)
                .map(DVVTriplets::toBuilder)
                .orElseGet(DVVTriplets::newBuilder);
        triplets.addTriplets(DVVTriplet.newBuilder()
                .setDelegatorAddress(redelegation.getDelegatorAddress())
                .setValidatorSrcAddress(redelegation.getValidatorSrcAddress())
                .setValidatorDstAddress(redelegation.getValidatorDstAddress()));
        StakingKeys.REDELEGATION_QUEUE.set(context, over, triplets.build());
    }

    /** All whose time has come; they are off the queue. */
    List<DVVTriplet> dequeue(Context context) {
        List<DVVTriplet> due = new ArrayList<>();
        StakingKeys.REDELEGATION_QUEUE.walk(
                context,
                Unbondings.upTo(
                        StakingKeys.REDELEGATION_QUEUE.prefix(),
                        StakingKeys.REDELEGATION_QUEUE.storeKey(context.block().time())),
                Direction.ASCENDING,
                (time, triplets) -> {
                    due.addAll(triplets.getTripletsList());
                    StakingKeys.REDELEGATION_QUEUE.remove(context, time);
                    return true;
                });
        return due;
    }

    /** Takes out the entries whose time has come, and gives their tokens. */
    List<BigInteger> complete(Context context, Address delegator, Address source, Address destination) {
        Redelegation redelegation =
                find(context, delegator, source, destination).orElseThrow(StakingError.NO_REDELEGATION::failure);
        List<BigInteger> done = new ArrayList<>();
        Redelegation.Builder rest = redelegation.toBuilder().clearEntries();
        for (RedelegationEntry entry : redelegation.getEntriesList()) {
            boolean due = !Times.instant(entry.getCompletionTime())
                    .isAfter(context.block().time());
            if (due && entry.getUnbondingOnHoldRefCount() == 0) {
                UnbondingIds.remove(context, entry.getUnbondingId());
                done.add(new BigInteger(entry.getInitialBalance()));
            } else {
                rest.addEntries(entry);
            }
        }
        if (rest.getEntriesCount() == 0) {
            remove(context, delegator, source, destination);
        } else {
            set(context, delegator, source, destination, rest.build());
        }
        return done;
    }
}
