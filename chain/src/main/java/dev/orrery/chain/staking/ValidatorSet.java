package dev.orrery.chain.staking;

import com.google.protobuf.ByteString;
import com.google.protobuf.Int64Value;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.tx.Ed25519PublicKey;
import dev.orrery.chain.tx.PublicKey;
import dev.orrery.chain.tx.Secp256k1PublicKey;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.base.v1beta1.IntProto;
import dev.orrery.proto.cosmos.staking.v1beta1.BondStatus;
import dev.orrery.proto.cosmos.staking.v1beta1.Params;
import dev.orrery.proto.cosmos.staking.v1beta1.ValAddresses;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import dev.orrery.proto.cosmos.staking.v1beta1.ValidatorUpdates;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Who makes blocks, from one block to the next. Cosmos SDK x/staking/keeper/val_state_change.go. */
final class ValidatorSet {
    private final AddressFormats formats;
    private final Validators validators;
    private final Delegations delegations;
    private final Pools pools;

    ValidatorSet(AddressFormats formats, Validators validators, Delegations delegations, Pools pools) {
        this.formats = formats;
        this.validators = validators;
        this.delegations = delegations;
        this.pools = pools;
    }

    /** Takes the most powerful into the set and the others out of it, and tells who changed. */
    List<ValidatorUpdate> apply(Context context) {
        return new Election(context).run();
    }

    /** One comparison of those who have been in the set with those who should be. */
    private final class Election {
        private final Context context;
        private final List<ValidatorUpdate> updates = new ArrayList<>();
        private final TreeMap<Address, Long> last = new TreeMap<>();
        private BigInteger toBonded = BigInteger.ZERO;
        private BigInteger fromBonded = BigInteger.ZERO;
        private long totalPower;
        private int places;

        Election(Context context) {
            this.context = context;
        }

        List<ValidatorUpdate> run() {
            places = validators.params(context).getMaxValidators();
            for (StoreMap.Entry<Address, Int64Value> entry : StakingKeys.LAST_POWERS.entries(context)) {
                last.put(entry.key(), entry.value().getValue());
            }
            StakingKeys.BY_POWER.walk(context, new byte[0], Direction.DESCENDING, (key, operator) -> elect(operator));
            last.keySet().forEach(this::dismiss);
            moveTokens();
            if (!updates.isEmpty()) {
                setLastTotalPower(context, totalPower);
            }
            StakingKeys.UPDATES.set(
                    context,
                    ValidatorUpdates.newBuilder().addAllUpdates(updates).build());
            return updates;
        }

        private boolean elect(Address operator) {
            Validator validator = validators.get(context, operator);
            if (places == 0 || Shares.potentialPower(validator) == 0) {
                return false;
            }
            places--;
            if (!Validators.isBonded(validator)) {
                validator = bond(context, validator);
                toBonded = toBonded.add(Shares.tokens(validator));
            }
            long power = Shares.power(validator);
            Long before = last.remove(operator);
            if (before == null || before != power) {
                updates.add(update(validator, power));
                setLastPower(context, operator, power);
            }
            totalPower += power;
            return true;
        }

        private void dismiss(Address operator) {
            Validator validator = beginUnbonding(context, validators.get(context, operator));
            fromBonded = fromBonded.add(Shares.tokens(validator));
            StakingKeys.LAST_POWERS.remove(context, operator);
            updates.add(update(validator, 0));
        }

        private void moveTokens() {
            int balance = toBonded.compareTo(fromBonded);
            if (balance > 0) {
                pools.toBonded(context, toBonded.subtract(fromBonded));
            } else if (balance < 0) {
                pools.fromBonded(context, fromBonded.subtract(toBonded));
            }
        }
    }

    void setLastTotalPower(Context context, long power) {
        StakingKeys.LAST_TOTAL_POWER.set(
                context, IntProto.newBuilder().setInt(String.valueOf(power)).build());
    }

    void setLastPower(Context context, Address operator, long power) {
        StakingKeys.LAST_POWERS.set(context, operator, Int64Value.of(power));
    }

    private Validator bond(Context context, Validator validator) {
        validators.removeByPower(context, validator);
        Validator bonded =
                validator.toBuilder().setStatus(BondStatus.BOND_STATUS_BONDED).build();
        validators.set(context, bonded);
        validators.setByPower(context, bonded);
        leaveQueue(context, bonded);
        delegations
                .hooks()
                .afterValidatorBonded(context, Validators.consensusAddressOf(bonded), validators.operatorOf(bonded));
        return bonded;
    }

