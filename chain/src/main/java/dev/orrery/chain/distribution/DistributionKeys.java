package dev.orrery.chain.distribution;

import com.google.protobuf.BytesValue;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.collection.KeyCodec;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.collection.Keys.Triple;
import dev.orrery.chain.collection.StoreItem;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.chain.collection.Values;
import dev.orrery.proto.cosmos.distribution.v1beta1.DelegatorStartingInfo;
import dev.orrery.proto.cosmos.distribution.v1beta1.FeePool;
import dev.orrery.proto.cosmos.distribution.v1beta1.Params;
import dev.orrery.proto.cosmos.distribution.v1beta1.ValidatorAccumulatedCommission;
import dev.orrery.proto.cosmos.distribution.v1beta1.ValidatorCurrentRewards;
import dev.orrery.proto.cosmos.distribution.v1beta1.ValidatorHistoricalRewards;
import dev.orrery.proto.cosmos.distribution.v1beta1.ValidatorOutstandingRewards;
import dev.orrery.proto.cosmos.distribution.v1beta1.ValidatorSlashEvent;

/** Where rewards are kept account of. Cosmos SDK x/distribution/types/keys.go. */
final class DistributionKeys {
    static final String STORE = "distribution";

    private static final KeyCodec<Address> ADDRESS = Keys.LENGTH_PREFIXED_ADDRESS;

    /** Eight bytes, the lowest first. */
    private static final KeyCodec<Long> PERIOD = Keys.mapped(Keys.UINT64, Long::reverseBytes, Long::reverseBytes);

    static final StoreItem<FeePool> FEE_POOL = new StoreItem<>(STORE, new byte[] {0}, Values.message(FeePool.parser()));

    static final StoreItem<BytesValue> PROPOSER =
            new StoreItem<>(STORE, new byte[] {1}, Values.message(BytesValue.parser()));

    static final StoreMap<Address, ValidatorOutstandingRewards> OUTSTANDING =
            new StoreMap<>(STORE, new byte[] {2}, ADDRESS, Values.message(ValidatorOutstandingRewards.parser()));

    static final StoreMap<Address, Address> WITHDRAW_ADDRESSES =
            new StoreMap<>(STORE, new byte[] {3}, ADDRESS, Values.ADDRESS);

    /** Validator, delegator. */
    static final StoreMap<Pair<Address, Address>, DelegatorStartingInfo> STARTS = new StoreMap<>(
            STORE, new byte[] {4}, Keys.pair(ADDRESS, ADDRESS), Values.message(DelegatorStartingInfo.parser()));

    /** Validator, period. */
    static final StoreMap<Pair<Address, Long>, ValidatorHistoricalRewards> HISTORICAL = new StoreMap<>(
            STORE, new byte[] {5}, Keys.pair(ADDRESS, PERIOD), Values.message(ValidatorHistoricalRewards.parser()));

    static final StoreMap<Address, ValidatorCurrentRewards> CURRENT =
            new StoreMap<>(STORE, new byte[] {6}, ADDRESS, Values.message(ValidatorCurrentRewards.parser()));

    static final StoreMap<Address, ValidatorAccumulatedCommission> COMMISSION =
            new StoreMap<>(STORE, new byte[] {7}, ADDRESS, Values.message(ValidatorAccumulatedCommission.parser()));

    /** Validator, height, period. */
    static final StoreMap<Triple<Address, Long, Long>, ValidatorSlashEvent> SLASHES = new StoreMap<>(
            STORE,
            new byte[] {8},
            Keys.triple(ADDRESS, Keys.UINT64, Keys.UINT64),
            Values.message(ValidatorSlashEvent.parser()));

    static final StoreItem<Params> PARAMS = new StoreItem<>(STORE, new byte[] {9}, Values.message(Params.parser()));

    private DistributionKeys() {}
}
