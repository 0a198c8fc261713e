package dev.orrery.chain.staking;

import com.google.protobuf.Int64Value;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.collection.KeyCodec;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.collection.Keys.Triple;
import dev.orrery.chain.collection.StoreItem;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.chain.collection.Values;
import dev.orrery.proto.cosmos.base.v1beta1.IntProto;
import dev.orrery.proto.cosmos.staking.v1beta1.DVPairs;
import dev.orrery.proto.cosmos.staking.v1beta1.DVVTriplets;
import dev.orrery.proto.cosmos.staking.v1beta1.Delegation;
import dev.orrery.proto.cosmos.staking.v1beta1.HistoricalInfo;
import dev.orrery.proto.cosmos.staking.v1beta1.Params;
import dev.orrery.proto.cosmos.staking.v1beta1.Redelegation;
import dev.orrery.proto.cosmos.staking.v1beta1.UnbondingDelegation;
import dev.orrery.proto.cosmos.staking.v1beta1.ValAddresses;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import dev.orrery.proto.cosmos.staking.v1beta1.ValidatorUpdates;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Where validators and delegations lie in the store. Cosmos SDK x/staking/types/keys.go. */
final class StakingKeys {
    static final String STORE = "staking";

    private static final KeyCodec<Address> ADDRESS = Keys.LENGTH_PREFIXED_ADDRESS;

    static final StoreMap<Address, Int64Value> LAST_POWERS =
            new StoreMap<>(STORE, new byte[] {0x11}, ADDRESS, Values.message(Int64Value.parser()));

    static final StoreItem<IntProto> LAST_TOTAL_POWER =
            new StoreItem<>(STORE, new byte[] {0x12}, Values.message(IntProto.parser()));

    static final StoreMap<Address, Validator> VALIDATORS =
            new StoreMap<>(STORE, new byte[] {0x21}, ADDRESS, Values.message(Validator.parser()));

    static final StoreMap<Address, Address> BY_CONSENSUS_ADDRESS =
            new StoreMap<>(STORE, new byte[] {0x22}, ADDRESS, Values.ADDRESS);

    static final StoreMap<PowerKey, Address> BY_POWER =
            new StoreMap<>(STORE, new byte[] {0x23}, new PowerKeyCodec(), Values.ADDRESS);

    /** Delegator, validator. */
    static final StoreMap<Pair<Address, Address>, Delegation> DELEGATIONS =
            new StoreMap<>(STORE, new byte[] {0x31}, Keys.pair(ADDRESS, ADDRESS), Values.message(Delegation.parser()));

    /** Delegator, validator. */
    static final StoreMap<Pair<Address, Address>, UnbondingDelegation> UNBONDING = new StoreMap<>(
            STORE, new byte[] {0x32}, Keys.pair(ADDRESS, ADDRESS), Values.message(UnbondingDelegation.parser()));

    /** Validator, delegator. */
    static final StoreMap<Pair<Address, Address>, Boolean> UNBONDING_BY_VALIDATOR =
            new StoreMap<>(STORE, new byte[] {0x33}, Keys.pair(ADDRESS, ADDRESS), Values.PRESENCE);

    /** Delegator, source, destination. */
    static final StoreMap<Triple<Address, Address, Address>, Redelegation> REDELEGATIONS = new StoreMap<>(
            STORE, new byte[] {0x34}, Keys.triple(ADDRESS, ADDRESS, ADDRESS), Values.message(Redelegation.parser()));

    /** Source, delegator, destination. */
    static final StoreMap<Triple<Address, Address, Address>, Boolean> REDELEGATIONS_BY_SOURCE =
            new StoreMap<>(STORE, new byte[] {0x35}, Keys.triple(ADDRESS, ADDRESS, ADDRESS), Values.PRESENCE);

    /** Destination, delegator, source. */
    static final StoreMap<Triple<Address, Address, Address>, Boolean> REDELEGATIONS_BY_DESTINATION =
            new StoreMap<>(STORE, new byte[] {0x36}, Keys.triple(ADDRESS, ADDRESS, ADDRESS), Values.PRESENCE);

    static final StoreItem<Long> UNBONDING_ID = new StoreItem<>(STORE, new byte[] {0x37}, Values.UINT64);

    /** The key of what is unbonding. */
    static final StoreMap<Long, byte[]> UNBONDING_INDEX =
            new StoreMap<>(STORE, new byte[] {0x38}, Keys.UINT64, Values.BYTES);

    static final StoreMap<Long, Long> UNBONDING_TYPE =
            new StoreMap<>(STORE, new byte[] {0x39}, Keys.UINT64, Values.UINT64);

    static final StoreMap<Instant, DVPairs> UNBONDING_QUEUE =
            new StoreMap<>(STORE, new byte[] {0x41}, Keys.TIME, Values.message(DVPairs.parser()));

    static final StoreMap<Instant, DVVTriplets> REDELEGATION_QUEUE =
            new StoreMap<>(STORE, new byte[] {0x42}, Keys.TIME, Values.message(DVVTriplets.parser()));

    static final StoreMap<QueueKey, ValAddresses> VALIDATOR_QUEUE =
            new StoreMap<>(STORE, new byte[] {0x43}, new QueueKeyCodec(), Values.message(ValAddresses.parser()));

    static final StoreMap<Long, HistoricalInfo> HISTORY =
            new StoreMap<>(STORE, new byte[] {0x50}, Keys.UINT64, Values.message(HistoricalInfo.parser()));

    static final StoreItem<Params> PARAMS = new StoreItem<>(STORE, new byte[] {0x51}, Values.message(Params.parser()));

    static final StoreItem<ValidatorUpdates> UPDATES =
            new StoreItem<>(STORE, new byte[] {0x61}, Values.message(ValidatorUpdates.parser()));

    /** Validator, delegator. */
    static final StoreMap<Pair<Address, Address>, Boolean> DELEGATIONS_BY_VALIDATOR =
            new StoreMap<>(STORE, new byte[] {0x71}, Keys.pair(ADDRESS, Keys.ADDRESS), Values.PRESENCE);

    private StakingKeys() {}

    /** Sorts validators by power; read backwards, the first of those with equal power comes first. */
    record PowerKey(long power, Address operator) {}

    private record PowerKeyCodec() implements KeyCodec<PowerKey> {
        @Override
        public void write(PowerKey key, boolean last, ByteArrayOutputStream out) {
            out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(key.power()).array());
            out.write(key.operator().size());
            out.writeBytes(inverted(key.operator().bytes()));
        }

        @Override
        public PowerKey read(ByteBuffer in, boolean last) {
            long power = in.getLong();
            byte[] operator = new byte[in.get() & 0xff];
            in.get(operator);
            return new PowerKey(power, Address.of(inverted(operator)));
        }

        private static byte[] inverted(byte[] bytes) {
            byte[] inverted = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                inverted[i] = (byte) ~bytes[i];
            }
            return inverted;
        }
    }

    /** When a validator is done unbonding. */
    record QueueKey(Instant time, long height) {}

    private record QueueKeyCodec() implements KeyCodec<QueueKey> {
        @Override
        public void write(QueueKey key, boolean last, ByteArrayOutputStream out) {
            byte[] time = Keys.TIME.encode(key.time());
            out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(time.length).array());
            out.writeBytes(time);
            out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(key.height()).array());
        }

        @Override
        public QueueKey read(ByteBuffer in, boolean last) {
            in.getLong();
            Instant time = Keys.TIME.read(in, false);
            return new QueueKey(time, in.getLong());
        }
    }
}