    private Validator beginUnbonding(Context context, Validator validator) {
        Params params = validators.params(context);
        validators.removeByPower(context, validator);
        long id = UnbondingIds.next(context);
        Instant over = context.block().time().plus(Times.duration(params.getUnbondingTime()));
        Validator unbonding = validator.toBuilder()
                .setStatus(BondStatus.BOND_STATUS_UNBONDING)
                .setUnbondingTime(Times.timestamp(over))
                .setUnbondingHeight(context.block().height())
                .addUnbondingIds(id)
                .build();
        validators.set(context, unbonding);
        validators.setByPower(context, unbonding);
        enterQueue(context, unbonding);
        byte[] key = StakingKeys.VALIDATORS.storeKey(validators.operatorOf(unbonding));
        UnbondingIds.set(context, id, UnbondingIds.Kind.VALIDATOR, key);
        return unbonding;
    }

    private static StakingKeys.QueueKey queueKey(Validator validator) {
        return new StakingKeys.QueueKey(Times.instant(validator.getUnbondingTime()), validator.getUnbondingHeight());
    }

    void enterQueue(Context context, Validator validator) {
        ValAddresses.Builder addresses = StakingKeys.VALIDATOR_QUEUE
                .get(context, queueKey(validator))
                .map(ValAddresses::toBuilder)
                .orElseGet(ValAddresses::newBuilder);
        addresses.addAddresses(validator.getOperatorAddress());
        StakingKeys.VALIDATOR_QUEUE.set(context, queueKey(validator), addresses.build());
    }

    private static void leaveQueue(Context context, Validator validator) {
        StakingKeys.QueueKey key = queueKey(validator);
        List<String> others = new ArrayList<>(StakingKeys.VALIDATOR_QUEUE
                .get(context, key)
                .orElse(ValAddresses.getDefaultInstance())
                .getAddressesList());
        others.remove(validator.getOperatorAddress());
        if (others.isEmpty()) {
            StakingKeys.VALIDATOR_QUEUE.remove(context, key);
        } else {
            StakingKeys.VALIDATOR_QUEUE.set(
                    context,
                    key,
                    ValAddresses.newBuilder().addAllAddresses(others).build());
        }
    }

    /** Ends the wait of validators whose time has come. */
    void completeUnbondings(Context context) {
        StakingKeys.VALIDATOR_QUEUE.walk(context, new byte[0], Direction.ASCENDING, (key, addresses) -> {
            if (key.time().isAfter(context.block().time())) {
                return false;
            }
            if (key.height() <= context.block().height()) {
                addresses.getAddressesList().forEach(address -> completeUnbonding(context, address));
            }
            return true;
        });
    }

    private void completeUnbonding(Context context, String address) {
        Validator validator = validators.get(context, formats.validator().parse(address));
        if (validator.getUnbondingOnHoldRefCount() != 0) {
            return;
        }
        validator.getUnbondingIdsList().forEach(id -> UnbondingIds.remove(context, id));
        Validator unbonded =
                validator.toBuilder().setStatus(BondStatus.BOND_STATUS_UNBONDED).build();
        validators.set(context, unbonded);
        if (Shares.shares(unbonded).isZero()) {
            validators.remove(context, unbonded, delegations.hooks());
        }
        leaveQueue(context, unbonded);
    }

    static ValidatorUpdate update(Validator validator, long power) {
        return ValidatorUpdate.newBuilder()
                .setPubKey(consensusKey(PublicKey.of(validator.getConsensusPubkey())))
                .setPower(power)
                .build();
    }

    private static dev.orrery.proto.tendermint.crypto.PublicKey consensusKey(PublicKey key) {
        dev.orrery.proto.tendermint.crypto.PublicKey.Builder builder =
                dev.orrery.proto.tendermint.crypto.PublicKey.newBuilder();
        return switch (key) {
            case Ed25519PublicKey(ByteString bytes) -> builder.setEd25519(bytes).build();
            case Secp256k1PublicKey(ByteString bytes) ->
                builder.setSecp256K1(bytes).build();
            default -> throw new IllegalStateException("validators have no such key: " + key);
        };
    }
}
