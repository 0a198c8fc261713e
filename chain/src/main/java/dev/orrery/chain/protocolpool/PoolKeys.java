package dev.orrery.chain.protocolpool;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.StoreItem;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.chain.collection.Values;
import dev.orrery.proto.cosmos.protocolpool.v1.ContinuousFund;
import dev.orrery.proto.cosmos.protocolpool.v1.Params;

/** Where the community's funds are listed. Cosmos SDK x/protocolpool/types/keys.go. */
final class PoolKeys {
    static final String STORE = "protocolpool";

    /** By receiver. */
    static final StoreMap<Address, ContinuousFund> FUNDS =
            new StoreMap<>(STORE, new byte[] {3}, Keys.ADDRESS, Values.message(ContinuousFund.parser()));

    static final StoreItem<Params> PARAMS = new StoreItem<>(STORE, new byte[] {8}, Values.message(Params.parser()));

    private PoolKeys() {}
}
